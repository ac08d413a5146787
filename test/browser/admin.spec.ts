import { axe, contrast } from '../support/browser-looks';
import { focused, holds, isTooWide, keys, MODES, openDesk, type } from '../support/browser';
import type { Client } from '../support/client';
import { World } from '../support/world';

/** The settings: rules of the desk, as somebody changes them who may. */

let world: World;
let ada: Client;
let number: number;
beforeAll(async () => {
  world = await World.start({ queues: false });
  ada = await world.signIn('area_manager', { name: 'Ada Moss', email: 'ada@staff.test' });
  const logged = await ada.post('/api/v1/complaints', {
    ...{ channel: 'email', text: 'The kettle leaks and the floor is wet.', touchPoint: 'unsure', severity: 'S3' },
    customer: { name: 'Jo Park', email: 'jo@customer.test' },
  });
  number = logged.body.ticket.number;
  await ada.post('/api/v1/snippets', { key: 'thanks', language: 'en', text: 'Thank you for telling us, {{customer}}.' });
});
afterAll(() => world.stop());

test('a policy is found, changed, tried on a past complaint and published without touching the mouse', async () => {
  const page = await openDesk(world, ada);
  await keys(page, 'g', 'a');
  await page.getByRole('heading', { level: 1, name: 'Admin' }).waitFor();
  await keys(page, '/');
  await type(page, 'policies');
  await keys(page, 'Enter');
  await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
  const cell = page.getByRole('textbox', { name: 'Fix, every channel, Normal' });
  expect(await cell.inputValue()).toBe('16 h');
  await cell.focus();
  await keys(page, 'Control+a', 'Delete');
  await page.getByText('Normal complaints would have no promise.').waitFor();
  await keys(page, 'Control+s');
  expect(await focused(page)).toContain('Fix, every channel, Normal');
  await type(page, '1 d');
  await page.getByRole('button', { name: '8 h · open hours, Fix, every channel, Normal' }).waitFor();
  await page.getByRole('combobox', { name: 'Past complaint' }).focus();
  await type(page, `R-${String(number)}`);
  await keys(page, 'Enter');
  const tried = page.getByRole('table', { name: 'What would have happened' });
  await tried.waitFor();
  const fix = tried.getByRole('row', { name: /^Fix/ });
  const [was, would] = await fix.getByRole('cell').allInnerTexts();
  expect(was).not.toBe(would);
  await keys(page, 'Escape', 'Control+s');
  const ask = page.getByRole('dialog', { name: 'Publish version 2?' });
  await ask.getByText('Complaints that are running keep the promises they were given.').waitFor();
  await keys(page, 'Tab');
  expect(await focused(page)).toBe('button Publish');
  await keys(page, 'Enter');
  await page.getByRole('table', { name: 'Versions' }).getByRole('rowheader', { name: '2' }).waitFor();
  const { body } = await ada.get('/api/v1/policies');
  expect(body.items[0].version).toBe(2);
  expect(body.items[0].targets).toContainEqual({ clock: 'fix', severity: 'S3', channel: null, target: 'PT8H', kind: 'business' });
  expect(await page.getByRole('status').getByText('Nothing to save').isVisible()).toBe(true);
});

test('what the policy would have done to the last four weeks is said in a sentence', async () => {
  const page = await openDesk(world, ada, { path: '/admin/policies' });
  await page.getByRole('button', { name: 'Try it on the last 28 days' }).click();
  await page.getByText(/^1 complaint: with a broken promise 0 before, 0 with this policy\.$/).waitFor();
});

test('hours typed in a calendar show the deadlines they would make before anything is saved', async () => {
  const page = await openDesk(world, ada, { path: '/admin/calendars?at=main' });
  await page.getByLabel('Counted from').fill('2026-03-02T09:00');
  const eight = page.getByRole('table', { name: 'The next deadlines' }).getByRole('row', { name: /^8 h/ });
  await eight.getByText('Monday').waitFor();
  await page.getByLabel('Monday', { exact: true }).focus();
  await keys(page, 'Control+a');
  await type(page, '9-12, 13-15');
  await eight.getByText('Tuesday').waitFor();
  await page.getByLabel('Paste a list of dates or an .ics file').fill('2026-03-03 Shrove Tuesday');
  await page.getByRole('button', { name: 'Take 1 date' }).click();
  await eight.getByText('Wednesday').waitFor();
  await keys(page, 'Control+s');
  await page.getByRole('table', { name: 'Versions' }).getByRole('rowheader', { name: '2' }).waitFor();
  const { body } = await ada.get('/api/v1/calendars/main');
  expect(body.week['1']).toEqual([
    ['09:00', '12:00'],
    ['13:00', '15:00'],
  ]);
  expect(body.holidays).toEqual(['2026-03-03']);
});

test('a text gets a variable at the cursor, is previewed with its longest values and sent to oneself only', async () => {
  const page = await openDesk(world, ada, { path: '/admin/templates?at=receipt.email.en' });
  const subject = page.getByLabel('Subject');
  await subject.fill('Thank you, ');
  await page.getByRole('button', { name: '{{number}}' }).click();
  await holds(subject, 'Thank you, {{number}}');
  await keys(page, 'Control+s');
  const preview = page.getByRole('region', { name: 'As the customer gets it' });
  await preview.getByText('Thank you, R-1000000001').waitFor();
  await preview.getByRole('button', { name: 'Send it to ada@staff.test' }).click();
  await preview.getByText('Sent to ada@staff.test: [Test] Thank you, R-1000000001').waitFor();
  expect(world.sink.mails.map(({ to }) => to)).toEqual([['ada@staff.test']]);
});

test('a text message says what it costs while it is typed', async () => {
  const page = await openDesk(world, ada, { path: '/admin/templates?at=receipt.sms.en' });
  await page.getByLabel('Text', { exact: true }).fill('a'.repeat(161));
  await page.getByText('2 messages, 161 signs, 145 left in the last.').waitFor();
});

test('nobody leaves unsaved words without being asked, and staying or reloading keeps them', async () => {
  const page = await openDesk(world, ada, { path: '/admin/snippets' });
  await page.getByRole('link', { name: /thanks/ }).click();
  const words = page.getByLabel('Text', { exact: true });
  await words.fill('I thank you.');
  await page.getByRole('link', { name: 'Policies' }).click();
  const asked = page.getByRole('dialog', { name: 'Your changes are not saved' });
  await asked.waitFor();
  expect(await focused(page)).toBe('button Stay here');
  await keys(page, 'Enter');
  await asked.waitFor({ state: 'detached' });
  expect(await words.inputValue()).toBe('I thank you.');
  await page.reload();
  await page.getByText('Not saved yet: this is what you typed before').waitFor();
  expect(await words.inputValue()).toBe('I thank you.');
  await page.getByRole('link', { name: 'Policies' }).click();
  await asked.getByRole('button', { name: 'Leave without saving' }).click();
  await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
});

test('what somebody else saved meanwhile is shown beside mine, and mine can be kept', async () => {
  const page = await openDesk(world, ada, { path: '/admin/snippets' });
  await page.getByRole('link', { name: /thanks/ }).click();
  await page.getByLabel('Text', { exact: true }).fill('Mine.');
  const { body } = await ada.get('/api/v1/snippets');
  await ada.patch(`/api/v1/snippets/${String(body.items[0].id)}`, { text: 'Theirs.', version: body.items[0].version });
  await keys(page, 'Control+s');
  const conflict = page.getByRole('dialog', { name: 'Changed by somebody else' });
  await conflict.getByRole('cell', { name: 'Theirs.' }).waitFor();
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await conflict.waitFor({ state: 'detached' });
  await page.getByText('Saved', { exact: true }).waitFor();
  expect((await ada.get('/api/v1/snippets')).body.items[0].text).toBe('Mine.');
});

test('the trail is searched, and the CSV is asked for with the same filters', async () => {
  const page = await openDesk(world, ada, { path: '/admin/audit' });
  await page.getByLabel('About').selectOption('snippet');
  await page
    .getByRole('row', { name: /snippet\.added/ })
    .or(page.getByText('Text module: added'))
    .first()
    .waitFor();
  const link = page.getByRole('link', { name: 'Download as CSV' });
  expect(await link.getAttribute('href')).toBe('/api/v1/audit.csv?action=snippet');
});

const stuck = async (work: string, error: string): Promise<void> => {
  await world.sql(
    `INSERT INTO failing_work (id, work, row_id, attempts, last_error, not_before, failed_at) VALUES (gen_random_uuid(), $1, gen_random_uuid(), 5, $2, now(), now())`,
    [work, error],
  );
};

test('what the desk gave up is seen with its error, and started again', async () => {
  await stuck('due_call', 'value too long for type character varying(20)');
  const page = await openDesk(world, ada, { path: '/admin/stuck' });
  await page.getByText('Note how a call ended').waitFor();
  await page.getByText('value too long for type').waitFor();
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByText('Nothing is stuck').waitFor();
  expect(await world.sql('SELECT 1 FROM failing_work')).toEqual([]);
  await stuck('voucher_issue', 'the key file could not be read');
});

test('who may not change the settings reads them', async () => {
  const agent = await world.signIn('agent', { name: 'Ben', email: 'ben@staff.test' });
  const page = await openDesk(world, agent, { path: '/admin/policies' });
  await page.getByText('You can read this. Changing it takes another role.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Fix, every channel, Normal' }).isDisabled()).toBe(true);
  expect(await page.getByRole('link', { name: 'Audit trail' }).count()).toBe(0);
});

const PARTS = ['', '/policies', '/calendars?at=main', '/templates?at=receipt.sms.en', '/snippets?at=new', '/channels', '/stuck', '/audit'];

test.each(MODES.filter((mode) => mode !== 'light'))('every part reads well, %s', async (mode) => {
  const page = await openDesk(world, ada, { mode, path: '/admin' });
  const found: unknown[] = [];
  for (const part of PARTS) {
    await page.goto(`/desk/admin${part}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const wrong = [...(await axe(page)), ...(await contrast(page)), ...((await isTooWide(page)) ? ['too wide'] : [])];
    if (wrong.length > 0) found.push([part, wrong]);
  }
  expect(found).toEqual([]);
});
