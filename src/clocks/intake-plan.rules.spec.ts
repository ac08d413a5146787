import { berlin, ClockDesk, MONDAY_NINE } from '../../test/support/clock-desk';
import { MINUTE_MS } from './clock.rules';
import { nextDueOf } from './clocks.service';

let desk: ClockDesk;
beforeAll(async () => {
  desk = await ClockDesk.start();
});
afterAll(() => desk.stop());

describe('the plan of a new ticket', () => {
  const facts = async (over: Partial<Parameters<typeof desk.clocks.intakePlan>[0]> = {}) => {
    await desk.clocks.policy(desk.db, desk.policyVersionId);
    const { id: versionId, spec } = await desk.calendars.versionAt(desk.db, desk.calendarId, MONDAY_NINE);
    const calendarVersion = { id: desk.calendarId, versionId, spec };
    const usual = { policyVersionId: desk.policyVersionId, calendarVersion, severity: 'S3', channel: 'email', live: false } as const;
    return { ...usual, receivedAt: MONDAY_NINE, now: MONDAY_NINE, event: 'log_async' as const, ...over };
  };

  test('a written complaint waits for a first answer and for the fix', async () => {
    const plan = desk.clocks.intakePlan(await facts());
    expect(plan.map(({ clock, state, dueAt }) => ({ clock, state, dueAt }))).toEqual([
      { clock: 'contact', state: 'running', dueAt: berlin('2026-06-01T13:00') },
      { clock: 'fix', state: 'running', dueAt: berlin('2026-06-02T17:00') },
    ]);
    expect(nextDueOf(plan)).toEqual({ clock: 'contact', dueAt: berlin('2026-06-01T13:00') });
  });

  test('a call is the first contact itself, and the news clock starts', async () => {
    const plan = desk.clocks.intakePlan(await facts({ channel: 'phone', live: true, event: 'log_live' }));
    expect(plan.map(({ clock, state }) => `${clock} ${state}`)).toEqual(['contact met', 'fix running', 'update running']);
  });

  test('edge 29: a ticket that was fixed on the spot has no running contact or fix, and the gesture is due within half an hour', async () => {
    const receivedAt = new Date(MONDAY_NINE.getTime() - 5 * MINUTE_MS);
    const plan = desk.clocks.intakePlan(await facts({ channel: 'in_person', live: true, event: 'log_fixed_on_spot', receivedAt }));
    expect(plan.map(({ clock, state }) => `${clock} ${state}`)).toEqual(['contact met', 'fix met', 'one_up running']);
    expect(plan.at(-1)?.dueAt).toEqual(new Date(MONDAY_NINE.getTime() + 30 * MINUTE_MS));
    const held = desk.clocks.intakePlan(await facts({ event: 'log_fixed_on_spot', skip: ['one_up'] }));
    expect(held.map(({ clock }) => clock)).toEqual(['contact', 'fix']);
  });

  test('a chat waits two minutes while we are open and like a web form while we are closed', async () => {
    const open = desk.clocks.intakePlan(await facts({ channel: 'chat' }));
    const closed = desk.clocks.intakePlan(
      await facts({ channel: 'chat', receivedAt: berlin('2026-06-01T20:00'), now: berlin('2026-06-01T20:00') }),
    );
    expect(open[0]?.dueAt).toEqual(new Date(MONDAY_NINE.getTime() + 2 * MINUTE_MS));
    expect(closed[0]?.dueAt).toEqual(berlin('2026-06-02T13:00'));
  });
});
