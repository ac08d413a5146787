import type { Page } from 'playwright-core';
import { aPartnerDesk, aPlace, aTeam, aTicket } from '../support/builders';
import { axe, contrast } from '../support/browser-looks';
import { cspReports, focused, isTooWide, keys, MODES, openDesk, type } from '../support/browser';
import type { Client } from '../support/client';
import { ok } from '../support/ticket-desk';
import { World } from '../support/world';

let world: World;
let admin: Client;
let bea: Client;
let jon: Client;
beforeAll(async () => {
  world = await World.start({ queues: false });
  await aPlace(world, 'riverside');
  await aTeam(world, 'counter', 'riverside');
  await aPartnerDesk(world, 'bolt');
  admin = await world.signIn('admin', { name: 'Ada Moss' });
  await world.grant(admin.staffId, 'manager');
  bea = await world.signIn('agent', { name: 'Bea Lindqvist' });
  jon = await world.signIn('agent', { name: 'Jon Park' });
  await ok(admin.post('glossary', { term: 'deductible', language: 'en', explanation: 'the part of a repair that you pay yourself' }));
  await ok(admin.post('push-sources', { name: 'Workshop' }));
});
afterAll(() => world.stop());

/** Tab until the focus is on what a screen reader calls so; never the mouse. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await keys(page, 'Tab');
    if ((await focused(page)).includes(name)) return;
  }
  throw new Error(`Nobody who tabs comes to ${name}.`);
}

test('somebody invites a colleague and ends the role again, with the keyboard alone', async () => {
  const page = await openDesk(world, admin, { path: '/admin/staff' });
  await tabTo(page, 'Invite a colleague');
  await keys(page, 'Enter');
  await tabTo(page, 'textbox Name');
  await type(page, 'Mia Torres');
  await keys(page, 'Tab');
  await type(page, 'mia@staff.test');
  await keys(page, 'Tab');
  await type(page, 'Analyst');
  await keys(page, 'ArrowDown', 'Enter', 'Control+s');
  const invitation = page.getByRole('region', { name: 'Invitation' });
  await invitation.getByText('/invite/').waitFor();
  expect(await invitation.innerText()).toContain('The mail to mia@staff.test is on its way.');
  await tabTo(page, 'End: Analyst, Whole organisation');
  await keys(page, 'Enter');
  await page.getByRole('dialog', { name: 'End “Analyst, Whole organisation”?' }).waitFor();
  await tabTo(page, 'button End the role');
  await keys(page, 'Enter');
  await page.getByText('No role: signs in, but can do nothing.').waitFor();
  expect(
    await world.sql(
      `SELECT g.role, g.valid_to IS NOT NULL AS over FROM role_grant g JOIN staff s ON s.id = g.staff_id WHERE s.email = 'mia@staff.test'`,
    ),
  ).toEqual([{ role: 'analyst', over: true }]);
  expect(cspReports(page)).toEqual([]);
});

test('a form that lacks something says so in place and takes the focus there', async () => {
  const page = await openDesk(world, admin, { path: '/admin/staff?at=new' });
  await page.getByLabel('E-mail').fill('nobody');
  await keys(page, 'Control+s');
  await page.getByText('Give it a name.').waitFor();
  await page.getByText('Choose a role.').waitFor();
  expect(await focused(page)).toMatch(/^textbox Name/);
});

test('a new token is shown once: after that its name, its end and what it may do are left', async () => {
  const page = await openDesk(world, admin, { path: '/admin/tokens?at=new' });
  await page.getByLabel('What it is for').fill('Till in Riverside');
  await page.getByRole('button', { name: 'Only a till' }).click();
  await page.getByRole('button', { name: 'Make the token' }).click();
  const once = page.getByRole('dialog', { name: 'Copy the token now' });
  const token = await once.locator('code').innerText();
  expect((await world.bearer(token).get('me')).body.scopes).toEqual(['voucher.redeem']);
  await keys(page, 'Escape');
  expect(await once.isVisible()).toBe(true);
  await once.getByRole('button', { name: 'I have it' }).click();
  await once.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { name: 'Till in Riverside' }).waitFor();
  expect(await page.content()).not.toContain(token);

  await page.getByRole('button', { name: 'Revoke' }).click();
  const ask = page.getByRole('dialog', { name: 'Revoke “Till in Riverside”?' });
  expect(await ask.innerText()).toContain('It can no longer: Redeem vouchers.');
  await ask.getByRole('button', { name: 'Revoke' }).click();
  await ask.waitFor({ state: 'detached' });
  expect((await world.bearer(token).get('me')).status).toBe(401);
});

test('edge 77: an account with open tickets is disabled only when somebody takes them', async () => {
  const { id } = await aTicket(world, { state: 'open', owner_id: bea.staffId });
  const page = await openDesk(world, admin, { path: `/admin/staff?at=${bea.staffId}` });
  await page.getByText('1 open ticket', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Disable the account' }).click();
  const ask = page.getByRole('dialog', { name: 'Disable the account of Bea Lindqvist?' });
  await ask.getByLabel('Who takes the open ticket?').first().waitFor();
  await ask.getByRole('button', { name: 'Disable the account' }).click();
  await ask.getByText('Say who takes the open ticket of Bea Lindqvist.').waitFor();
  expect(await focused(page)).toContain('Who takes the open ticket?');
  expect(await world.sql('SELECT status FROM staff WHERE id = $1', [bea.staffId])).toEqual([{ status: 'active' }]);

  await type(page, 'Jon');
  await keys(page, 'ArrowDown', 'Enter');
  await ask.getByRole('button', { name: 'Disable the account' }).click();
  await ask.waitFor({ state: 'detached' });
  await world.settle();
  expect(await world.sql('SELECT status FROM staff WHERE id = $1', [bea.staffId])).toEqual([{ status: 'left' }]);
  expect(await world.sql('SELECT owner_id AS owner FROM ticket WHERE id = $1', [id])).toEqual([{ owner: jon.staffId }]);
});

test('two at the same name: the second sees what the first wrote, and keeps or leaves it', async () => {
  const page = await openDesk(world, admin, { path: '/admin/teams?at=counter' });
  await page.getByLabel('Name', { exact: true }).fill('Front counter');
  await ok(admin.patch('teams/counter', { name: 'Till and counter' }));
  await keys(page, 'Control+s');
  const conflict = page.getByRole('dialog', { name: 'Changed by somebody else' });
  expect(await conflict.getByRole('table').innerText()).toMatch(/Name\s+Front counter\s+Till and counter/);
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await conflict.waitFor({ state: 'detached' });
  await page.getByText('Nothing to save').waitFor();
  expect(await world.sql(`SELECT name FROM team WHERE key = 'counter'`)).toEqual([{ name: 'Front counter' }]);
});

test('touch points are put in order by keys and by the menu, and the focus stays on the row', async () => {
  const order = async (): Promise<string[]> =>
    (await ok(admin.get('touch-points'))).items
      .filter((one: { phase: string }) => one.phase === 'before')
      .map((one: { name: string }) => one.name);
  const [first, second] = await order();
  const page = await openDesk(world, admin, { path: '/admin/touch-points' });
  const row = page.getByRole('link', { name: second, exact: true });
  await row.focus();
  await keys(page, 'Shift+ArrowUp');
  await page.getByText(`${second ?? ''}: now 1 of`).waitFor();
  expect((await order()).slice(0, 2)).toEqual([second, first]);
  expect(await focused(page)).toBe(`link ${second ?? ''}`);
  await page.getByRole('button', { name: `Move or hide ${second ?? ''}` }).click();
  await page.getByRole('menuitem', { name: 'Move down' }).click();
  await page.getByText(`${second ?? ''}: now 2 of`).waitFor();
  expect((await order()).slice(0, 2)).toEqual([first, second]);
});

test('a file of purchases with a mistake names its lines and takes nothing; mended, it is taken', async () => {
  const page = await openDesk(world, admin, { path: '/admin/purchases' });
  const send = async (rows: string): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'sales.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`source_id,at,amount_minor,currency,email\n${rows}`),
    });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await send('T-1,2026-11-15T10:00:00Z,abc,USD,ann@example.test\n');
  const alert = page.getByRole('alert', { name: 'Nothing was taken' });
  expect(await alert.getByRole('table').innerText()).toContain('line 2');
  await send('T-1,2026-11-15T10:00:00Z,1250,USD,ann@example.test\n');
  await page.getByRole('heading', { name: '1 purchase read' }).waitFor();
});

const PARTS = [
  'staff',
  'staff?at=new',
  'locations?at=riverside',
  'teams?at=new',
  'desks?at=bolt',
  'limits?at=agent',
  'touch-points?at=billing',
  'causes?at=new',
  'catalogue',
  'explainers?at=new',
  'glossary',
  'tokens?at=new',
  'push-sources?at=new',
  'purchases',
];

test.each(MODES.filter((mode) => mode !== 'light'))('every part, and one colleague, reads well: %s', async (mode) => {
  const page = await openDesk(world, admin, { mode, path: '/admin' });
  const found: unknown[] = [];
  for (const part of [...PARTS, `staff?at=${jon.staffId}`]) {
    await page.goto(`/desk/admin/${part}`);
    await page.locator('.card, .admin-bar').first().waitFor();
    const wrong = [...(await axe(page)), ...(await contrast(page)), ...((await isTooWide(page)) ? ['too wide'] : [])];
    if (wrong.length > 0) found.push([part, wrong]);
  }
  expect(found).toEqual([]);
});
