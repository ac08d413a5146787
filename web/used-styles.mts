import type { Plugin } from 'vite';

/** A class of a Mantine component, such as `m_8fb7ebe7`; what draws no such component has no use for its rules. */
const OWN_CLASS = /\bm_[0-9a-f]{6,}\b/g;

/**
 * Leaves out the rules of components that no file of the console draws: half of Mantine's styles. A selector goes when it names classes of
 * components and none of them stands in any script; everything else stays as it is.
 */
export function usedStyles(): Plugin {
  return {
    name: 'used-styles',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const used = new Set(files.flatMap((file) => (file.type === 'chunk' ? (file.code.match(OWN_CLASS) ?? []) : [])));
      for (const file of files) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = keepUsed(file.source.toString(), used);
      }
    },
  };
}

/** The style sheet without unused rules. Takes what a minifier wrote: no comments, no braces in strings. */
export function keepUsed(css: string, used: ReadonlySet<string>): string {
  let kept = '';
  for (let at = 0; at < css.length;) {
    const open = css.indexOf('{', at);
    const line = css.indexOf(';', at);
    if (open === -1 || (line !== -1 && line < open)) {
      const end = line === -1 ? css.length : line + 1;
      kept += css.slice(at, end);
      at = end;
      continue;
    }
    const end = endOfBlock(css, open);
    kept += rule(css.slice(at, open), css.slice(open + 1, end), used);
    at = end + 1;
  }
  return kept;
}

function rule(head: string, body: string, used: ReadonlySet<string>): string {
  if (/^\s*@(media|supports|layer|container)\b/.test(head)) {
    const inner = keepUsed(body, used);
    return inner.trim() === '' ? '' : `${head}{${inner}}`;
  }
  if (head.trimStart().startsWith('@')) return `${head}{${body}}`;
  const selectors = split(head).filter((selector) => {
    const classes = selector.match(OWN_CLASS) ?? [];
    return classes.length === 0 || classes.some((name) => used.has(name));
  });
  return selectors.length === 0 ? '' : `${selectors.join(',')}{${body}}`;
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    else if (css[at] === '}' && --depth === 0) return at;
  }
  throw new Error('A block of the style sheet does not end.');
}

/** At the commas that stand outside of brackets. */
function split(selectors: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of selectors) {
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + sign);
  }
  return parts;
}
