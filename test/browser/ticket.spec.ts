import {
  expectTrouble,
  focused,
  goTo,
  holds,
  isTooWide,
  keys,
  cutLine,
  mendLine,
  MODES,
  openDesk,
  skip,
  stopTime,
  type,
} from '../support/browser';
import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import type { Client } from '../support/client';
import { complaint, fixedTicket, states } from '../support/one-up';
import { closed, MONDAY, ok, seen } from '../support/ticket-desk';
import { World } from '../support/world';

let world: World;
let ada: Client;
let jon: Client;
beforeAll(async () => {
  world = await World.start({ queues: false });
  await world.setClock(MONDAY);
  ada = await world.signIn('manager', { name: 'Ada Moss' });
  jon = await world.signIn('lead', { name: 'Jon Park' });
});
afterAll(() => world.stop());

const sentTo = (ticket: string): Promise<{ kind: string; channel: string }[]> =>
  world.sql(`SELECT kind, channel FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`, [ticket]);

test('a reply is written and sent without the mouse, and stands in the timeline', async () => {
  const id = await complaint(ada);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  await keys(page, 'r');
  expect(await focused(page)).toMatch(/^textbox Reply to the customer/);
  await type(page, 'We look at it today.');
  await keys(page, 'Control+Enter');
  await page.getByRole('region', { name: 'What happened' }).getByText('We look at it today.').waitFor();
  await holds(page.getByRole('textbox', { name: 'Reply to the customer' }), '');
  expect(await sentTo(id)).toEqual([{ kind: 'staff_reply', channel: 'email' }]);
});

test('what was typed is still there after a reload, and is not sent by itself', async () => {
  const id = await complaint(ada);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  await keys(page, 'r');
  await type(page, 'Half a sen');
  await page.reload();
  await holds(page.getByRole('textbox', { name: 'Reply to the customer' }), 'Half a sen');
  expect(await sentTo(id)).toEqual([]);
});

test('a complaint is put right and something is given on top, by keyboard alone', async () => {
  const id = await complaint(ada);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('button', { name: 'Fixed' }).first().waitFor();
  await keys(page, 'e');
  await page.getByRole('dialog', { name: 'It is put right' }).waitFor();
  expect(await focused(page)).toMatch(/^textbox What did you do/);
  await type(page, 'Short.');
  await keys(page, 'Control+Enter');
  await page.getByText('Say in at least 20 characters').waitFor();
  await type(page, ' All four wheels were tightened and tried on the road.');
  await keys(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // the focus is back on the page
  await page.waitForFunction(() => document.activeElement !== document.body);
  expect((await seen(ada, id)).state).toBe('fixed');
  await world.settle();

  await page
    .getByRole('button', { name: /^Give / })
    .first()
    .waitFor();
  await keys(page, 'o');
  // she reads the three for a minute
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 60_000;
  });
  await keys(page, '1');
  const ask = page.getByRole('dialog', { name: /^Give .* to Ana Lopez\?$/ });
  await ask.getByText(/It costs us US\$/).waitFor();
  await ask.getByRole('button', { name: /^Give it/ }).focus();
  await keys(page, 'Enter');
  await ask.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'One-up' }).getByText('Offered', { exact: true }).waitFor();
  expect(Object.values(await states(world, id))).toContain('offered');
});

test('two people on one ticket see each other, what changed, and whose word holds', async () => {
  const id = await complaint(ada);
  const [hers, his] = [await openDesk(world, ada, { path: `/tickets/${id}` }), await openDesk(world, jon, { path: `/tickets/${id}` })];
  await his.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  await keys(his, 'r');
  await hers.getByText('Jon Park is writing a reply').waitFor();

  await keys(hers, 'e');
  const form = hers.getByRole('dialog', { name: 'It is put right' });
  await form.waitFor();
  await ok(jon.post(`tickets/${id}/severity`, { severity: 'S2', reason: 'She drives with children.' }));
  await type(hers, 'All four wheels were tightened and tried on the road.');
  await keys(hers, 'Control+Enter');
  const conflict = hers.getByRole('dialog', { name: 'Somebody else was faster' });
  await conflict.getByText('Jon Park changed how bad it is from S3 to S2').waitFor();
  expect((await seen(ada, id)).state).toBe('open');
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await form.waitFor({ state: 'detached' });
  expect(await seen(ada, id)).toMatchObject({ state: 'fixed', severity: 'S2' });
  await his.getByRole('heading', { name: /^Fixed/ }).waitFor();
});

test('taking theirs leaves the ticket as it is and keeps what was typed', async () => {
  const id = await complaint(ada);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('button', { name: 'Fixed' }).first().waitFor();
  await page.getByText('took the complaint').waitFor();
  await keys(page, 'e');
  await ok(jon.post(`tickets/${id}/escalate`, { reason: 'I need a second pair of hands.' }));
  await type(page, 'All four wheels were tightened and tried on the road.');
  await keys(page, 'Control+Enter');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await seen(ada, id)).state).toBe('open');
  await keys(page, 'e');
  await page.getByText('All four wheels were tightened').waitFor();
});

test('without a line a note is kept and goes out later; a reply is not, and stays in its box', async () => {
  const id = await complaint(ada);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  await cutLine(page);
  await keys(page, 'r');
  await type(page, 'We look at it.');
  await keys(page, 'Control+Enter');
  await page.getByText('The reply was not sent and is still here.').waitFor();
  await page.getByRole('tab', { name: 'Note' }).click();
  await page.getByRole('textbox', { name: 'Note for colleagues' }).fill('Jon has the key.');
  await keys(page, 'Control+Enter');
  await page.getByText('Kept here. It goes out when the line is back.').first().waitFor();
  await mendLine(page);
  await page.getByRole('region', { name: 'What happened' }).getByText('Jon has the key.').waitFor();
  expect(await sentTo(id)).toEqual([]);
});

test('[ and ] walk through the list one came from, and Escape goes back to it', async () => {
  const noa = await world.signIn('agent', { location: 'main', name: 'Noa Winter' });
  const labels: string[] = [];
  for (const severity of ['S1', 'S2', 'S3']) labels.push((await seen(noa, await complaint(noa, { severity }))).label);
  const page = await openDesk(world, noa);
  const at = async (label = ''): Promise<void> => {
    await page.waitForURL(`**/desk/tickets/${label}`);
    await page.locator('main').getByText(label).first().waitFor();
    await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  };
  await page.locator('[data-row]').nth(2).waitFor();
  await keys(page, 'j', 'Enter');
  await at(labels[0]);
  await keys(page, ']');
  await at(labels[1]);
  await keys(page, ']');
  await at(labels[2]);
  await keys(page, ']', '[');
  await at(labels[1]);
  await keys(page, 'Escape');
  await page.waitForURL('**/desk/queue**');
});

test('on paper stand the complaint and what happened, without places, boxes and buttons around them', async () => {
  const id = await complaint(ada, { text: 'The wheels were loose again.' });
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.locator('.entry').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('The wheels were loose again.').first().isVisible()).toBe(true);
  expect(await page.getByRole('region', { name: 'What happened' }).isVisible()).toBe(true);
  for (const away of ['header', 'nav', '.no-print textarea']) expect(await page.locator(away).first().isVisible()).toBe(false);
  expect(await isTooWide(page)).toBe(false);
});

test('where an answer is lost the same step again is one step, and other words learn that the first were taken', async () => {
  const [called, answered] = [await complaint(ada), await complaint(ada)];
  const page = await openDesk(world, ada, { path: `/tickets/${called}`, skips: true });
  await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  expectTrouble(page, /ERR_FAILED/);
  const loseOneAnswer = async (path: string): Promise<void> => {
    const lost: string[] = [];
    await page.route(`**/tickets/*/${path}`, async (route) => {
      if (route.request().method() !== 'POST' || lost.length > 0) return route.continue();
      const taken = await route.fetch({ headers: { ...route.request().headers(), 'sec-fetch-site': 'same-origin' } });
      lost.push(String(taken.status()));
      return route.abort();
    });
  };
  await loseOneAnswer('contacts');
  await keys(page, 'l');
  await page.getByRole('dialog').getByRole('textbox').first().fill('Told her on the phone.');
  await keys(page, 'Control+Enter');
  await page.getByRole('dialog').getByText('Nothing is lost. Try again in a moment.').waitFor();
  await keys(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { items } = await ok(ada.get(`tickets/${called}/contacts`));
  expect(items.filter(({ text }: { text: string }) => text === 'Told her on the phone.')).toHaveLength(1);

  await goTo(page, `/tickets/${answered}`);
  await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  await loseOneAnswer('messages');
  await page.getByRole('textbox', { name: 'Reply to the customer' }).focus();
  await type(page, 'We look at it.');
  await keys(page, 'Control+Enter');
  await page.getByText('The reply was not sent and is still here.').waitFor();
  await type(page, ' Today.');
  await keys(page, 'Control+Enter');
  await page.getByText('What you sent before was taken after all.').waitFor();
  expect(await sentTo(answered)).toHaveLength(1);
  await keys(page, 'Control+Enter');
  await page.getByRole('region', { name: 'What happened' }).getByText('We look at it. Today.').waitFor();
  expect(await sentTo(answered)).toHaveLength(2);

  const box = page.getByRole('textbox', { name: 'Reply to the customer' });
  await holds(box, '');
  await loseOneAnswer('messages');
  await box.focus();
  await type(page, 'It is on its way.');
  await keys(page, 'Control+Enter');
  await page.getByText('The reply was not sent and is still here.').waitFor();
  await page.reload();
  await holds(box, 'It is on its way.');
  await box.focus();
  await keys(page, 'Control+Enter');
  await holds(box, '');
  expect(await sentTo(answered)).toHaveLength(3);

  await box.blur();
  await keys(page, 'd');
  await page.getByRole('menuitem', { name: 'E-mails' }).waitFor();
  await keys(page, 'ArrowDown', 'Enter');
  await page.getByText('No more e-mails.').waitFor();
  await skip(page);
  await page.getByText(/^Do not e-mail/).waitFor();
});

test('a step that the desk refuses says so in its own sentence', async () => {
  const id = await complaint(ada);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Merge into another' }).click();
  const dialog = page.getByRole('dialog', { name: /^Merge R-/ });
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await dialog.getByText('Please fill this in.').waitFor();
  await dialog.getByLabel('Number of the other ticket').fill('R-999999');
  await dialog.getByRole('button', { name: 'Merge' }).click();
  expect(await dialog.getByRole('alert').innerText()).toMatch(/ticket/);
});

test('a closed ticket is read only and can be opened again; one that is not there says nothing about itself', async () => {
  const id = await closed(jon);
  const page = await openDesk(world, ada, { path: `/tickets/${id}` });
  await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.getByRole('button', { name: 'Reopen', exact: true }).click();
  await page.getByRole('textbox', { name: 'Why?' }).fill('The wheels are loose again.');
  await keys(page, 'Control+Enter');
  await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
  await goTo(page, '/tickets/R-999999');
  await page.getByText('There is nothing here').waitFor();
});

test.each(MODES)('the ticket reads well, %s', async (mode) => {
  const open = await complaint(ada, { mood: 'angry', severity: 'S2' });
  await ok(ada.post(`tickets/${open}/notes`, { text: 'Jon has the key.' }));
  await ok(ada.post(`tickets/${open}/holds`, { kind: 'legal', reason: 'Their lawyer wrote.' }));
  const fixed = await fixedTicket(world, ada);
  const page = await openDesk(world, ada, { mode, path: `/tickets/${open}` });
  const looks = async (): Promise<unknown[]> => [await axe(page), await contrast(page), await isTooWide(page)];
  await page.locator('.entry').first().waitFor();
  expect(await looks()).toEqual([[], [], false]);
  await keys(page, 'e');
  await page.getByRole('dialog').locator('textarea').first().waitFor();
  expect(await looks()).toEqual([[], [], false]);
  await goTo(page, `/tickets/${fixed}`);
  await page.locator('.suggestions > li').first().waitFor();
  expect(await looks()).toEqual([[], [], false]);
});

test('the ticket looks as it did', async () => {
  // a minute of its own on the clock, and somebody to whom nothing was said yet
  await world.setClock(new Date(Date.parse(MONDAY) + 7 * 86_400_000).toISOString());
  const moss = await world.signIn('manager', { name: 'Ada Moss' });
  const id = await complaint(moss, {
    text: 'The car came back with loose wheels.',
    mood: 'upset',
    customer: { name: 'Ann Lee', email: 'ann@lee.test' },
  });
  await ok(
    moss.post(`tickets/${id}/messages`, { channel: 'email', text: 'I am sorry, Ann. We look at it this morning and call you at noon.' }),
  );
  await ok(moss.post(`tickets/${id}/notes`, { text: 'It is on lift 2. Jon has the key.' }));
  await world.settle();
  const now = (await world.now()).toISOString();
  await world.sql(`UPDATE ticket SET number = 1204 WHERE id = $1`, [id]);
  await stopTime(world, now);
  const page = await openDesk(world, moss, { path: `/tickets/${id}`, stillAt: now });
  await page.locator('.entry').first().waitFor();
  await picture(page, 'ticket');
});
