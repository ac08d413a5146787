import type { Page } from 'playwright-core';
import { LiveStream } from '../../src/insight/live-stream.service';
import { cutLine, focused, isTooWide, keys, MODES, openDesk, skip, stopTime, type } from '../support/browser';
import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import type { Client } from '../support/client';
import { FIX, HOUR, logged, MONDAY, nextMonday, ok } from '../support/ticket-desk';
import { until } from '../support/until';
import { World } from '../support/world';

const SAID = [
  { severity: 'S1', text: 'The brakes failed on the hill after your repair.', customer: { name: 'Ann Lee', phone: '+12125550143' } },
  {
    severity: 'S2',
    text: 'The bill is 240 dollars too high and nobody answers.',
    customer: { name: 'Omar Haddad', email: 'omar@customer.test' },
  },
  { severity: 'S3', text: 'The pickup was three days late.', customer: { name: 'Ruth Weber', email: 'ruth@customer.test' } },
  { severity: 'S4', text: 'The bell is missing.', customer: { name: 'Léa Petit', email: 'lea@customer.test' } },
];
const LONG = 75 * HOUR;
const AWAY_MS = 30_000;

let world: World;
let mia: Client;
let tom: Client;
let kim: Client;

beforeAll(async () => {
  world = await World.start();
  await world.setClock(MONDAY);
  mia = await world.signIn('agent', { location: 'main', name: 'Mia Stone' });
  tom = await world.signIn('agent', { location: 'main', name: 'Tom Reyes' });
  kim = await world.signIn('manager', { name: 'Kim Manager' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  await nextMonday(world);
  const open = await world.sql<{ id: string; state: string }>(`SELECT id, state FROM ticket WHERE state NOT IN ('closed', 'void')`);
  for (const { id, state } of open) {
    if (state === 'fixed' || state === 'following_up')
      await ok(kim.post(`tickets/${id}/withdraw`, { reason: 'All is well.', channel: 'phone' }));
    else await ok(kim.post(`tickets/${id}/void`, { reason: 'test' }));
  }
});

const rowsOf = (page: Page): Promise<string[]> =>
  page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => /R-\d+/.exec(row.textContent)?.[0] ?? ''));
const waitForRows = (page: Page, count: number): Promise<void> =>
  until(`${String(count)} rows`, async () => (await rowsOf(page)).length === count);
const numberOf = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
const seen = async (label: string) => ok(kim.get(`tickets/${label}`));

/** Tickets of Mia that nobody has done anything about for days; their labels, the worst first. */
async function lateOnes(count = SAID.length): Promise<string[]> {
  const labels: string[] = [];
  for (const said of SAID.slice(0, count)) {
    const { ticket } = await logged(mia, said);
    labels.push(`R-${String(ticket.number)}`);
  }
  await world.shift(LONG);
  return labels;
}

test('by keyboard alone a manager finds the most urgent late ticket and gives it to whoever has least to do', async () => {
  const labels = await lateOnes(3);
  const [worst = ''] = labels;
  const page = await openDesk(world, kim, { path: '/board', skips: true });
  await waitForRows(page, 3);
  await keys(page, 'j');
  expect(await rowsOf(page)).toEqual(labels);
  expect(await focused(page)).toContain('Ann Lee');
  await keys(page, 'a');
  await page.getByRole('option', { name: /Tom Reyes.*Has the least/ }).waitFor();
  await keys(page, 'Enter');
  await page.getByText(`${worst} goes to Tom Reyes.`).waitFor();
  expect((await seen(worst)).owner.name).toBe('Mia Stone');
  await skip(page);
  await until('it is Tom’s', async () => (await seen(worst)).owner.name === 'Tom Reyes');
  // back where one was
  await keys(page, 'j', 'Enter');
  await page.waitForURL(`**/desk/tickets/${labels[1] ?? ''}`);
});

test('giving away can be taken back for eight seconds, and several are chosen with Shift', async () => {
  const labels = await lateOnes(3);
  const page = await openDesk(world, kim, { path: '/board' });
  await waitForRows(page, 3);
  await keys(page, 'j', 'x', 'Shift+J', 'a');
  await page.getByRole('dialog', { name: 'Who takes 2 tickets?' }).waitFor();
  await type(page, 'reyes');
  await keys(page, 'Enter');
  await page.getByText('goes to Tom Reyes', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('goes to Tom Reyes', { exact: true }).first().waitFor({ state: 'detached' });
  expect((await seen(labels[0] ?? '')).owner.name).toBe('Mia Stone');
});

test('the owner is nudged once in a quarter of an hour; the second time the desk says why not', async () => {
  const [worst = ''] = await lateOnes(1);
  const page = await openDesk(world, kim, { path: '/board' });
  await waitForRows(page, 1);
  await keys(page, 'j', 'u');
  await page.getByText(`Mia Stone was asked about ${worst}.`).waitFor();
  await keys(page, 'u');
  await page.getByText('Nudged just now.').waitFor();
});

test('the next news are put off only with a reason, and the customer is told it', async () => {
  const { ticket } = await logged(mia, SAID[3]);
  await world.shift(LONG);
  const page = await openDesk(world, kim, { path: '/board' });
  await waitForRows(page, 1);
  await keys(page, 'j', 'e');
  const ask = page.getByRole('dialog');
  await ask.getByText('Léa Petit gets this at lea@customer.test, with the new time.').waitFor();
  await ask.getByRole('button', { name: 'Tell the customer' }).click();
  await ask.getByText('Write why: the customer is told.').waitFor();
  await ask.getByLabel('Why it takes longer').fill('The bell comes with the next delivery.');
  await ask.getByRole('button', { name: 'Tell the customer' }).click();
  await page.getByText('Nobody is waiting too long').waitFor();
  const words = await world.sql<{ text: string }>(
    `SELECT vars ->> 'text' AS text FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`,
    [ticket.id],
  );
  expect(words).toEqual([{ text: 'The bell comes with the next delivery.' }]);
});

test('a call from the board shows the number and keeps what was said', async () => {
  const [worst = ''] = await lateOnes(1);
  const page = await openDesk(world, kim, { path: '/board' });
  await waitForRows(page, 1);
  await keys(page, 'j', 'c');
  const box = page.getByRole('dialog', { name: `Call about ${worst}` });
  expect(await box.getByRole('link', { name: 'Call +12125550143' }).getAttribute('href')).toBe('tel:+12125550143');
  await box.getByLabel('What was said').fill('She can ride again; the mechanic calls tomorrow.');
  await box.getByRole('button', { name: 'Keep the call' }).click();
  await page.getByText(`The call about ${worst} is kept.`).waitFor();
  const { items } = await ok(kim.get(`tickets/${worst}/contacts`));
  expect(items.map((one: { text: string }) => one.text)).toContain('She can ride again; the mechanic calls tomorrow.');
});

test('a ticket that somebody else fixes leaves the board of the other without moving a row under the focus', async () => {
  const labels = await lateOnes(3);
  const [page, other] = [await openDesk(world, kim, { path: '/board' }), await openDesk(world, tom, { path: '/board' })];
  await waitForRows(page, 3);
  await waitForRows(other, 3);
  await page.getByText('Live', { exact: true }).waitFor();
  await keys(page, 'j', 'j');
  const before = await page.locator('[data-row]:focus').boundingBox();
  const { id } = await seen(labels[0] ?? '');
  await ok(mia.post(`tickets/${String(id)}/fix-delivered`, FIX));
  await page.getByRole('button', { name: '1 change, press . to show' }).waitFor();
  await until('the other board has two', async () => (await rowsOf(other)).length === 2);
  expect(await rowsOf(page)).toEqual(labels);
  expect(await page.locator('[data-row]:focus').textContent()).toContain(labels[1]);
  expect((await page.locator('[data-row]:focus').boundingBox())?.height).toBe(before?.height);
  await keys(page, '.');
  await waitForRows(page, 2);
  expect(await rowsOf(page)).toEqual(labels.slice(1));
  expect(await page.locator('[data-row]:focus').textContent()).toContain(labels[1]);
});

test('each number leads to its tickets, by key and by click', async () => {
  const [label = ''] = await lateOnes(1);
  const { ticket } = await logged(mia, SAID[2]);
  await ok(kim.post(`tickets/${String(ticket.id)}/assign`, { staff: null }));
  const page = await openDesk(world, kim, { path: '/board' });
  await waitForRows(page, 1);
  await keys(page, '3');
  await page.getByRole('heading', { name: 'Tickets without an owner' }).waitFor();
  await until('the unowned one', async () => (await rowsOf(page)).join() === `R-${String(ticket.number)}`);
  await keys(page, '4');
  await page.getByRole('heading', { name: 'Not fixed yet' }).waitFor();
  await keys(page, '2');
  await page.getByText('Nothing is due in the next 30 minutes').waitFor();
  await numberOf(page, 'Late now').click();
  await until('the late one', async () => (await rowsOf(page)).join() === label);
});

test('on the wall there is no customer and no word of theirs, and it says of when it is once no news come', async () => {
  await lateOnes();
  const page = await openDesk(world, kim, { path: '/board', skips: true });
  await waitForRows(page, 4);
  await page.getByText('Live', { exact: true }).waitFor();
  await keys(page, 'w');
  const wall = page.getByRole('table', { name: 'Late now' });
  await wall.waitFor();
  const text = await page.locator('body').innerText();
  for (const { customer, text: words } of SAID) {
    expect(text).not.toContain(customer.name);
    expect(text).not.toContain(words);
  }
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(text).not.toContain('As of');
  // what is out of sight is not reached by keyboard either
  expect(
    await page
      .locator('nav a, header button')
      .evaluateAll((all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length),
  ).toBe(0);
  await cutLine(page);
  await world.grant(kim.staffId, 'lead', { location: 'main' });
  await world.desk.app.get(LiveStream).askRights();
  await page.getByText('Offline', { exact: true }).waitFor({ state: 'attached' });
  expect(await page.getByText(/As of \d/).count()).toBe(0);
  await skip(page, AWAY_MS);
  await page.getByText(/As of \d/).waitFor();
  await keys(page, 'w');
  await page.getByRole('heading', { name: 'Overdue board' }).waitFor();
  expect(await page.locator('[data-old]').count()).toBe(1);
});

test('when nobody waits the board says so, and how the day went', async () => {
  const { ticket } = await logged(mia, SAID[2]);
  await world.shift(HOUR);
  await ok(mia.post(`tickets/${String(ticket.id)}/fix-delivered`, FIX));
  const page = await openDesk(world, kim, { path: '/board' });
  await page.getByText('Nobody is waiting too long').waitFor();
  await page.getByText(/fixed today/).waitFor();
});

test.each(MODES)('the board reads well, %s', async (mode) => {
  await lateOnes();
  const page = await openDesk(world, kim, { mode, path: '/board' });
  await waitForRows(page, 4);
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
  await keys(page, 'j', 'a');
  await page.getByRole('combobox').waitFor();
  expect([await axe(page), await contrast(page)]).toEqual([[], []]);
  await keys(page, 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await keys(page, 'w');
  await page.getByRole('table').waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});

test('the board looks as it did', async () => {
  // the same numbers however many tickets the other tests made
  await world.sql('ALTER SEQUENCE ticket_number RESTART WITH 2001');
  await lateOnes();
  const at = (await world.now()).toISOString();
  await stopTime(world, at);
  const page = await openDesk(world, kim, { path: '/board', stillAt: at });
  await waitForRows(page, 4);
  await page.getByText('Live', { exact: true }).waitFor();
  await picture(page, 'board');
});
