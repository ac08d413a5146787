import { randomUUID } from 'node:crypto';
import { axe, contrast } from '../support/browser-looks';
import { focused, isTooWide, keys, MODES, openDesk, skip, type } from '../support/browser';
import { stranger } from '../support/mails';
import { opened, seen, ticketDesk } from '../support/ticket-desk';
import { until } from '../support/until';

const desk = ticketDesk();

/** A mail that no limit lets through: ten thousand parts. Returns its id. */
async function held(subject: string, from = stranger()): Promise<string> {
  const parts = '--XX\r\n\r\nx\r\n'.repeat(10_000);
  await desk.world.sendMail({
    from,
    raw: `From: ${from}\r\nSubject: ${subject}\r\nMessage-ID: <${randomUUID()}@x>\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n${parts}--XX--`,
  });
  await desk.world.settle();
  const [row] = await desk.world.sql<{ id: string }>('SELECT id FROM inbound_message WHERE from_address = $1 ORDER BY id DESC LIMIT 1', [
    from,
  ]);
  return row?.id ?? '';
}
const stateOf = async (id: string): Promise<string | undefined> =>
  (await desk.world.sql<{ state: string }>('SELECT state FROM inbound_message WHERE id = $1', [id]))[0]?.state;

/** News of a workshop about something that we know under another name. */
async function parkedNews(ref: string): Promise<string> {
  const { world } = desk;
  await world.sql(
    `INSERT INTO push_source (id, name, created_at) SELECT gen_random_uuid(), 'Workshop', desk_now() WHERE NOT EXISTS (SELECT FROM push_source)`,
  );
  const [row] = await world.sql<{ id: string }>(
    `INSERT INTO push (id, source_id, webhook_id, ref, step, text, at, state, received_at)
     SELECT gen_random_uuid(), s.id, $1, $1, 'ready', 'It can be fetched.', desk_now(), 'parked', desk_now() FROM push_source s LIMIT 1 RETURNING id`,
    [ref],
  );
  return row?.id ?? '';
}

/** Something on the manager's list that this ticket is behind. */
async function review(ticket: string): Promise<void> {
  await desk.world.sql(
    `INSERT INTO review_item (id, kind, subject, customer_id, ticket_id, location_id, ticket_ids, facts, dedupe_key, since, until)
     SELECT gen_random_uuid(), 'keep_failing', t.customer_id::text, t.customer_id, t.id, t.location_id, ARRAY[t.id], '{"failures90": 2}', $1::text, desk_now(), desk_now() + interval '180 days'
     FROM ticket t WHERE t.id = $1::uuid`,
    [ticket],
  );
}

test('a held mail says in a sentence why, shows its subject as text, and is thrown away unless that is undone', async () => {
  const id = await held('<img src=x onerror=alert(1)>');
  const page = await openDesk(desk.world, desk.lead, { path: '/quarantine', skips: true });
  const mail = page.getByRole('article', { name: '<img src=x onerror=alert(1)>' });
  await mail.getByText('Held because: The mail has more than 200 parts.').waitFor();
  await mail.getByRole('button', { name: /^Throw away/ }).focus();
  await keys(page, 'Enter');
  await mail.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await mail.waitFor();
  expect(await stateOf(id)).toBe('quarantined');
  await mail.getByRole('button', { name: /^Throw away/ }).click();
  await mail.waitFor({ state: 'detached' });
  await skip(page);
  await until('it is thrown away', async () => (await stateOf(id)) === 'discarded');
});

test('a mail that is let in becomes a ticket', async () => {
  const id = await held('A real complaint');
  const page = await openDesk(desk.world, desk.lead, { path: '/quarantine' });
  await page.getByRole('button', { name: 'Let in: A real complaint' }).click();
  await until('it is let in', async () => (await stateOf(id)) === 'pending');
  await desk.world.settle();
  expect(await stateOf(id)).toBe('done');
});

test('when somebody else was faster, the mail comes back with the sentence of the desk', async () => {
  const id = await held('Twice decided');
  const page = await openDesk(desk.world, desk.lead, { path: '/quarantine' });
  await page.getByRole('button', { name: 'Let in: Twice decided' }).click();
  await desk.manager.post(`quarantine/${id}/discard`);
  await page.getByText('Somebody has already decided about this mail.').waitFor();
});

test('an agent reads why, and has no buttons for what is not theirs to decide', async () => {
  await held('For the lead');
  const page = await openDesk(desk.world, desk.agent, { path: '/quarantine' });
  const mail = page.getByRole('article', { name: 'For the lead' });
  await mail.waitFor();
  expect(await mail.getByRole('button').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Worth a look' }).count()).toBe(0);
});

test('news of a partner are put on a ticket by its number; a number that is none is refused in place', async () => {
  const { label } = await seen(desk.agent, await opened(desk.agent));
  await parkedNews('W-77');
  const page = await openDesk(desk.world, desk.lead, { path: '/quarantine' });
  const box = page.getByRole('textbox', { name: 'Number of the ticket for “W-77”' });
  await box.focus();
  await keys(page, 'Enter');
  await page.getByText('Type the number of the ticket').waitFor();
  await type(page, '999999');
  await keys(page, 'Enter');
  await page.getByText('There is no such ticket.').waitFor();
  expect(await focused(page)).toMatch(/^textbox Number of the ticket/);
  await box.fill(label);
  await keys(page, 'Enter');
  await page.getByText(`Put on ${label}.`).waitFor();
  await box.waitFor({ state: 'detached' });
});

test('a manager writes down what was found, and the entry leaves the list when it is done', async () => {
  await review(await opened(desk.agent));
  const page = await openDesk(desk.world, desk.manager, { path: '/quarantine' });
  const entry = page.getByRole('list', { name: 'Worth a look' }).getByRole('article');
  await entry.getByRole('textbox', { name: 'What was found' }).fill('I called. All is well.');
  await entry.getByRole('button', { name: 'I have seen it' }).click();
  await entry.getByText('Seen', { exact: true }).waitFor();
  expect(await entry.getByRole('textbox').inputValue()).toBe('I called. All is well.');
  await entry.getByRole('button', { name: 'Done' }).click();
  await entry.waitFor({ state: 'detached' });
});

test.each(MODES)('the quarantine reads well, %s', async (mode) => {
  await held(`A parcel for ${mode}`);
  await parkedNews(`W-${mode}`);
  await review(await opened(desk.agent));
  const page = await openDesk(desk.world, desk.manager, { mode, path: '/quarantine' });
  await page.getByRole('article', { name: `A parcel for ${mode}` }).waitFor();
  await page
    .getByText(new RegExp(`W-${mode}`))
    .first()
    .waitFor();
  await page.locator('textarea').first().waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});
