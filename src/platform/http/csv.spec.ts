import fc from 'fast-check';
import { csvOf } from './csv';

/** Reads CSV the slow way, character by character. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted] = ['', false];
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i);
    if (quoted && c === '"' && text.charAt(i + 1) === '"') {
      cell += '"';
      i += 1;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || (c === '\r' && text.charAt(i + 1) === '\n'))) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (c === '\r') {
        rows.push([]);
        i += 1;
      }
    } else cell += c;
  }
  return rows.slice(0, -1);
}

test('a spreadsheet reads names, numbers, empty cells and yes or no', () => {
  expect(csvOf(['name', 'n', 'flagged', 'ratio'], [['South, "old" town', 3, true, null]])).toBe(
    '\uFEFFname,n,flagged,ratio\r\n"South, ""old"" town",3,yes,\r\n',
  );
});

test('what would run as a formula is text', () => {
  const bad = ['=HYPERLINK("http://evil.test")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'];
  const [, ...rows] = read(
    csvOf(
      ['a'],
      bad.map((text) => [text]),
    ).slice(1),
  );
  for (const [cell] of rows) expect(cell).toMatch(/^'/);
  expect(csvOf(['a'], [[-5]])).toContain('\r\n-5\r\n');
});

test('any text comes back as it was, and no cell begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 5 }), (rows) => {
      const [, ...found] = read(csvOf(['a', 'b'], rows).slice(1));
      for (const [index, row] of rows.entries()) {
        expect(found[index]?.map((cell) => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, ''))).toEqual(
          row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')),
        );
        for (const cell of found[index] ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }
    }),
  );
});
