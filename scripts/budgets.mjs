// How much a browser really fetches to show the console, packed by gzip: the first load of the queue, and what each other screen adds.
// Needs the built program and screens (`npm run build`) and Chromium. Fails when a budget is broken.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { builtDesk } from './built-desk.mjs';

const FIRST_LOAD = 260 * 1024;
const LAZY_SCREEN = 130_000;
/** Pages side by side: mostly they wait for what a screen may still fetch. */
const AT_ONCE = 4;
const OTHERS = ['log', 'tickets/1001', 'board', 'gestures', 'outbox', 'chat', 'quarantine', 'touch-points', 'insights', 'admin', 'me'];

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'web', 'dist');
const packed = (name) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
const sum = (names) => [...names].reduce((total, name) => total + packed(name), 0);
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

/** The files of the console that opening this address fetches, with nothing kept from before. */
async function fetched(browser, desk, cookie, path) {
  const context = await browser.newContext({ baseURL: desk.url });
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name, value, url: desk.url }]);
  const page = await context.newPage();
  const files = new Set();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/desk/assets/') && response.ok()) files.add(pathname.slice('/desk/'.length));
  });
  await page.goto(`/desk/${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(1_500);
  await context.close();
  return files;
}

const desk = await builtDesk();
let browser;
try {
  await desk.start();
  const cookie = await desk.signIn();
  await fetch(`${desk.url}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ channel: 'phone', text: 'It broke.', customer: { name: 'Ann' }, touchPoint: 'unsure' }),
  });
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const first = await fetched(browser, desk, cookie, 'queue');
  const load = packed('index.html') + sum(first);
  const lines = [{ name: 'first load of the queue', bytes: load, budget: FIRST_LOAD }];
  const adds = async (path) => {
    const more = [...(await fetched(browser, desk, cookie, path))].filter((file) => !first.has(file));
    return { name: `${path} adds`, bytes: sum(more), budget: LAZY_SCREEN };
  };
  for (let at = 0; at < OTHERS.length; at += AT_ONCE) lines.push(...(await Promise.all(OTHERS.slice(at, at + AT_ONCE).map(adds))));
  for (const { name, bytes, budget } of lines) {
    console.log(`${bytes <= budget ? 'ok     ' : 'TOO BIG'} ${name}: ${kib(bytes)} of ${kib(budget)}`);
    if (bytes > budget) process.exitCode = 1;
  }
  // a page that showed no console would keep every budget
  if (first.size < 3) throw new Error(`The queue fetched only ${[...first].join(', ')}.`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await desk.stop('SIGTERM').catch(() => desk.kill());
  desk.clear();
}
