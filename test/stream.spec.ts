import { LiveStream } from '../src/insight/live-stream.service';
import { aPlace, aTicket, touch } from './support/builders';
import type { Client } from './support/client';
import { LiveTab } from './support/live';
import { World } from './support/world';

let world: World;
let manager: Client;

beforeAll(async () => {
  world = await World.start();
  await aPlace(world, 'harbour');
  manager = await world.signIn('manager');
});
afterAll(() => world.stop());

test('a tab is told first to read everything anew, then of each change its id and version, and nothing else', async () => {
  const ticket = await aTicket(world);
  const tab = await LiveTab.open(world, manager.staffId);
  expect(await tab.next()).toEqual({ type: 'resync' });
  const version = await touch(world, ticket.id);
  let event = await tab.next();
  while (event?.ticketId === ticket.id && event.version === 1) event = await tab.next();
  expect(event).toEqual({ type: 'ticket', ticketId: ticket.id, version });
  tab.leave();
});

test('each version of a ticket is told once', async () => {
  const ticket = await aTicket(world);
  const tab = await LiveTab.open(world, manager.staffId);
  await tab.next();
  const versions: number[] = [];
  for (let last = 1; last < 4;) {
    last = await touch(world, ticket.id);
    for (let told = 0; told < last;) {
      const event = await tab.next();
      if (event?.ticketId !== ticket.id) continue;
      told = event.version ?? 0;
      versions.push(told);
    }
  }
  expect(versions).toEqual([...new Set(versions)]);
  expect(versions.at(-1)).toBe(4);
  tab.leave();
});

test('nobody is told of what they may not see: another place, a restricted matter, a complaint about themselves', async () => {
  const mia = await world.signIn('agent', { location: 'main' });
  const hidden = [
    await aTicket(world, { location: 'harbour' }),
    await aTicket(world, { restricted: true }),
    await aTicket(world, { subject_staff_id: mia.staffId }),
  ];
  const shown = await aTicket(world);
  const tab = await LiveTab.open(world, mia.staffId);
  await tab.next();
  for (const ticket of hidden) await touch(world, ticket.id);
  const version = await touch(world, shown.id);
  const seen: (string | undefined)[] = [];
  let event = await tab.next();
  for (; event !== null && !(event.ticketId === shown.id && event.version === version); event = await tab.next()) seen.push(event.ticketId);
  expect(event).not.toBeNull();
  for (const ticket of hidden) expect(seen).not.toContain(ticket.id);
  tab.leave();
});

test('whoever signed out or has other rights than before is cut off at the next check, the others stay', async () => {
  const lea = await world.signIn('lead', { location: 'main' });
  const tom = await world.signIn('agent', { location: 'main' });
  const tabs = [
    await LiveTab.open(world, manager.staffId),
    await LiveTab.open(world, lea.staffId),
    await LiveTab.open(world, tom.staffId),
  ] as const;
  for (const tab of tabs) await tab.next();
  await tabs[1].signOut();
  await world.grant(tom.staffId, 'agent', { location: 'harbour' });
  await world.desk.app.get(LiveStream).askRights();
  expect(await endOf(tabs[1])).toBeNull();
  expect(await endOf(tabs[2])).toBeNull();
  const ticket = await aTicket(world);
  let event = await tabs[0].next();
  while (event?.ticketId !== ticket.id) event = await tabs[0].next();
  expect(event.version).toBe(1);
  tabs[0].leave();
});

test('nobody is let in without signing in, nor without a role that sees tickets', async () => {
  expect((await world.anonymous.get('stream')).status).toBe(401);
  expect((await (await world.signIn('admin')).get('stream')).status).toBe(403);
});

test('the twenty-first open page of one person is refused', async () => {
  const busy = await world.signIn('agent', { location: 'main' });
  const tabs: LiveTab[] = [];
  for (let i = 0; i < 20; i++) tabs.push(await LiveTab.open(world, busy.staffId));
  await expect(LiveTab.open(world, busy.staffId)).rejects.toThrow('429');
  for (const tab of tabs) tab.leave();
});

test('when the desk stops, open streams end and keep nobody waiting', async () => {
  const other = await World.start();
  const person = await other.signIn('manager');
  const tab = await LiveTab.open(other, person.staffId);
  await tab.next();
  await other.stop();
  expect(await tab.next()).toBeNull();
});

async function endOf(tab: LiveTab): Promise<unknown> {
  let event = await tab.next();
  while (event !== null) event = await tab.next();
  return event;
}
