import { readFileSync } from 'node:fs';
import { isCode } from './system-error';

interface EnvFile {
  /** Name → value; an empty value is kept as an empty string. */
  readonly values: Readonly<Record<string, string>>;
  /** One sentence for each line that cannot be used; never repeats a value, which may be a secret. */
  readonly problems: readonly string[];
}

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;
const QUOTED = /^(["'])(.*)\1\s*(?:#.*)?$/;

/**
 * Reads a settings file of `NAME=value` lines. Empty lines and lines that begin with `#` are skipped, a value may stand in single or double
 * quotes, and ` #` after a bare value begins a remark. A missing file is an empty one.
 */
export function readEnvFile(path: string, knownNames: ReadonlySet<string>): EnvFile {
  const text = textOf(path);
  if (text === null) return { values: {}, problems: [`The settings file ${path} is there but cannot be read.`] };
  const values: Record<string, string> = {};
  const problems: string[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const where = `.env line ${index + 1}`;
    const [, name, value] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || value === undefined) problems.push(`${where} is not of the form NAME=value.`);
    else if (!knownNames.has(name)) problems.push(`${where}: there is no setting called ${name}.`);
    else if (name in values) problems.push(`${where}: ${name} is set twice in this file; keep one.`);
    else values[name] = bare(value);
  });
  return { values, problems };
}

function textOf(path: string): string | null {
  try {
    // Some editors begin a file with a byte order mark, which would become part of the first name.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return isCode(error, 'ENOENT') ? '' : null;
  }
}

function bare(value: string): string {
  const quoted = QUOTED.exec(value);
  if (quoted) return quoted[2] ?? '';
  return value.replace(/(^|\s)#.*$/, '').trim();
}
