import type { Json } from './support/client';
import {
  anAddress,
  clocksOf,
  DAY,
  followedUp,
  HOUR,
  MINUTE,
  newsOf,
  nextMonday,
  ok,
  seen,
  ticketDesk,
  timeline,
} from './support/ticket-desk';

const desk = ticketDesk();
let counter = 0;

beforeEach(() => nextMonday(desk.world));

/** A serious complaint that was put right: somebody calls and asks. */
async function serious(customer: object = {}, over: object = {}): Promise<string> {
  counter += 1;
  const phone = `+1212555${String(6000 + counter)}`;
  const id = await followedUp(desk.agent, {
    severity: 'S2',
    customer: { name: 'Ann Lee', phone, email: anAddress(), ...customer },
    ...over,
  });
  await desk.world.settle();
  return id;
}

const onBoard = async (id: string): Promise<Json[]> =>
  (await ok(desk.manager.get('board'))).dueCalls.filter((call: { ticketId: string }) => call.ticketId === id);
const tasks = async (id: string): Promise<Json[]> => (await ok(desk.agent.get(`tasks?ticket=${id}`))).items;

async function end(id: string, outcome: string): Promise<void> {
  const [task] = await tasks(id);
  await ok(desk.agent.post(`tasks/${String(task.id)}/done`, { outcome }));
  await desk.world.settle();
}

test('the call after something serious is one thing to do: a row on the board and its task with the number, the best hour and what to say', async () => {
  const id = await serious();
  const [task, ...more] = await tasks(id);
  expect(more).toEqual([]);
  expect(task).toMatchObject({ kind: 'call', address: `+1212555${String(6000 + counter)}` });
  expect(task.script).toContain('Call Ann Lee about R-');
  expect(task.script).toContain('The brake was fitted wrongly.');
  const [row] = await onBoard(id);
  expect(row).toMatchObject({ reason: 'follow_up', taskId: task.id, bestFrom: task.bestFrom, dueAt: task.dueAt });
  expect(new Date(task.bestFrom).getTime()).toBeLessThanOrEqual(new Date(task.dueAt).getTime());
});

test('the call that was held by its task is done on the board too, the promise is kept, and the answer is asked for', async () => {
  const id = await serious();
  await desk.world.shift(HOUR);
  await end(id, 'reached');
  expect(await onBoard(id)).toEqual([]);
  expect(await tasks(id)).toEqual([]);
  expect(await clocksOf(desk.agent, id)).toMatchObject({ follow_up: 'met' });
  expect((await timeline(desk.agent, id)).map(({ kind }) => kind)).toContain('call_held');
  expect(await newsOf(desk.agent, id)).toContain('call_held');
  await ok(desk.agent.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
  expect(await seen(desk.agent, id)).toMatchObject({ state: 'closed', closeReason: 'recovered' });
});

test('a call whose end cannot be noted waits before it is tried again, and the next one does not wait for it', async () => {
  const { world } = desk;
  const [id, other] = [await serious(), await serious()];
  await world.sql(`CREATE FUNCTION refuse_call() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.ticket_id = '${id}' THEN RAISE EXCEPTION 'the disk is odd'; END IF; RETURN NEW; END $$`);
  await world.sql('CREATE TRIGGER refuse_call BEFORE UPDATE ON due_call FOR EACH ROW EXECUTE FUNCTION refuse_call()');
  try {
    await end(id, 'reached');
    await end(other, 'reached');
    await world.settle();
    expect(await world.sql('SELECT work, attempts FROM failing_work WHERE ticket_id = $1', [id])).toEqual([
      { work: 'due_call', attempts: 1 },
    ]);
    expect(await onBoard(other)).toEqual([]);
  } finally {
    await world.sql('DROP TRIGGER refuse_call ON due_call');
    await world.sql('DROP FUNCTION refuse_call()');
  }
  await world.settle();
  expect(await onBoard(id)).toHaveLength(1);
  await world.shift(MINUTE);
  expect(await onBoard(id)).toEqual([]);
  expect(await world.sql('SELECT FROM failing_work WHERE ticket_id = $1', [id])).toEqual([]);
});

test('the call whose answer was written down on the complaint leaves no task behind', async () => {
  const id = await serious();
  await ok(desk.agent.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 4, fixed: true } }));
  await desk.world.settle();
  expect(await tasks(id)).toEqual([]);
  const [gone] = (await ok(desk.agent.get(`tasks?ticket=${id}&state=cancelled`))).items;
  expect(gone).toMatchObject({ kind: 'call', note: 'The complaint has gone on.' });
});

test('called, and nobody answered: the next try is planned for another hour, and the promise still runs', async () => {
  const id = await serious();
  const [first] = await tasks(id);
  await end(id, 'not_reached');
  const [second, ...more] = await tasks(id);
  expect(more).toEqual([]);
  expect(second.id).not.toBe(first.id);
  expect(new Date(second.bestFrom).getTime()).toBeGreaterThanOrEqual((await desk.world.now()).getTime() + 3 * HOUR - MINUTE);
  expect(await onBoard(id)).toMatchObject([{ taskId: second.id, dueAt: first.dueAt }]);
  expect(await clocksOf(desk.agent, id)).toMatchObject({ follow_up: 'running' });
  const missed = (await timeline(desk.agent, id)).find(({ kind }) => kind === 'call_missed');
  expect(missed?.['data']).toMatchObject({ tries: 1, nextTry: second.bestFrom });
});

test('after three calls in vain somebody looks for another way, and a number that was found is called', async () => {
  const id = await serious();
  for (const step of [1, 2, 3]) {
    await desk.world.shift(step * HOUR);
    await end(id, 'not_reached');
  }
  expect(await tasks(id)).toMatchObject([{ kind: 'no_way_to_reach' }]);
  expect(await newsOf(desk.agent, id)).toContain('call_missed');
  await end(id, 'found');
  expect(await tasks(id)).toMatchObject([{ kind: 'call' }]);
  await end(id, 'not_reached');
  expect(await tasks(id)).toMatchObject([{ kind: 'no_way_to_reach' }]);
  await end(id, 'given_up');
  expect(await onBoard(id)).toEqual([]);
  expect(await tasks(id)).toEqual([]);
});

test('a wrong number is never called again: the next one is, and without any the task says so', async () => {
  const id = await serious();
  const [{ address }] = (await tasks(id)) as [Json];
  await end(id, 'wrong_number');
  const [next] = await tasks(id);
  expect(next).toMatchObject({ kind: 'call', address: null });
  expect(next.script).toContain('no number that may be called');
  expect(await desk.world.sql('SELECT state FROM address WHERE value_norm = $1', [address])).toEqual([{ state: 'dead' }]);
});

test('what to say is in the customer’s language', async () => {
  const [german] = await tasks(await serious({}, { language: 'de-CH' }));
  expect(german.script).toContain('Rufen Sie Ann Lee zu R-');
  const [arabic] = await tasks(await serious({}, { language: 'ar' }));
  expect(arabic.script).toContain('اسألوا');
  const [other] = await tasks(await serious({}, { language: 'fi' }));
  expect(other.script).toContain('Call Ann Lee');
});

test('a call of an attempt that is over is taken back with its task', async () => {
  const id = await serious();
  await ok(desk.lead.post(`tickets/${id}/bad-answer`, { channel: 'phone', fixed: false, text: 'It squeals again.' }));
  await desk.world.shift(DAY);
  expect(await onBoard(id)).toEqual([]);
  expect((await tasks(id)).filter(({ kind }) => kind === 'call')).toEqual([]);
});
