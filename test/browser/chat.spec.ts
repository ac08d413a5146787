import type { Page } from 'playwright-core';
import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import { cutLine, focused, holds, isTooWide, keys, mendLine, MODES, openDesk, stopTime, type } from '../support/browser';
import type { Client } from '../support/client';
import { World } from '../support/world';

/** A Wednesday, in the middle of the opening hours of New York. */
const OPEN = '2026-06-10T15:00:00Z';

let world: World;
let mia: Client;
beforeAll(async () => {
  world = await World.start();
  await world.setClock(OPEN);
  mia = await world.signIn('senior_agent', { name: 'Mia Wong' });
});
afterAll(() => world.stop());

interface Visitor {
  readonly token: string;
  readonly ticketId: string;
  readonly number: number;
}

async function visitor(name: string, text: string): Promise<Visitor> {
  // the brake per network is a test of its own
  await world.sql('DELETE FROM public_call');
  const opened = await world.anonymous.post('public/chats', { name, email: `${name.replace(' ', '.').toLowerCase()}@chat.test` });
  const token: string = opened.body.token;
  await says(token, text);
  const [row] = await world.sql<{ id: string; number: number }>(
    `SELECT t.id, t.number::int AS number FROM ticket t JOIN customer c ON c.id = t.customer_id WHERE c.name = $1`,
    [name],
  );
  if (!row) throw new Error('the chat has no ticket');
  return { token, ticketId: row.id, number: row.number };
}

async function says(token: string, text: string): Promise<void> {
  const { status, text: why } = await world.anonymous.post(`public/chats/${token}/lines`, { clientLineId: `line-${text}`, text });
  if (status !== 201) throw new Error(why);
}

const heard = async (token: string): Promise<[string, string | null, string][]> =>
  (await world.anonymous.get(`public/chats/${token}/lines`)).body.items.map(
    (line: { author: string; name: string | null; text: string }) => [line.author, line.name, line.text],
  );
const log = (page: Page) => page.getByRole('log');

test('what a customer writes appears by itself, is answered by keyboard alone, and the customer reads it', async () => {
  const page = await openDesk(world, mia, { path: '/chat' });
  await page.getByText('Nobody is chatting now').waitFor();
  const ann = await visitor('Ann Brown', 'The table wobbles.');
  await page.getByRole('link', { name: /^Ann Brown.*1 line unanswered/ }).waitFor();
  await page.getByRole('timer', { name: /^waits/ }).waitFor();
  await keys(page, 'j');
  await log(page).getByText('The table wobbles.').waitFor();
  await keys(page, 't');
  await page.getByText('Yours').first().waitFor();
  await keys(page, 'r');
  expect(await focused(page)).toMatch(/^textbox Answer Ann Brown/);
  await type(page, 'Good morning,');
  await keys(page, 'Shift+Enter');
  await type(page, 'which table is it?');
  await keys(page, 'Enter');
  await log(page).getByText('which table is it?').waitFor();
  await world.settle();
  expect(await heard(ann.token)).toContainEqual(['staff', 'Mia', 'Good morning,\nwhich table is it?']);
  await log(page).getByText('On its way').waitFor({ state: 'detached' });
  await holds(page.getByRole('textbox', { name: 'Answer Ann Brown' }), '');
  expect(await focused(page)).toMatch(/^textbox Answer Ann Brown/);
  await says(ann.token, 'The red one.');
  await log(page).getByText('The red one.').waitFor();
  expect((await mia.get(`tickets/${ann.ticketId}`)).body.owner.name).toBe('Mia Wong');
});

test('the customer sees that somebody is writing', async () => {
  const ben = await visitor('Ben Gray', 'The lamp flickers.');
  const page = await openDesk(world, mia, { path: `/chat?ticket=${ben.ticketId}` });
  await page.getByRole('textbox', { name: 'Answer Ben Gray' }).click();
  const told = page.waitForResponse((response) => response.url().endsWith('/chat/typing'));
  await type(page, 'Hel');
  expect((await told).status()).toBe(204);
  expect(
    await world.sql(`SELECT 1 FROM chat_typing y JOIN chat k ON k.id = y.chat_id WHERE k.ticket_id = $1`, [ben.ticketId]),
  ).toHaveLength(1);
});

test('an answer that is not sent yet survives a reload, a lost line keeps it too', async () => {
  const cleo = await visitor('Cleo Stone', 'The chair creaks.');
  const page = await openDesk(world, mia, { path: `/chat?ticket=${cleo.ticketId}` });
  const box = page.getByRole('textbox', { name: 'Answer Cleo Stone' });
  await box.click();
  await type(page, 'Half an answer');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Half an answer');
  await cutLine(page);
  await box.focus();
  await keys(page, 'Enter');
  await page.getByRole('alert').getByText('Your words are still here').waitFor();
  expect(await box.inputValue()).toBe('Half an answer');
  await mendLine(page);
  await keys(page, 'Enter');
  await log(page).getByText('Half an answer').waitFor();
});

test.each(MODES)('the chats read well, %s', async (mode) => {
  const dora = await visitor(`Dora ${mode}`, 'My lamp came without the bulb that is on the picture of the box.');
  const page = await openDesk(world, mia, { mode, path: '/chat' });
  await page.getByRole('timer').first().waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
  await page.getByRole('link', { name: new RegExp(`Dora ${mode}`) }).click();
  await page.getByRole('textbox').waitFor();
  await log(page).getByText('My lamp').waitFor();
  await page.getByRole('textbox').fill('We send one today.');
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
  expect(await page.getByRole('link', { name: `R-${String(dora.number)}` }).count()).toBeGreaterThan(0);
});

test('the chats look as they did', async () => {
  await world.sql(`UPDATE chat SET resume_until = desk_now() - interval '1 hour'`);
  await world.sql('DELETE FROM chat_line');
  await stopTime(world, '2026-06-10T16:00:00Z');
  const eve = await visitor('Eve Fields', 'Good morning. My order came without the screws.');
  await mia.post(`tickets/${eve.ticketId}/messages`, { channel: 'chat', text: 'Good morning, I am looking into it.' });
  await world.settle();
  await says(eve.token, 'Thank you. It is the white shelf.');
  await visitor('Finn Hill', 'Is anybody there?');
  const STILL = '2026-06-10T16:03:00Z';
  await stopTime(world, STILL);
  // the number depends on what was tried before
  await world.sql(`UPDATE ticket SET number = 9001 WHERE id = $1`, [eve.ticketId]);
  await world.sql(`UPDATE chat_line SET text = regexp_replace(text, 'R-[0-9]+', 'R-9001')`);
  await world.sql(`UPDATE ticket SET number = 9002 WHERE customer_id = (SELECT id FROM customer WHERE name = 'Finn Hill')`);
  const page = await openDesk(world, mia, { path: `/chat?ticket=${eve.ticketId}`, stillAt: STILL });
  await log(page).getByText('It is the white shelf.').waitFor();
  await page.getByText('Live').waitFor();
  await picture(page, 'chat');
});
