import { crc32, deflateSync } from 'node:zlib';
import { create } from 'qrcode';

/**
 * QR codes as SVG for pages and as PNG for mails (few mail programs show SVG). The library works out the squares; drawing them is ours, because pages
 * allow no inline style and because the library draws pictures only asynchronously.
 */

/** White squares around the code; readers need four. */
const MARGIN = 4;
const PIXELS_A_SQUARE = 6;

interface Squares {
  /** Squares on one side, margin included. */
  size: number;
  isDark: (row: number, column: number) => boolean;
}

function squaresOf(text: string): Squares {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const inside = (place: number) => place >= 0 && place < modules.size;
  return {
    size: modules.size + 2 * MARGIN,
    isDark: (row, column) => inside(row - MARGIN) && inside(column - MARGIN) && modules.get(row - MARGIN, column - MARGIN) !== 0,
  };
}

/** `label` is read out by screen readers and must hold no markup. */
export function qrSvg(text: string, label: string): string {
  const { size, isDark } = squaresOf(text);
  const path: string[] = [];
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) if (isDark(row, column)) path.push(`M${String(column)} ${String(row)}h1v1h-1z`);
  const side = String(size);
  return `<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path.join('')}"/></svg>`;
}

/** Black on white, one bit a pixel. */
export function qrPng(text: string): Buffer {
  const { size, isDark } = squaresOf(text);
  const side = size * PIXELS_A_SQUARE;
  const rows = Array.from({ length: side }, (_, y) =>
    pixelRow(side, (x) => isDark(Math.floor(y / PIXELS_A_SQUARE), Math.floor(x / PIXELS_A_SQUARE))),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

/** One line of a PNG: the filter (none), then eight pixels a byte, white = 1. */
function pixelRow(side: number, isDark: (x: number) => boolean): Buffer {
  const row = Buffer.alloc(1 + Math.ceil(side / 8));
  for (let x = 0; x < side; x += 1) if (!isDark(x)) row[1 + (x >> 3)] = (row[1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  return row;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
