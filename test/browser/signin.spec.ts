import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import { cspReports, cutLine, focused, isTooWide, keys, mendLine, MODES, openDesk, stopTime, type } from '../support/browser';
import type { Client } from '../support/client';
import { MONDAY } from '../support/ticket-desk';
import { World } from '../support/world';

const EMAIL = 'ada@staff.test';
const PASSWORD = 'correct horse battery staple';

let world: World;
let ada: Client;
beforeAll(async () => {
  world = await World.start({ queues: false });
  ada = await world.signIn('manager', { name: 'Ada Moss', email: EMAIL });
  await world.sql(`UPDATE staff SET password_hash = (SELECT password_hash FROM staff WHERE email = 'admin@desk.test') WHERE id = $1`, [
    ada.staffId,
  ]);
});
afterAll(() => world.stop());

test('somebody signs in without touching the mouse, and is where they wanted to go', async () => {
  const page = await openDesk(world, null, { path: '/board' });
  expect(page.url()).toContain('/desk/signin');
  await keys(page, 'Tab');
  expect(await focused(page)).toBe('textbox E-mail');
  await type(page, EMAIL);
  await keys(page, 'Tab');
  expect(await focused(page)).toBe('textbox Password');
  await type(page, PASSWORD);
  await keys(page, 'Enter');
  await page.waitForURL('**/desk/board');
  await page.getByRole('button', { name: 'You: Ada Moss' }).waitFor();
  expect(cspReports(page)).toEqual([]);
});

test('a wrong password is told in one sentence, keeps the e-mail, and the next try begins in the password', async () => {
  const page = await openDesk(world, null);
  const sentences: string[] = [];
  for (const email of [EMAIL, 'nobody@staff.test']) {
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await keys(page, 'Enter');
    sentences.push(await page.getByRole('alert').innerText());
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    expect(await focused(page)).toMatch(/^textbox Password/);
    await page.reload();
  }
  expect(new Set(sentences).size).toBe(1);
});

test('without a line to the desk the page says so, and what was typed stays', async () => {
  const page = await openDesk(world, null);
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await cutLine(page);
  await keys(page, 'Enter');
  await page.getByRole('alert').getByText('The desk does not answer.').waitFor();
  await mendLine(page);
  await keys(page, 'Enter');
  await page.waitForURL('**/desk/queue');
});

test('a session that ended is taken up again over the page: same place, and what was typed is still there', async () => {
  const page = await openDesk(world, ada, { path: '/queue' });
  await keys(page, 'Control+k');
  await page.getByRole('combobox', { name: 'Search tickets and screens' }).waitFor();
  await world.sql('DELETE FROM session WHERE staff_id = $1', [ada.staffId]);
  await type(page, 'squeal');
  const overlay = page.getByRole('dialog', { name: 'Please sign in again.' });
  await overlay.getByLabel('E-mail').fill(EMAIL);
  await overlay.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await keys(page, 'Enter');
  await overlay.waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/\/desk\/queue$/);
  expect(await page.getByRole('combobox', { name: 'Search tickets and screens' }).inputValue()).toBe('squeal');
});

test.each(MODES)('signing in reads well, %s', async (mode) => {
  const page = await openDesk(world, null, { mode });
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
  await page.getByRole('textbox').first().fill('somebody@example.com');
  await page.locator('input[type=password]').fill('not the password');
  await keys(page, 'Enter');
  await page.getByRole('alert').waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});

test('signing in looks as it did', async () => {
  await stopTime(world, MONDAY);
  const page = await openDesk(world, null, { stillAt: MONDAY });
  await picture(page, 'signin');
});
