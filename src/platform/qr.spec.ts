import { inflateSync } from 'node:zlib';
import { qrPng, qrSvg } from './qr';

const CODE = 'WXYZ-WXYZ-WXYZ';

/** The squares of an SVG of ours: rows of true = dark. */
function squaresOfSvg(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) (rows[Number(y)] ?? [])[Number(x)] = true;
  return rows;
}

/** The pixels of a PNG of one bit: rows of true = dark. */
function pixelsOfPng(png: Buffer): boolean[][] {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const start = png.indexOf('IDAT');
  const raw = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const line = 1 + Math.ceil(width / 8);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (((raw[y * line + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 0),
  );
}

test('the picture in a mail and the one on a page show the same squares', () => {
  const squares = squaresOfSvg(qrSvg(CODE, 'QR code'));
  const pixels = pixelsOfPng(qrPng(CODE));
  const zoom = pixels.length / squares.length;
  expect(Number.isInteger(zoom)).toBe(true);
  expect(pixels.filter((_, y) => y % zoom === 0).map((row) => row.filter((_, x) => x % zoom === 0))).toEqual(squares);
  expect(squares.flat().filter(Boolean).length).toBeGreaterThan(100);
});

test('four white squares stand around the code, because readers need them', () => {
  const squares = squaresOfSvg(qrSvg(CODE, 'QR code'));
  const edge = squares.flatMap((row, y) => row.filter((_, x) => Math.min(x, y, squares.length - 1 - x, squares.length - 1 - y) < 4));
  expect(edge).not.toContain(true);
  // the first of the three corner marks begins right behind them
  expect(squares[4]?.slice(4, 12)).toEqual([true, true, true, true, true, true, true, false]);
});

test('a page may carry it: no inline style, no script', () => {
  expect(qrSvg(CODE, 'QR code of the voucher')).not.toMatch(/style=|<script|href/);
});
