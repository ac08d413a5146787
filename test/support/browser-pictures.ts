import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { theBrowser } from './browser';

/** Pictures of the screens, kept in docs/pictures: they show people the console, and every run compares itself with them. */

const FOLDER = join(__dirname, '..', '..', 'docs', 'pictures');
const KEPT = join(FOLDER, 'rendering.json');
/** Share of the pixels that may differ. */
const TOLERANCE = 0.001;
const PATIENCE_MS = 5_000;

/** How this machine draws: the browser's version and a text in the console's fonts. */
interface Rendering {
  chromium: string;
  sample: string;
}

let here: Promise<Rendering> | undefined;
let said = false;

/**
 * Compares what the window shows with docs/pictures/<name>.png and fails when more than 0.1 % of the pixels differ. `PICTURES=write` keeps
 * it as the new picture instead. Where Chromium or the fonts are others than those of the kept pictures nothing is compared, and that is
 * said once. The page's data and clock must stand still (`stopTime`, `stillAt`).
 */
export async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
  const look = (): Promise<Buffer> => page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
  const path = join(FOLDER, `${name}.png`);
  const drawn = JSON.stringify(await (here ??= rendering()), null, 2);
  if (process.env['PICTURES'] === 'write') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, await look());
    writeFileSync(KEPT, `${drawn}\n`);
    return;
  }
  if (!existsSync(KEPT) || readFileSync(KEPT, 'utf8').trim() !== drawn) {
    if (!said) process.stdout.write('Pictures are not compared: other fonts or another Chromium than those of docs/pictures.\n');
    said = true;
    return;
  }
  if (!existsSync(path)) throw new Error(`There is no docs/pictures/${name}.png yet: run once with PICTURES=write and look at it.`);
  const kept = readFileSync(path);
  // the last word of the desk may still be on its way
  const end = performance.now() + PATIENCE_MS;
  let shot = await look();
  let { share, marked } = await differenceOf(kept, shot);
  while (share > TOLERANCE && performance.now() < end) {
    shot = await look();
    ({ share, marked } = await differenceOf(kept, shot));
  }
  if (share <= TOLERANCE) return;
  const seen = join(tmpdir(), `amends-picture-${name}.png`);
  const marks = join(tmpdir(), `amends-picture-${name}-marked.png`);
  writeFileSync(seen, shot);
  writeFileSync(marks, Buffer.from(marked, 'base64'));
  throw new Error(`${name} looks different in ${(share * 100).toFixed(2)} % of its pixels. Now: ${seen}, differences in red: ${marks}`);
}

async function rendering(): Promise<Rendering> {
  const browser = await theBrowser();
  const page = await browser.newPage({ viewport: { width: 700, height: 120 }, deviceScaleFactor: 1 });
  await page.setContent(
    '<p style="font: 16px system-ui, sans-serif">Late by 12 min. Größe, señal, déjà, 1,204.50 €</p><p dir="rtl" style="font: 16px system-ui, sans-serif">متأخر ١٢ دقيقة</p>',
  );
  const sample = createHash('sha256')
    .update(await page.screenshot())
    .digest('hex');
  await page.close();
  return { chromium: browser.version(), sample };
}

/** Compared in Chromium itself, which reads its own pictures best. `share` of pixels that differ, 1 when the sizes do. */
async function differenceOf(kept: Buffer, shot: Buffer): Promise<{ share: number; marked: string }> {
  const page = await (await theBrowser()).newPage();
  const result = await page.evaluate(compare, [kept.toString('base64'), shot.toString('base64')] as const);
  await page.close();
  return result;
}

/** Runs in the page. */
async function compare(pair: readonly [string, string]): Promise<{ share: number; marked: string }> {
  const read = async (base64: string): Promise<ImageData> => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (!pen) throw new Error('No canvas to compare with.');
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height);
  };
  const [kept, shot] = [await read(pair[0]), await read(pair[1])];
  if (kept.width !== shot.width || kept.height !== shot.height) return { share: 1, marked: pair[1] };
  // a shade that no eye tells apart is the same
  const SHADE = 12;
  let different = 0;
  for (let at = 0; at < kept.data.length; at += 4) {
    const isSame = [0, 1, 2].every((part) => Math.abs((kept.data[at + part] ?? 0) - (shot.data[at + part] ?? 0)) <= SHADE);
    if (isSame) continue;
    different += 1;
    shot.data.set([255, 0, 0, 255], at);
  }
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [shot.width, shot.height];
  canvas.getContext('2d')?.putImageData(shot, 0, 0);
  return { share: different / (kept.data.length / 4), marked: canvas.toDataURL('image/png').split(',')[1] ?? '' };
}
