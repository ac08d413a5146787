import { berlin, ClockDesk, MONDAY_NINE } from '../../test/support/clock-desk';

let desk: ClockDesk;
beforeAll(async () => {
  desk = await ClockDesk.start();
});
afterAll(() => desk.stop());

describe('why this time?', () => {
  test('names the days that count and those that do not, and what was paused', async () => {
    const ticket = await desk.ticket();
    await desk.apply(ticket, berlin('2026-06-05T15:00'), { clock: 'fix', verb: 'arm' });
    await desk.apply(ticket, berlin('2026-06-08T11:00'), { clock: 'fix', verb: 'pause' });
    await desk.apply(ticket, berlin('2026-06-08T13:00'), { clock: 'fix', verb: 'resume' });
    await desk.at(berlin('2026-06-08T14:00'));
    const answer = await desk.clocks.explain(desk.db, ticket.id, 'fix');
    expect(answer).toMatchObject({ clock: 'fix', target: 'PT16H', zone: 'Europe/Berlin', dueAt: berlin('2026-06-09T17:00') });
    expect(answer.segments.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [berlin('2026-06-05T15:00'), berlin('2026-06-08T11:00')],
      [berlin('2026-06-08T13:00'), null],
    ]);
    expect(answer.days).toEqual([
      { date: '2026-06-05', counted: 'PT2H', hours: ['15:00–17:00'] },
      { date: '2026-06-08', counted: 'PT6H', hours: ['09:00–11:00', '13:00–17:00'] },
      { date: '2026-06-09', counted: 'PT8H', hours: ['09:00–17:00'] },
    ]);
    expect(answer.skipped.map((day) => day.date)).toEqual(['2026-06-06', '2026-06-07']);
    expect(answer.sentence).toBe(
      'The promise is 16 h of opening hours, from Fri 5 Jun, 15:00. It was paused for 2 h; that does not count. ' +
        'Closed, so not counted: Sat 6 Jun, Sun 7 Jun (Europe/Berlin). 5 h are used. It is due by 17:00 on Tue 9 Jun.',
    );
    await expect(desk.clocks.explain(desk.db, ticket.id, 'one_up')).rejects.toThrow('no such clock');
  });

  test('says how a paused, a broken and a kept promise stand, and that some clocks count day and night', async () => {
    const [paused, late, kept, danger] = [
      await desk.ticket(),
      await desk.ticket(),
      await desk.ticket(),
      await desk.ticket({ severity: 'S1' }),
    ];
    for (const ticket of [paused, late, kept]) await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.apply(danger, MONDAY_NINE, { clock: 'fix', verb: 'arm' });
    await desk.apply(paused, berlin('2026-06-01T10:00'), { clock: 'contact', verb: 'pause' });
    await desk.apply(kept, berlin('2026-06-01T10:30'), { clock: 'contact', verb: 'stop' });
    await desk.apply(late, berlin('2026-06-01T15:00'), { clock: 'contact', verb: 'stop' });
    await desk.at(berlin('2026-06-01T12:00'));
    const words = async (ticket: { id: string }, clock: 'contact' | 'fix' = 'contact') =>
      (await desk.clocks.explain(desk.db, ticket.id, clock)).sentence.replace(/^.*09:00\. /, '');
    expect(await words(paused)).toMatch(
      /^It was paused for 2 h; that does not count\. 1 h are used\. It is paused; if it went on now, it would be due by 15:00 today\.$/,
    );
    expect(await words(kept)).toBe('It was kept after 1 h 30 min.');
    expect(await words(late)).toBe('It was kept late, after 6 h.');
    const { sentence, days } = await desk.clocks.explain(desk.db, danger.id, 'fix');
    expect(sentence).toMatch(/^The promise is 4 h counted day and night, from Mon 1 Jun, 09:00\./);
    expect(days).toEqual([]);
  });
});

describe('the clocks of a ticket', () => {
  test('are shown once each: the one that runs, else the newest; a paused one is due when it would be if it went on', async () => {
    const ticket = await desk.ticket();
    await desk.apply(
      ticket,
      MONDAY_NINE,
      { clock: 'update', verb: 'arm' },
      { clock: 'fix', verb: 'arm' },
      { clock: 'contact', verb: 'arm' },
    );
    await desk.apply(ticket, berlin('2026-06-01T10:00'), { clock: 'update', verb: 'arm' }, { clock: 'fix', verb: 'pause' });
    await desk.apply(ticket, berlin('2026-06-01T11:00'), { clock: 'contact', verb: 'stop' }, { clock: 'chase', verb: 'arm' });
    await desk.at(berlin('2026-06-03T09:00'));
    const views = await desk.clocks.timersOf(desk.db, ticket.id);
    expect(views.map(({ clock, state }) => `${clock} ${state}`)).toEqual(['contact met', 'update running', 'fix paused', 'chase running']);
    const [contact, update, fix, chase] = views;
    expect(contact).toMatchObject({ elapsed: 'PT2H', target: 'PT4H', breachedAt: null });
    expect(update).toMatchObject({ startedAt: berlin('2026-06-01T10:00') });
    expect(fix).toMatchObject({ elapsed: 'PT1H', pausedSince: berlin('2026-06-01T10:00') });
    expect(fix?.dueAt?.toISOString()).toMatch(/^2026-06-04T14:00:00/);
    expect(chase).toMatchObject({ target: null, dueAt: berlin('2026-06-15T11:00') });
  });

  test('how far they are is the share of the target used, paused ones and alarms left out', async () => {
    const ticket = await desk.ticket();
    await desk.apply(
      ticket,
      MONDAY_NINE,
      { clock: 'contact', verb: 'arm' },
      { clock: 'fix', verb: 'arm' },
      { clock: 'chase', verb: 'arm' },
    );
    expect(await desk.clocks.progressOf(desk.db, ticket.id, berlin('2026-06-01T15:00'))).toEqual([
      { clock: 'contact', fractionUsed: 1.5, breached: true },
      { clock: 'fix', fractionUsed: 0.375, breached: false },
    ]);
  });
});
