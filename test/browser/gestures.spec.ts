import type { Page } from 'playwright-core';
import { focused, goTo, isTooWide, keys, MODES, openDesk, stopTime, type } from '../support/browser';
import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import type { Client } from '../support/client';
import { done, fixedTicket, gestureIn, take } from '../support/one-up';
import { codeType, issued } from '../support/vouchers';
import { MONDAY } from '../support/ticket-desk';
import { World } from '../support/world';

let world: World;
let mia: Client;
let ana: Client;
let ben: Client;

beforeAll(async () => {
  world = await World.start();
  await world.setClock(MONDAY);
  mia = await world.signIn('agent', { name: 'Mia Stone', location: 'main' });
  ana = await world.signIn('lead', { name: 'Ana Moss' });
  ben = await world.signIn('manager', { name: 'Ben Ortiz' });
});
afterAll(() => world.stop());

const WEEKEND = { costMinor: 4000, faceMinor: 5000, text: 'A weekend with our best car.', reason: 'She waited three weeks.' };

/** A question that only somebody above may answer. */
async function asked(by: Client = mia, desk: World = world, over: Record<string, unknown> = {}): Promise<string> {
  const ticket = await fixedTicket(desk, by, { severity: 'S2', ...over });
  const { id } = await done(take(by, ticket, 'own_idea', WEEKEND));
  return id;
}

const gestureRow = async (id: string) =>
  (await world.sql(`SELECT state, approved_by AS by, end_reason AS why FROM gesture WHERE id = $1`, [id]))[0];
const rowOf = (page: Page, id: string) => page.locator(`[data-row="${id}"]`);
const dialog = (page: Page) => page.getByRole('dialog');
const waiting = (by: Client): Promise<Page> => openDesk(world, by, { path: '/gestures' });
/** The row as somebody reaches it by keyboard alone. */
async function walkTo(page: Page, id: string): Promise<void> {
  await rowOf(page, id).waitFor();
  const ids = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
  for (let step = 0; step <= ids.indexOf(id); step += 1) await keys(page, 'j');
}

describe('waiting for yes', () => {
  test('a lead says yes by keyboard alone, is told amount and receiver first, and the word goes with it', async () => {
    const id = await asked();
    const page = await waiting(ana);
    await walkTo(page, id);
    await keys(page, 'y');
    await dialog(page).getByText('Own idea for Ana Lopez. It costs US$40.00.').waitFor();
    expect(await focused(page)).toMatch(/^textbox A word to Mia Stone/);
    await type(page, 'She has earned it.');
    await keys(page, 'Control+Enter');
    await rowOf(page, id)
      .getByText(/^Yes by you \d\d:\d\d$/)
      .waitFor();
    expect(await gestureRow(id)).toMatchObject({ state: 'approved', by: ana.staffId });
  });

  test('less is a yes to a smaller amount with the words for it; no needs words', async () => {
    const [first, second] = [await asked(), await asked()];
    const page = await waiting(ana);
    await walkTo(page, first);
    await keys(page, '-');
    await dialog(page).getByText('at US$40.00. Your yes is to what stands here').waitFor();
    await type(page, '20,00');
    await dialog(page).getByLabel('What the customer reads').fill('A day with our best car.');
    await keys(page, 'Control+Enter');
    await rowOf(page, first).getByText('Yes by you').waitFor();
    expect(await gestureRow(first)).toMatchObject({ state: 'approved', by: ana.staffId });
    expect(
      await world.sql('SELECT cost_reserved_minor::int AS cost, face_minor::int AS face, text FROM gesture WHERE id = $1', [first]),
    ).toEqual([{ cost: 2000, face: 5000, text: 'A day with our best car.' }]);
    await rowOf(page, second).focus();
    await keys(page, 'd', 'Control+Enter');
    await dialog(page).getByText('Say why not, so that they know what to do next.').waitFor();
    expect(await focused(page)).toMatch(/^textbox In your words/);
    await type(page, 'A call from you does more.');
    await keys(page, 'Control+Enter');
    await rowOf(page, second).getByText('A call from you does more.').waitFor();
    expect(await gestureRow(second)).toMatchObject({ state: 'rejected', why: 'A call from you does more.' });
  });

  test('nobody answers their own question: the buttons are off and say why', async () => {
    const id = await asked();
    const page = await waiting(mia);
    const row = rowOf(page, id);
    await row.getByText('You asked for this yourself; somebody else answers.').waitFor();
    expect(await row.getByRole('button', { disabled: true }).count()).toBe(3);
    await walkTo(page, id);
    await keys(page, 'y');
    await page.getByRole('alert').getByText('You asked for this yourself').waitFor();
    expect(await dialog(page).count()).toBe(0);
  });

  test('two answer at once in two browsers: the second sees who said yes, in the row and without asking again', async () => {
    const id = await asked();
    const [hers, his] = [await waiting(ana), await waiting(ben)];
    await walkTo(hers, id);
    await walkTo(his, id);
    await keys(his, 'y');
    await dialog(his).waitFor();
    await keys(hers, 'y', 'Control+Enter');
    await rowOf(hers, id).getByText('Yes by you').waitFor();
    await keys(his, 'Control+Enter');
    await rowOf(his, id)
      .getByText(/^Yes by Ana Moss \d\d:\d\d$/)
      .waitFor();
    await rowOf(his, id).getByText('Approving it is not possible now').waitFor();
    expect(await gestureRow(id)).toMatchObject({ state: 'approved', by: ana.staffId });
  });

  test('an answer elsewhere arrives by itself', async () => {
    const id = await asked();
    const page = await waiting(ben);
    await rowOf(page, id).waitFor();
    await done(ana.post(`gestures/${id}/approve`, {}));
    await rowOf(page, id).getByText('Yes by Ana Moss').waitFor();
    await page.getByRole('button', { name: 'Put the answered ones away' }).click();
    await rowOf(page, id).waitFor({ state: 'detached' });
  });
});

test('what was promised is handed over with a proof and what it really cost', async () => {
  const { id } = await gestureIn('accepted', world, mia);
  const page = await openDesk(world, mia, { path: '/gestures?tab=handover' });
  await rowOf(page, id)
    .getByRole('button', { name: /^They have it/ })
    .click();
  await dialog(page).getByText('for Ana Lopez. US$6.00 was set aside and is now spent.').waitFor();
  await type(page, 'Washed by Jon on Monday');
  await dialog(page).getByLabel('What it really cost').fill('7.50');
  await keys(page, 'Enter');
  await rowOf(page, id).waitFor({ state: 'detached' });
  expect(await world.sql('SELECT state, cost_actual_minor::int AS cost FROM gesture WHERE id = $1', [id])).toEqual([
    { state: 'fulfilled', cost: 750 },
  ]);
});

test('what is booked keeps its number; what did not work stands there with why, and is tried again', async () => {
  const { id } = await gestureIn('accepted', world, mia, 'priority_slot');
  const page = await openDesk(world, mia, { path: '/gestures?tab=handover' });
  const row = rowOf(page, id);
  await row.getByRole('button', { name: /^Booked/ }).click();
  await type(page, 'Slot 14');
  await keys(page, 'Control+Enter');
  await row.getByText('Slot 14').waitFor();
  expect(await row.getByRole('button', { name: /^Booked/ }).count()).toBe(0);
  await row.getByRole('button', { name: /^Did not work/ }).click();
  await dialog(page).getByText('The promise stands').waitFor();
  await keys(page, 'Control+Enter');
  await dialog(page).getByText('Say what went wrong.').waitFor();
  await type(page, 'The lift is broken.');
  await keys(page, 'Control+Enter');
  await row.getByText('The lift is broken.').waitFor();
  expect(await gestureRow(id)).toMatchObject({ state: 'fulfil_failed' });
  await row.getByRole('button', { name: /^Try again/ }).click();
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await row.getByText('Did not arrive').waitFor({ state: 'detached' });
  expect(await gestureRow(id)).toMatchObject({ state: 'accepted' });
});

test('what a person may give alone is seen with one’s own marked, and changed only by whoever may', async () => {
  const olga = await world.signIn('area_manager', { name: 'Olga Brandt' });
  const hers = await openDesk(world, olga, { path: '/gestures?tab=budgets' });
  const limits = (page: Page) => page.getByRole('table', { name: 'What a person may give alone' });
  await limits(hers).getByRole('button', { name: 'Change the limit: Senior agent' }).click();
  await dialog(hers).getByLabel('One one-up').fill('60');
  await keys(hers, 'Control+Enter');
  await limits(hers)
    .getByRole('row', { name: /^Senior agent.*\$60\.00/ })
    .waitFor();
  const his = await openDesk(world, ana, { path: '/gestures?tab=budgets' });
  await limits(his)
    .getByRole('row', { name: /^Lead ?\(you\)/ })
    .waitFor();
  expect(await limits(his).getByRole('button').count()).toBe(0);
});

test('a voucher is redeemed at the till, once; a second till learns where; a lead takes a wrong use back', async () => {
  await codeType(ben, 'tea');
  const voucher = await issued(world, mia, 'tea');
  const page = await openDesk(world, ana, { path: '/gestures?tab=given' });
  const row = rowOf(page, voucher.gesture);
  await row.focus();
  await keys(page, 'Enter');
  const paper = await page.getByRole('link', { name: 'Print it' }).getAttribute('href');
  expect(await (await page.request.get(paper ?? '')).text()).toContain(voucher.code);
  await page.reload();
  const redeem = async (terminal: string): Promise<void> => {
    await page.getByLabel('Code').fill(voucher.code.toLowerCase());
    await page.getByLabel('Till').fill(terminal);
    await keys(page, 'Enter');
    await dialog(page).getByText(`${voucher.code} at ${terminal}, for whoever holds it`).waitFor();
    await keys(page, 'Tab', 'Enter');
  };
  await redeem('Till 2');
  await page.getByText('Taken: US$8.00').waitFor();
  await redeem('Till 3');
  await page.getByRole('alert').getByText('Till 2').waitFor();
  await row.getByText('Used', { exact: true }).waitFor();
  await row.focus();
  await keys(page, 'Enter');
  await page.getByRole('button', { name: 'Take the use back' }).click();
  await type(page, 'Typed in by mistake');
  await keys(page, 'Control+Enter');
  await row.getByText('Not used yet').waitFor();
});

test('a budget is set, raised for this period with a reason, and what is gone is said in words', async () => {
  const page = await openDesk(world, ben, { path: '/gestures?tab=budgets' });
  await page.getByRole('button', { name: 'Set a budget' }).click();
  await type(page, 'Cars');
  await dialog(page).getByLabel('Limit').fill('8');
  await keys(page, 'Enter');
  await page.getByRole('table', { name: 'Budgets' }).getByText('Cars').waitFor();
  await world.settle();
  await gestureIn('accepted', world, mia);
  await page.reload();
  const row = page.getByRole('table', { name: 'Budgets' }).getByRole('row', { name: /Cars/ });
  await row.getByText('75% used · faster than the calendar').waitFor();
  await row.focus();
  await keys(page, 'Enter');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await dialog(page).getByLabel('Limit a month').fill('6');
  await keys(page, 'Enter');
  await page.getByText('All gone: Cars').waitFor();
  await page.getByText('only one-ups that are free').waitFor();
  await page.getByRole('button', { name: 'Release more' }).click();
  await dialog(page).getByText('US$0.00 is left until').waitFor();
  await type(page, '50');
  await dialog(page).getByLabel('Reason').fill('Two hundred cars came back.');
  await keys(page, 'Control+Enter');
  await row.getByText('11% used · as planned').waitFor();
  await page.getByRole('region', { name: 'Cars' }).getByText('Two hundred cars came back.').waitFor();
});

test('the catalogue: a ready-made set is looked at and taken over', async () => {
  const page = await openDesk(world, ben, { path: '/gestures?tab=catalogue' });
  await page.getByRole('button', { name: 'Ready-made sets' }).click();
  await dialog(page).locator('label').filter({ hasText: /hotel/i }).click();
  await dialog(page)
    .getByRole('button', { name: /^Take over/ })
    .click();
  await dialog(page)
    .getByText(/\d+ added, 0 changed/)
    .waitFor();
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('Late check-out', { exact: true }).first().waitFor();
});

describe('how it looks', () => {
  let still: World;
  let lena: Client;
  beforeAll(async () => {
    still = await World.start();
    await still.setClock(MONDAY);
    const agent = await still.signIn('agent', { name: 'Mia Stone', location: 'main' });
    const other = await still.signIn('agent', { name: 'Jon Reyes', location: 'main' });
    lena = await still.signIn('manager', { name: 'Lena Ortiz' });
    await done(lena.post('budgets', { name: 'Gifts', currency: 'USD', period: 'month', limitMinor: 20_000 }));
    await done(
      lena.post('budgets', { name: 'Cars', location: 'main', class: 'service', currency: 'USD', period: 'month', limitMinor: 1_800 }),
    );
    await still.settle();
    await codeType(lena, 'tea');
    for (const name of ['Ann Lee', 'Carla Weiss', 'Dmitri Volkov'])
      await asked(name === 'Carla Weiss' ? other : agent, still, { customer: { name, email: `${name.slice(0, 3)}@example.test` } });
    await gestureIn('accepted', still, agent);
    await gestureIn('fulfil_failed', still, agent);
    await issued(still, agent, 'tea');
    await stopTime(still, new Date(Date.parse(MONDAY) + 20 * 60_000).toISOString());
  });
  afterAll(() => still.stop());

  const open = async (mode: (typeof MODES)[number], tab: string): Promise<Page> => {
    const page = await openDesk(still, lena, { mode, path: `/gestures?tab=${tab}`, stillAt: (await still.now()).toISOString() });
    await page.locator('[data-row]').first().waitFor();
    return page;
  };

  test.each(MODES)('every tab reads well, %s', async (mode) => {
    const page = await open(mode, 'waiting');
    const found: unknown[] = [];
    const look = async (what: string): Promise<void> => {
      const wrong = [...(await axe(page)), ...(await contrast(page)), ...((await isTooWide(page)) ? ['too wide'] : [])];
      if (wrong.length > 0) found.push([what, wrong]);
    };
    for (const tab of ['waiting', 'handover', 'budgets', 'given', 'catalogue']) {
      await goTo(page, `/gestures?tab=${tab}`);
      await page.locator('[data-row]').first().waitFor();
      await look(tab);
      if (tab !== 'budgets' && tab !== 'catalogue') continue;
      await page.locator('[data-row]').first().focus();
      await keys(page, 'Enter');
      await page.locator('section.card h3').first().waitFor();
      await look(`one of the ${tab}`);
    }
    expect(found).toEqual([]);
  });

  test('the questions look as they did', async () => {
    const page = await open('light', 'waiting');
    await page.locator('header').getByRole('status').getByText('Live').waitFor();
    await picture(page, 'gestures');
  });
});

test('a gift of one’s own is added in the catalogue', async () => {
  const page = await openDesk(world, ben, { path: '/gestures?tab=catalogue' });
  await page.getByRole('button', { name: 'Add a one-up' }).click();
  const [name, words, cost, face] = await dialog(page).getByRole('textbox').all();
  await name?.fill('Tea and cake');
  await words?.fill('Tea and cake for you, on us.');
  await cost?.fill('5.00');
  await face?.fill('9.00');
  await keys(page, 'Control+Enter');
  await page.getByText('Tea and cake', { exact: true }).first().waitFor();
  const { items } = (await ben.get('/api/v1/gesture-types')).body;
  expect(items).toContainEqual(expect.objectContaining({ name: 'Tea and cake', costMinor: 500, faceMinor: 900 }));
});
