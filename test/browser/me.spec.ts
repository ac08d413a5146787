import type { Page } from 'playwright-core';
import { axe, contrast } from '../support/browser-looks';
import { focused, goTo, isTooWide, keys, MODES, openDesk } from '../support/browser';
import type { Client } from '../support/client';
import { World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await World.start({ queues: false });
});
afterAll(() => world.stop());

let counter = 0;
const somebody = (): Promise<Client> => world.signIn('manager', { name: `Ada ${String((counter += 1))}` });

/** What was changed has been kept at the desk. */
function kept(page: Page): Promise<unknown> {
  return page.waitForResponse((response) => response.url().endsWith('/me/preferences') && response.ok());
}

test('with single letters switched off a letter does nothing, here and at the next computer; keys with Ctrl still work', async () => {
  const ada = await somebody();
  const page = await openDesk(world, ada, { path: '/me' });
  const answer = kept(page);
  await page.getByRole('switch', { name: 'Single letters are keys' }).focus();
  await keys(page, 'Space');
  await answer;
  const other = await openDesk(world, ada, { path: '/queue' });
  await keys(other, 'n', 'g', 'b', '?');
  await keys(other, 'Control+k');
  await other.getByRole('dialog', { name: 'Search' }).waitFor();
  expect(other.url()).toMatch(/\/queue$/);
  expect(await other.getByRole('dialog').count()).toBe(1);
});

test('a command gets another key by keyboard alone; one that is taken is refused and says by what', async () => {
  const ada = await somebody();
  const page = await openDesk(world, ada, { path: '/me' });
  await page.getByRole('button', { name: 'Change: Log a complaint' }).focus();
  await keys(page, 'Enter', '?');
  await page.getByRole('alert').getByText('? is already: Keys. Press another key.').waitFor();
  const answer = kept(page);
  await keys(page, 'z');
  await answer;
  await page.getByRole('button', { name: 'Log a complaint: back to n' }).waitFor();
  expect((await ada.get('me')).body.preferences.keys).toEqual({ log: 'z' });
  await goTo(page, '/queue');
  await keys(page, 'n');
  expect(page.url()).toMatch(/\/queue$/);
  await keys(page, 'z');
  await page.waitForURL('**/desk/log');
});

test('Arabic turns the page round at once, and is there again after signing in elsewhere', async () => {
  const ada = await somebody();
  const page = await openDesk(world, ada, { path: '/me' });
  const answer = kept(page);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
  await page.waitForFunction(() => document.documentElement.dir === 'rtl');
  await answer;
  const elsewhere = await openDesk(world, ada, { path: '/queue' });
  await elsewhere.waitForFunction(() => document.documentElement.dir === 'rtl' && document.documentElement.lang === 'ar');
});

test('dark is kept for the person, not for the computer', async () => {
  const ada = await somebody();
  const page = await openDesk(world, ada, { path: '/me' });
  const answer = kept(page);
  await page.getByRole('radio', { name: 'Dark' }).focus();
  await keys(page, 'Space');
  await answer;
  const elsewhere = await openDesk(world, ada, { path: '/queue' });
  await elsewhere.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
});

test('whoever needs no playbook any more logs without it', async () => {
  const ada = await somebody();
  const page = await openDesk(world, ada, { path: '/log' });
  const playbook = page.locator('.steps');
  await playbook.waitFor();
  await goTo(page, '/me');
  const answer = kept(page);
  await page.getByRole('switch', { name: 'Playbook while logging' }).focus();
  await keys(page, 'Space');
  await answer;
  await goTo(page, '/log');
  expect(await playbook.count()).toBe(0);
});

test('a forgotten browser is signed out from here, all others at once too', async () => {
  const ada = await somebody();
  const forgotten = await openDesk(world, ada, { path: '/queue' });
  const page = await openDesk(world, ada, { path: '/me' });
  const out = page.getByRole('button', { name: 'Sign out everywhere else' });
  await out.focus();
  await keys(page, 'Enter');
  await page.getByText('You are signed in nowhere else.').waitFor();
  await forgotten.reload();
  await forgotten.waitForURL('**/desk/signin**');
  expect(page.url()).toMatch(/\/me$/);
});

test('unread news are counted beside the name and are read here', async () => {
  const ada = await somebody();
  await world.sql(
    `INSERT INTO notification (id, dedupe_key, staff_id, kind, text, at) SELECT gen_random_uuid(), 'news' || n, $1, 'note', 'Look at number ' || n, desk_now() FROM generate_series(1, 2) n`,
    [ada.staffId],
  );
  const page = await openDesk(world, ada, { path: '/me' });
  await page.getByRole('button', { name: /^You: Ada \d+, 2 unread/ }).waitFor();
  await page.getByRole('button', { name: 'Mark as read: Look at number 1' }).click();
  await page.getByRole('button', { name: /^You: Ada \d+, 1 unread/ }).waitFor();
  expect((await ada.get('notifications?unread=true')).body.items).toHaveLength(1);
});

test('somebody else says yes while I am away, until I end it', async () => {
  const ada = await somebody();
  await world.signIn('manager', { name: 'Ben Stone' });
  const page = await openDesk(world, ada, { path: '/me' });
  await page.getByRole('button', { name: 'Hand over from now' }).click();
  await page.getByRole('alert').getByText('Choose a person and until when.').waitFor();
  await page.getByRole('combobox', { name: 'Who says yes in your place?' }).fill('Ben');
  await page.getByRole('option', { name: 'Ben Stone' }).click();
  const until = new Date((await world.now()).getTime() + 3 * 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel('Until').fill(until);
  await page.getByRole('button', { name: 'Hand over from now' }).click();
  await page.getByText(/^Ben Stone says yes in your place/).waitFor();
  await page.getByRole('button', { name: 'End: Ben Stone in your place' }).click();
  await page.getByText('Nobody stands in for you, and you for nobody.').waitFor();
});

test.each(MODES)('my settings read well, %s', async (mode) => {
  const ada = await somebody();
  const page = await openDesk(world, ada, { mode, path: '/me' });
  await page.getByRole('switch').first().waitFor();
  await page.getByRole('table').first().waitFor();
  await page.locator('#my-kudos').waitFor();
  expect(await focused(page)).toMatch(/^heading/);
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});
