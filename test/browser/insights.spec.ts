import { axe, contrast } from '../support/browser-looks';
import { isTooWide, keys, MODES, openDesk } from '../support/browser';
import { opened, ticketDesk } from '../support/ticket-desk';

const desk = ticketDesk();
beforeAll(async () => {
  const startedAt = new Date((await desk.world.now()).getTime() - 31_000).toISOString();
  await opened(desk.agent, { startedAt });
});

test('each number of the insights says its unit and what it stands on, and stands in a table as well', async () => {
  const page = await openDesk(desk.world, desk.manager, { path: '/insights' });
  await page.getByText('1 complaint, last 7 days').first().waitFor();
  await page.locator('summary').click();
  expect(await page.getByRole('row', { name: /^Logging a complaint takes/ }).innerText()).toMatch(/3\d seconds\s+1$/);
  expect(await page.getByRole('row', { name: /^Fixed today/ }).innerText()).toMatch(/–\s+0$/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as CSV' }).first().click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
});

test('whoever may not read reports finds nothing there', async () => {
  const page = await openDesk(desk.world, desk.agent, { path: null });
  await page.goto('/desk/insights');
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
});

test('the touch points stand in the three parts of the journey, and the list holds the same', async () => {
  const page = await openDesk(desk.world, desk.manager, { path: '/touch-points' });
  await page.getByRole('article').first().waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Before buying', 'While buying', 'After buying']);
  const items: readonly { hidden: boolean }[] = (await desk.manager.get('touch-points')).body.items;
  await keys(page, 'v');
  await page.getByRole('table', { name: 'Touch points' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(items.filter(({ hidden }) => !hidden).length + 1);
});

test.each(MODES)('the touch points read well, as a map and as a list, %s', async (mode) => {
  const page = await openDesk(desk.world, desk.manager, { mode, path: '/touch-points' });
  await page.getByRole('article').first().waitFor();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
  await keys(page, 'v');
  await page.getByRole('article').first().waitFor({ state: 'detached' });
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});

test.each(MODES)('the insights read well, %s', async (mode) => {
  const page = await openDesk(desk.world, desk.manager, { mode, path: '/insights' });
  await page.locator('.figures').waitFor();
  await page.locator('summary').click();
  expect([await axe(page), await contrast(page), await isTooWide(page)]).toEqual([[], [], false]);
});
