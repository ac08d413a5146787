import type { Page } from 'playwright-core';
import { focused, isTooWide, keys, MODES, openDesk, skip, stopTime } from '../support/browser';
import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import type { Client } from '../support/client';
import { MONDAY, ok } from '../support/ticket-desk';
import { until } from '../support/until';
import { World } from '../support/world';

let world: World;
let mia: Client;
let kim: Client;
let counter = 0;

async function start(): Promise<void> {
  // nothing leaves behind the back of a test
  world = await World.start({ queues: false });
  await world.setClock(MONDAY);
  mia = await world.signIn('agent', { name: 'Mia Stone' });
  kim = await world.signIn('manager', { name: 'Kim Manager' });
  counter = 0;
}
beforeAll(start);
afterAll(() => world.stop());

async function complaint(name: string): Promise<{ ticketId: string; receipt: string; email: string }> {
  counter += 1;
  const email = `customer${String(counter)}@customer.test`;
  const { ticket } = await ok(
    mia.post('complaints', { channel: 'phone', text: 'The wheel came off.', touchPoint: 'unsure', customer: { name, email } }),
  );
  const [row] = await world.sql<{ id: string }>(`SELECT id FROM message WHERE ticket_id = $1 AND kind = 'receipt'`, [ticket.id]);
  return { ticketId: String(ticket.id), receipt: row?.id ?? '', email };
}
async function maybeSent(name: string): Promise<string> {
  const { receipt } = await complaint(name);
  await world.sql(
    `UPDATE message SET state = 'uncertain', attempts = 1, last_error = 'no answer after the mail was handed over: timed out' WHERE id = $1`,
    [receipt],
  );
  return receipt;
}
async function reply(name: string, text: string): Promise<string> {
  const { ticketId } = await complaint(name);
  await ok(mia.post(`tickets/${ticketId}/messages`, { channel: 'email', text, subject: 'Your wheel' }));
  const [row] = await world.sql<{ id: string }>(`SELECT id FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`, [ticketId]);
  return row?.id ?? '';
}
const stateOf = async (id: string): Promise<string> => (await ok(kim.get(`messages/${id}`))).state;
const rowOf = (page: Page, id: string) => page.locator(`[data-row="${id}"]`);
const standOn = async (page: Page, id: string): Promise<void> => {
  await rowOf(page, id).waitFor();
  await rowOf(page, id).focus();
};
const panelOf = (page: Page) => page.getByRole('region', { name: 'The message' });

test('by keyboard alone a message that may not have arrived is read as the customer gets it, and settled', async () => {
  const id = await maybeSent('Ana Lopez');
  const { text, subject } = await ok(kim.get(`messages/${id}`));
  const page = await openDesk(world, kim, { path: '/outbox', skips: true });
  await rowOf(page, id).waitFor();
  await keys(page, 'j');
  expect(await focused(page)).toContain('Ana Lopez');
  await keys(page, 'Enter');
  await panelOf(page).getByText(subject).waitFor();
  const shown = await panelOf(page).locator('.outbox-words').innerText();
  expect(shown.trim().replace(/\s+/g, ' ')).toBe(String(text).trim().replace(/\s+/g, ' '));
  await keys(page, 'y');
  await page.getByText('The message to Ana Lopez arrived.').waitFor();
  expect(await stateOf(id)).toBe('uncertain');
  await skip(page);
  await until('it counts as sent', async () => (await stateOf(id)) === 'sent');
  await rowOf(page, id).waitFor({ state: 'detached' });
});

test('sending again names who gets it and by what, and goes only after a yes', async () => {
  const id = await maybeSent('Ben Cole');
  const { to } = await ok(kim.get(`messages/${id}`));
  const page = await openDesk(world, kim, { path: '/outbox?tab=needs' });
  await standOn(page, id);
  await keys(page, 's');
  const ask = page.getByRole('dialog', { name: 'Send it again?' });
  await ask.getByText(`goes by E-mail to Ben Cole, ${String(to)}.`).waitFor();
  await keys(page, 'Enter');
  await ask.waitFor({ state: 'detached' });
  expect(await stateOf(id)).toBe('uncertain');
  await keys(page, 's');
  await ask.getByRole('button', { name: 'Send again' }).click();
  await until('it goes out', async () => (await stateOf(id)) === 'pending');
});

test('the look of an e-mail stands in a frame without scripts, and the policy of the page lets it', async () => {
  const id = await maybeSent('Cleo Marsh');
  const page = await openDesk(world, kim, { path: `/outbox?tab=needs&message=${id}` });
  await panelOf(page).getByText('As an e-mail').click();
  const frame = page.frameLocator('iframe[title="As an e-mail"]');
  await frame.locator('p').first().waitFor();
  expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
});

test('a reply is held, changed, let go and taken back before it leaves; what is taken back cannot leave meanwhile', async () => {
  const id = await reply('Dora Finn', 'We look at the weel.');
  const page = await openDesk(world, kim, { path: '/outbox?tab=going' });
  await standOn(page, id);
  await keys(page, 'h');
  await rowOf(page, id).getByText('Held by us').waitFor();
  await standOn(page, id);
  await keys(page, 'e');
  const box = page.getByRole('dialog', { name: 'Change the reply to Dora Finn' });
  expect(await box.getByRole('textbox', { name: 'Words' }).inputValue()).toBe('We look at the weel.');
  await box.getByRole('textbox', { name: 'Words' }).fill('We look at the wheel.');
  await box.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The reply has new words.').waitFor();
  expect((await ok(kim.get(`messages/${id}`))).text).toContain('We look at the wheel.');
  await standOn(page, id);
  await keys(page, 'h');
  await until('it goes out again', async () => (await stateOf(id)) === 'pending');
  await rowOf(page, id).getByText('Going out').or(rowOf(page, id).getByText('Waits for another')).waitFor();
  await standOn(page, id);
  await keys(page, 'c');
  await page.getByText('The message to Dora Finn is not sent.').waitFor();
  expect(await stateOf(id)).toBe('held');
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('it goes out after all', async () => (await stateOf(id)) === 'pending');
});

test('a refusal is told in the sentence of the desk', async () => {
  const id = await reply('Eli Ross', 'We are on it.');
  const page = await openDesk(world, kim, { path: '/outbox?tab=going' });
  await standOn(page, id);
  // somebody else was quicker
  await ok(mia.post(`messages/${id}/hold`));
  await keys(page, 'h');
  await page.getByText('Only a message that waits to be sent can be stopped. This one is held.').waitFor();
});

test('a manager pauses a channel with a reason and a time, sees who did it, and lets it go on; and automatic messages that the desk stopped', async () => {
  const page = await openDesk(world, kim, { path: '/outbox' });
  await page.getByRole('button', { name: 'Pause E-mail' }).click();
  const ask = page.getByRole('dialog', { name: 'Pause E-mail?' });
  await ask.getByRole('button', { name: 'Pause', exact: true }).click();
  await ask.getByText('Write why, so that others know.').waitFor();
  await ask.getByLabel('Why').fill('Wrong prices in the mails.');
  await ask.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByText(/Paused by Kim Manager until .*: Wrong prices in the mails\./).waitFor();
  await page.getByRole('button', { name: 'Go on with E-mail' }).click();
  await page.getByRole('button', { name: 'Pause E-mail' }).waitFor();
  const agent = await openDesk(world, mia, { path: '/outbox' });
  await agent.getByRole('heading', { name: 'E-mail' }).waitFor();
  expect(await agent.getByRole('button', { name: 'Pause E-mail' }).count()).toBe(0);

  await world.sql('UPDATE breaker SET stopped_at = desk_now(), last_hour = 1204, week_before = 37');
  for (const one of [page, agent]) {
    await one.reload();
    await one.getByText(/1,204 in an hour, 37 in the same hour a week before/).waitFor();
  }
  expect(await agent.getByRole('button', { name: 'Let them go on' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Let them go on' }).click();
  await page.getByText('Automatic messages stand still').waitFor({ state: 'detached' });
});

test('a call to make shows what to say, and is done with how it ended', async () => {
  const { ticketId } = await complaint('Fay Wong');
  const [{ id } = { id: '' }] = await world.sql<{ id: string }>(
    `INSERT INTO task (id, dedupe_key, kind, ticket_id, customer_id, address, due_at, script, state, created_at)
     SELECT gen_random_uuid(), 'a call', 'call', id, customer_id, '+12125550177', desk_now() + interval '2 hours', 'Say that the wheel is ready.', 'open', desk_now()
     FROM ticket WHERE id = $1 RETURNING id`,
    [ticketId],
  );
  const page = await openDesk(world, kim, { path: '/outbox' });
  const card = page.getByRole('listitem').filter({ hasText: 'Call Fay Wong' });
  await card.getByText('What to say or do').click();
  await card.getByText('Say that the wheel is ready.').waitFor();
  expect(await card.getByRole('link', { name: 'Print' }).getAttribute('href')).toBe(`/api/v1/tasks/${id}/print`);
  await card.getByRole('button', { name: 'Done: Fay Wong' }).click();
  await page.getByRole('dialog').getByLabel('Nobody answered').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await page.getByText('It is kept.').waitFor();
  await card.waitFor({ state: 'detached' });
  expect((await ok(kim.get('tasks?state=done'))).items).toContainEqual(expect.objectContaining({ id, outcome: 'not_reached' }));
});

test.each(MODES)('the outbox reads well, %s', async (mode) => {
  const id = await maybeSent('Gil Novak');
  const page = await openDesk(world, kim, { mode, path: '/outbox' });
  await rowOf(page, id).waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
  await standOn(page, id);
  await keys(page, 'Enter');
  await page.locator('.outbox-words').first().waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});

test('what should have left long ago is said above, with since when, and that nothing is lost; the outbox looks as it did', async () => {
  // a desk of its own, so that nothing of the other tests is on the picture
  await world.stop();
  await start();
  await maybeSent('Hugo Blum');
  const dead = await complaint('Ida Quist');
  await world.sql(`UPDATE message SET state = 'dead', last_error = '550 5.1.1 no such mailbox' WHERE id = $1`, [dead.receipt]);
  const { receipt } = await complaint('Jo Park');
  const at = '2026-11-17T15:00:00Z';
  await stopTime(world, at);
  await world.sql(`UPDATE message SET created_at = desk_now() - interval '2 hours' WHERE state <> 'sent'`);
  await world.sql(
    `UPDATE message SET state = 'pending', sent_at = NULL, last_error = NULL, not_before = desk_now() - interval '1 hour', created_at = desk_now() - interval '1 hour' WHERE id = $1`,
    [receipt],
  );
  const page = await openDesk(world, kim, { path: '/outbox', stillAt: at });
  await page.getByText(/E-mail: nothing leaves at the moment/).waitFor();
  await page.getByText(/nothing is lost/).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  await picture(page, 'outbox');
});
