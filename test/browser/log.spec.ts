import { cutLine, focused, isTooWide, keys, mendLine, MODES, openDesk, stopTime, type } from '../support/browser';
import { axe, contrast } from '../support/browser-looks';
import { picture } from '../support/browser-pictures';
import type { Client } from '../support/client';
import { logged, ok } from '../support/ticket-desk';
import { until } from '../support/until';
import { World } from '../support/world';

let world: World;
let mia: Client;

beforeAll(async () => {
  world = await World.start();
  mia = await world.signIn('agent', { location: 'main', name: 'Mia Stone' });
});
afterAll(() => world.stop());

const newest = async () => (await ok(mia.get('tickets?sort=newest&limit=1'))).items[0];

test('by keyboard alone: n, who, what, where, Ctrl+Enter; the promise is there to be read out', async () => {
  const page = await openDesk(world, mia);
  await keys(page, 'n');
  await page.getByRole('combobox', { name: 'Who is it?' }).waitFor();
  await until('the focus is on the first box', async () => (await focused(page)).startsWith('combobox Who is it?'));
  await type(page, '+1 212 555 0177');
  await page.getByText('New customer, only this number is kept').waitFor();
  await keys(page, 'Tab', 'Tab');
  expect(await focused(page)).toMatch(/^textbox What went wrong/);
  await type(page, 'The new brakes squeal since yesterday.');
  await keys(page, 'Tab', 'Enter', 'Control+Enter');
  const heading = page.getByRole('heading', { name: /^R-\d+ is taken$/ });
  await heading.waitFor();
  const { label, title, number } = await newest();
  expect(await heading.textContent()).toBe(`${String(label)} is taken`);
  expect(title).toContain('The new brakes squeal');
  // 15 for the number, then Tab Tab Tab Enter and the saving; the words themselves do not count
  expect(await world.sql('SELECT keystrokes FROM ticket WHERE number = $1', [number])).toEqual([{ keystrokes: 20 }]);
  await page.getByText(/^Logged in \d+ s$/).waitFor();
  await keys(page, 'Control+Enter');
  await until('the form is free again', async () => (await focused(page)).startsWith('combobox Who is it?'));
});

test('what is missing is said at its place, and the focus goes to the first of it', async () => {
  const page = await openDesk(world, mia, { path: '/log' });
  await keys(page, 'Control+Enter');
  await page.getByText('Say who it is, or that they want to stay unnamed.').waitFor();
  expect(await focused(page)).toMatch(/^combobox Who is it/);
  await page.getByText('Write what went wrong.').waitFor();

  await type(page, 'Ulla Brand');
  await keys(page, 'Escape');
  const question = page.getByRole('dialog', { name: 'Leave this complaint?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'What went wrong' }).fill('The tyre was flat again.');
  await page.getByRole('button', { name: 'Not sure' }).click();
  await page.getByRole('switch', { name: 'Put right on the spot' }).click();
  await page.getByRole('textbox', { name: 'What did you do?' }).fill('Pumped it up and put in a new valve, free of charge.');
  await keys(page, 'Control+Enter');
  await page.waitForURL(/tickets\/R-\d+#one-up$/);
  await until('the one-up has the focus', async () => (await focused(page)).includes('One-up'));
  await keys(page, 'n');
  await page.getByRole('combobox', { name: 'Who is it?' }).waitFor();
  await keys(page, 'Escape');
  await page.waitForURL(/queue/);
});

test('a known caller is chosen with the arrows, and the words go to the open ticket of theirs', async () => {
  const { ticket } = await logged(mia, { text: 'The tap drips.', customer: { name: 'Zoe Quill', phone: '+12125550188' } });
  const page = await openDesk(world, mia, { path: '/log?caller=%2B12125550188&wait=240' });
  await page.getByText('They waited 4 min').waitFor();
  await page.getByRole('option', { name: /Zoe Quill/ }).waitFor();
  await page.getByRole('combobox', { name: 'Who is it?' }).focus();
  await keys(page, 'Enter');
  await until('the open ticket is asked about', async () => (await focused(page)).startsWith(`button Add to R-${String(ticket.number)}`));
  await keys(page, 'Enter');
  await until('the words come next', async () => (await focused(page)).startsWith('textbox What went wrong'));
  await type(page, 'It drips faster now.');
  await page.getByRole('button', { name: 'Not sure' }).click();
  await keys(page, 'Control+Enter');
  await page.getByRole('heading', { name: `R-${String(ticket.number)} is taken` }).waitFor();
});

test('a reload loses nothing, and neither does another day of the browser', async () => {
  const page = await openDesk(world, mia, { path: '/log' });
  await page.getByRole('textbox', { name: 'What went wrong' }).fill('Half a sentence about the');
  await page.reload();
  await page.getByText('What you had typed is back.').waitFor();
  expect(await page.getByRole('textbox', { name: 'What went wrong' }).inputValue()).toBe('Half a sentence about the');
});

test('starting afresh throws away what was typed, unless that is undone', async () => {
  const page = await openDesk(world, mia, { path: '/log' });
  const words = page.getByRole('textbox', { name: 'What went wrong' });
  await words.fill('The lamp fell off.');
  await page.getByRole('button', { name: 'Start afresh' }).click();
  await until('the form is empty', async () => (await words.inputValue()) === '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('the words are back', async () => (await words.inputValue()) === 'The lamp fell off.');
  await page.reload();
  await page.getByText('What you had typed is back.').waitFor();

  await page.getByRole('button', { name: 'Start afresh' }).click();
  await until('the form is empty again', async () => (await words.inputValue()) === '');
  await words.fill('The shade is torn.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('the first words are back', async () => (await words.inputValue()) === 'The lamp fell off.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('and so are those in between', async () => (await words.inputValue()) === 'The shade is torn.');
});

test('without a line the complaint is kept here and sent once when the line is back', async () => {
  const before = (await newest()).number;
  const page = await openDesk(world, mia, { path: '/log' });
  await page.getByRole('combobox', { name: 'Who is it?' }).fill('Offline Otto');
  await page.getByRole('button', { name: /^More/ }).focus();
  await keys(page, 'Enter');
  await page.getByRole('textbox', { name: 'Promise: they hear from us by' }).fill('in 20 hours');
  await page.getByText(/, in (19|20) h/).waitFor();
  await page.getByRole('textbox', { name: 'Order number' }).fill('4711');
  await page.getByRole('checkbox', { name: 'Person who needs care' }).focus();
  await keys(page, 'Space');
  await page.getByRole('radio', { name: 'SMS' }).focus();
  await keys(page, 'Space');
  await page.getByRole('textbox', { name: 'What went wrong' }).fill('The line went down while he talked.');
  await page.getByRole('button', { name: 'Not sure' }).click();
  await cutLine(page);
  await keys(page, 'Control+Enter');
  await page.getByRole('heading', { name: 'Kept here' }).waitFor();
  await page.getByText('Kept here, 1 waiting.').first().waitFor();
  await mendLine(page);
  await until('it arrived', async () => (await newest()).number > before);
  expect((await newest()).title).toBe('The line went down while he talked. Order: 4711');
  await page
    .getByText(/^Kept here, \d waiting/)
    .first()
    .waitFor({ state: 'detached' });
  const { id } = await newest();
  await until('what was agreed is kept too', async () => (await ok(mia.get(`tickets/${String(id)}`))).promise !== null);
  const ticket = await ok(mia.get(`tickets/${String(id)}`));
  expect(ticket.holds.map(({ kind }: { kind: string }) => kind)).toEqual(['vulnerable']);
  expect(await world.sql('SELECT wish_channel FROM ticket WHERE id = $1', [id])).toEqual([{ wish_channel: 'sms' }]);
  const said = (await ok(mia.get(`tickets/${String(id)}/contacts`))).items.map(({ text }: { text: string }) => text);
  expect(said).toContain('The line went down while he talked.\n\nOrder: 4711');
  const { items } = await ok(mia.get('tickets?q=Offline%20Otto'));
  expect(items).toHaveLength(1);
});

describe('how it looks', () => {
  let still: World;
  let person: Client;
  beforeAll(async () => {
    still = await World.start();
    person = await still.signIn('agent', { location: 'main', name: 'Mia Stone' });
    await ok(
      person.post('complaints', {
        channel: 'phone',
        text: 'The new brakes squeal.',
        touchPoint: 'service_support',
        customer: { name: 'Zoe Quill', phone: '+12125550188' },
      }),
    );
    await stopTime(still, '2027-06-08T14:00:00Z');
  });
  afterAll(() => still.stop());

  test.each(MODES)('it reads well, nothing sticks out, and it looks as it did: %s', async (mode) => {
    const page = await openDesk(still, person, { mode, path: '/log?caller=Zoe%20Quill', stillAt: (await still.now()).toISOString() });
    await page.getByRole('option', { name: /Zoe Quill/ }).click();
    await page.getByRole('textbox').first().fill('The brakes squeal again, since this morning. I am late for work.');
    await page.getByRole('timer').first().waitFor();
    await page
      .locator('header')
      .getByRole('status')
      .getByText(/^(Live|مباشر)$/)
      .waitFor({ state: 'attached' });
    expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
    await picture(page, `log-${mode}`);
  });
});
