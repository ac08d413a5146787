import { stringify } from 'csv-stringify/sync';

type CellValue = string | number | boolean | null;

/**
 * Rows as CSV (RFC 4180), with a line of column names and the mark by which spreadsheets know UTF-8. A text that begins with = + - @ or a tab gets an
 * apostrophe in front: a spreadsheet would run it as a formula, and names in here were typed by strangers.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly CellValue[])[]): string {
  const cast = { boolean: (value: boolean) => (value ? 'yes' : 'no') };
  return stringify([[...columns], ...rows.map((row) => [...row])], { bom: true, record_delimiter: '\r\n', escape_formulas: true, cast });
}
