import { CsvError, type Info, parse } from 'csv-parse/sync';
import { Invalid } from '../platform/errors';
import { headerProblem, type Purchase, type RawPurchase, readPurchase } from './purchase.rules';

const MOST_LINES = 20_000;
/** So many mistakes are told; who has more has the wrong file. */
const MOST_TOLD = 50;

/** The purchases of a CSV file, each with its line. Throws Invalid (400) with every wrong line; then nothing is to be kept. */
export function readPurchaseFile(text: string, now: Date): { line: number; purchase: Purchase }[] {
  const rows = recordsOf(text);
  if (rows.length === 0) throw new Invalid('The file holds no purchase.');
  if (rows.length > MOST_LINES) throw new Invalid(`The file has more than ${String(MOST_LINES)} purchases: send it in parts.`);
  const wrong: { field: string; why: string }[] = [];
  const entries: { line: number; purchase: Purchase }[] = [];
  const seen = new Map<string, number>();
  for (const { record, info } of rows) {
    const read = readPurchase(record, now, 'csv');
    const problems = 'problems' in read ? read.problems : twin(seen, read.purchase, info.lines);
    if ('purchase' in read && problems.length === 0) entries.push({ line: info.lines, purchase: read.purchase });
    else wrong.push({ field: `line ${String(info.lines)}`, why: problems.join(' ') });
  }
  if (wrong.length === 0) return entries;
  const told = wrong.slice(0, MOST_TOLD);
  const more = wrong.length > told.length ? ` ${String(wrong.length - told.length)} more lines are wrong.` : '';
  throw new Invalid(`Nothing was taken. ${told.map(({ field, why }) => `${field}: ${why}`).join(' ')}${more}`, { errors: told });
}

function twin(seen: Map<string, number>, { source, sourceId }: Purchase, line: number): string[] {
  const key = `${source}\n${sourceId}`;
  const before = seen.get(key);
  seen.set(key, before ?? line);
  return before === undefined ? [] : [`source_id ${sourceId} stands on line ${String(before)} already.`];
}

interface Row {
  record: RawPurchase;
  info: Info;
}

/** `info.lines` is the line on which a record ends. */
function recordsOf(text: string): Row[] {
  try {
    return parse(text, {
      bom: true,
      columns: readHeader,
      info: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 10_000,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? ` (line ${String(error['lines'])})` : '';
    throw new Invalid(`This is no CSV file that can be read${line}: ${error.message}`);
  }
}

function readHeader(columns: string[]): string[] {
  const names = columns.map((column) => column.trim().toLowerCase());
  const problem = headerProblem(names);
  if (problem !== null) throw new Invalid(`line 1: ${problem}`);
  return names;
}
