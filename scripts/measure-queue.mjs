// How the queue bears a busy desk: 5,000 open tickets, the time to the first rows, and what 500 live countdowns cost. Needs the built program
// and screens (`npm run build`) and Chromium. Prints figures; nothing passes or fails here.
import { chromium } from 'playwright-core';
import { builtDesk } from './built-desk.mjs';

const TICKETS = Number(process.argv[2] ?? 5_000);
const CLOCKS = 500;
const LOOKS = 7;
const WATCH_MS = 20_000;

async function fill(desk, cookie) {
  let next = 0;
  const one = async () => {
    while (next < TICKETS) {
      const at = next++;
      const body = {
        channel: 'email',
        text: `Complaint ${at}: the brakes squeal after your repair of last week.`,
        touchPoint: 'service_support',
        severity: ['S2', 'S3', 'S4'][at % 3],
        customer: { name: `Customer ${at}`, email: `c${at}@example.test` },
      };
      const answer = await fetch(`${desk.url}/api/v1/complaints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
        body: JSON.stringify(body),
      });
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    }
  };
  await Promise.all(Array.from({ length: 12 }, one));
}

async function openQueue(browser, desk, cookie) {
  const context = await browser.newContext({ baseURL: desk.url, viewport: { width: 1280, height: 860 } });
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name, value, url: desk.url }]);
  const page = await context.newPage();
  return page;
}

/** Milliseconds from opening the address until rows stand there, first without and then with the files already kept by the browser. */
async function firstRows(browser, desk, cookie) {
  const [cold, warm] = [[], []];
  for (let look = 0; look < LOOKS; look += 1) {
    const page = await openQueue(browser, desk, cookie);
    for (const times of [cold, warm]) {
      const start = performance.now();
      await page.goto('/desk/queue?view=team', { waitUntil: 'commit' });
      await page.locator('[data-row]').nth(9).waitFor();
      times.push(performance.now() - start);
    }
    await page.context().close();
  }
  const middle = (times) => Math.round(times.sort((a, b) => a - b)[Math.floor(times.length / 2)]);
  return { cold: middle(cold), warm: middle(warm) };
}

/** The share of one core that the page's own process works while nothing happens but `CLOCKS` countdowns, all of them showing seconds. */
async function countdowns(browser, desk, cookie, dueInMs) {
  const page = await openQueue(browser, desk, cookie);
  await page.route(
    (url) => url.pathname === '/api/v1/tickets',
    async (route) => {
      const answer = await (await route.fetch()).json();
      const dueAt = new Date(Date.parse(answer.serverTime) + dueInMs).toISOString();
      const items = Array.from({ length: CLOCKS }, (_, at) => ({
        ...answer.items[at % answer.items.length],
        id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
        nextClock: { clock: 'fix', dueAt, pausedSince: null, reason: null },
      }));
      await route.fulfill({ json: { ...answer, items } });
    },
  );
  // the panel would ask for tickets that do not exist
  await page.setViewportSize({ width: 1100, height: 860 });
  await page.goto('/desk/queue?view=team');
  await page
    .getByRole('timer')
    .nth(CLOCKS - 1)
    .waitFor();
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable');
  const busy = async () => (await debug.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  await page.waitForTimeout(3_000);
  const before = await busy();
  await page.waitForTimeout(WATCH_MS);
  const share = ((await busy()) - before) / (WATCH_MS / 1000);
  await page.context().close();
  return share;
}

const desk = await builtDesk();
let browser;
try {
  await desk.start();
  const cookie = await desk.signIn();
  const start = performance.now();
  await fill(desk, cookie);
  console.log(`${TICKETS} tickets logged in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const { cold, warm } = await firstRows(browser, desk, cookie);
  console.log(`first rows of the queue: ${cold} ms in a new browser, ${warm} ms when it was there before (median of ${LOOKS})`);
  const seconds = await countdowns(browser, desk, cookie, 40 * 60_000);
  const minutes = await countdowns(browser, desk, cookie, 30 * 3_600_000);
  console.log(
    `${CLOCKS} countdowns: ${(seconds * 100).toFixed(1)} % of a core showing seconds, ${(minutes * 100).toFixed(1)} % showing minutes`,
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await desk.stop('SIGTERM').catch(() => desk.kill());
  desk.clear();
}
