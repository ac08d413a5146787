import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { Client } from './client';
import { aSession } from './people';
import { until } from './until';
import type { World } from './world';

/**
 * The console as a person sees it: Chromium in front of a real desk (`World`). One browser for each spec file, a fresh context (own
 * cookies, own storage) for each page opened. After every test the pages are closed, and the test fails when a page wrote an error, threw
 * one, or was stopped by its Content-Security-Policy; what a test wants to go wrong it says beforehand with `expectTrouble`.
 */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Every window would draw the pop-ups of its address bar beforehand, as pages of their own: two thirds of what opening a page costs. Chromium takes only
  // the last such list, so it names what of playwright's own matters here, too.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,DestroyProfileOnBrowserClose,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding',
];

export type Mode = 'light' | 'dark' | 'phone' | 'rtl';
export const MODES: readonly Mode[] = ['light', 'dark', 'phone', 'rtl'];

const LOOKS: Readonly<Record<Mode, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: 860 }, colorScheme: 'light', locale: 'en-GB' },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark', locale: 'en-GB' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', locale: 'en-GB', hasTouch: true, isMobile: true },
  rtl: { viewport: { width: 1280, height: 860 }, colorScheme: 'light', locale: 'ar' },
};

export interface Seat {
  /** Default `light`. */
  mode?: Mode;
  /** Where the page opens, below `/desk`; default `/queue`. null = a blank page that goes nowhere yet. */
  path?: string | null;
  /** How much this computer's clock is wrong, in milliseconds; ahead is positive. */
  clockOffMs?: number;
  /** The computer's clock stands still at this instant: for pictures, together with `stopTime`. */
  stillAt?: string;
  /** Time on this computer can be skipped with `skip`. */
  skips?: boolean;
}

/** What a page did that it should not have done, and what the test allows it to. */
interface Watch {
  readonly troubles: string[];
  readonly reports: string[];
  readonly allowed: RegExp[];
}

let browser: Promise<Browser> | undefined;
const open = new Map<Page, Watch>();

export function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  return browser;
}

afterEach(async () => {
  const found = [...open.values()].flatMap(({ troubles, reports, allowed }) => [
    ...troubles.filter((line) => !allowed.some((pattern) => pattern.test(line))),
    ...reports.map((line) => `CSP: ${line}`),
  ]);
  await Promise.all([...open.keys()].map((page) => page.context().close()));
  open.clear();
  expect(found).toEqual([]);
});
afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** The page of somebody who is signed in (a `Client` of `world.signIn`), or of a stranger (null). It has loaded when this resolves. */
export async function openDesk(world: World, person: Client | null, seat: Seat = {}): Promise<Page> {
  const { mode = 'light', path = '/queue' } = seat;
  const context = await (
    await theBrowser()
  ).newContext({ ...LOOKS[mode], baseURL: world.url, timezoneId: 'America/New_York', reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  if (person) await signInAs(context, world, person);
  const page = await openPage(context, seat);
  if (path !== null) await goTo(page, path);
  return page;
}

/** Opens an address of the console, below `/desk`, as if it had been typed in; resolves when its heading is there. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(`/desk${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** A session of this person in this browser, as after signing in by hand. */
async function signInAs(context: BrowserContext, world: World, { staffId }: Client): Promise<void> {
  const token = await aSession(world, staffId);
  await context.addCookies([{ name: 'sid', value: token, url: world.url, httpOnly: true, sameSite: 'Lax' }]);
}

async function openPage(context: BrowserContext, { clockOffMs = 0, stillAt, skips = false }: Seat): Promise<Page> {
  const page = await context.newPage();
  const watch: Watch = { troubles: [], reports: [], allowed: [] };
  open.set(page, watch);
  page.on('pageerror', (error) => watch.troubles.push(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // a refusal by the API is an answer that the page shows, not an error of the page; Chromium writes both the same way
    const isRefusal = /status of 4\d\d/.test(message.text()) && message.location().url.includes('/api/');
    if (message.type() === 'error' && !isRefusal) watch.troubles.push(`${message.text()} ${message.location().url}`.trim());
  });
  await page.exposeFunction('tellReport', (line: string) => watch.reports.push(line));
  await page.addInitScript(() => {
    const { tellReport } = window as unknown as { tellReport: (line: string) => void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      tellReport(`${violatedDirective} stopped ${blockedURI} at ${sourceFile}:${String(lineNumber)}`),
    );
  });
  if (clockOffMs !== 0) await page.addInitScript(wrongClock, clockOffMs);
  if (stillAt !== undefined) await page.clock.setFixedTime(stillAt);
  if (skips) await page.clock.install();
  return page;
}

/** This computer's clock is wrong by so much, in everything the page can ask. */
function wrongClock(off: number): void {
  const right = Date;
  class Wrong extends right {
    constructor(...parts: [] | [number | string]) {
      if (parts.length === 0) super(right.now() + off);
      else super(...(parts as [number]));
    }
    static override now(): number {
      return right.now() + off;
    }
  }
  window.Date = Wrong as DateConstructor;
}

function watchOf(page: Page): Watch {
  const watch = open.get(page);
  if (!watch) throw new Error('This page was not opened by openDesk.');
  return watch;
}

/** The test makes this happen on purpose: lines of the console that match are no failure. */
export function expectTrouble(page: Page, pattern: RegExp): void {
  watchOf(page).allowed.push(pattern);
}

/** What the Content-Security-Policy stopped so far on this page. */
export function cspReports(page: Page): readonly string[] {
  return watchOf(page).reports;
}

/** Presses keys one after the other, as named by KeyboardEvent.key (`n`, `Enter`, `Control+Enter`); never the mouse. */
export async function keys(page: Page, ...names: readonly string[]): Promise<void> {
  await page.evaluate(settled);
  for (const name of names) await page.keyboard.press(name);
}

/** So long what somebody did inside our walls can be taken back. */
export const UNDO_MS = 8_000;

/** What this page waits for in so much time comes now. Its seat says `skips`. */
export async function skip(page: Page, ms = UNDO_MS): Promise<void> {
  await page.clock.fastForward(ms);
}

/** What is drawn hears keys a moment later: some turns of the page's own work. No timer, because a test may hold those. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  }
}

/** Types words where the focus is. */
export async function type(page: Page, words: string): Promise<void> {
  await page.keyboard.type(words);
}

/** Waits until a text box holds just these words: the screen may still be on its way there. */
export function holds(box: Locator, words: string): Promise<void> {
  return until(`a box that holds "${words}"`, async () => (await box.count()) === 1 && (await box.inputValue()) === words);
}

/** What has the focus, as a screen reader would say it: role and name, such as `button Sign in`. */
export async function focused(page: Page): Promise<string> {
  const snapshot = await page.locator(':focus').ariaSnapshot();
  return snapshot.split('\n')[0]?.replace(/^- /, '').replace(/"/g, '').replace(/:$/, '') ?? '';
}

/** Whether the page has to be moved sideways to be read. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** The line to the desk: cut for this browser, and back again. */
export async function cutLine(page: Page): Promise<void> {
  expectTrouble(page, /ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
}
export async function mendLine(page: Page): Promise<void> {
  await page.context().setOffline(false);
}

/** The desk's clock stands still at `at` from now on, so that countdowns on pictures are always the same. Cannot be undone in this world. */
export async function stopTime(world: World, at: string): Promise<void> {
  await world.setClock(at);
  const instant = new Date(at).toISOString();
  await world.sql(`CREATE OR REPLACE FUNCTION desk_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT ''${instant}''::timestamptz'`);
}
