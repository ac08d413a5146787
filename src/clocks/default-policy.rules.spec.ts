import type { ClockName, Severity } from './clock.rules';
import { CLOCKS, HOUR_MS, isAlarmClock, isLive, isPromiseClock, MINUTE_MS, SEVERITIES, TICKET_CLOCKS } from './clock.rules';
import type { PolicyChannel } from './default-policy.rules';
import { DEFAULT_POINTS, DEFAULT_TARGETS, fulfilTarget, policyProblems, rearmContactSeverity, targetFor } from './default-policy.rules';

/** Minutes and kind (B open time, E real time) for S1 to S4, as domain.md 4.2 prints them. */
function row(clock: ClockName, channel: PolicyChannel | null): string {
  return SEVERITIES.map((severity: Severity) => {
    const found = targetFor(DEFAULT_TARGETS, clock, severity, channel);
    return found ? `${found.targetMs / MINUTE_MS}${found.kind === 'business' ? 'B' : 'E'}` : '-';
  }).join(' ');
}

test('the desk starts with the targets of the design', () => {
  expect(row('contact', 'email')).toBe('30E 60B 240B 480B');
  expect(row('contact', 'live_chat')).toBe('2E 2E 2E 2E');
  expect(row('contact', 'public_post')).toBe('30E 60E 60E 60E');
  expect(row('update', null)).toBe('240E 480B 960B 1440B');
  expect(row('fix', 'phone')).toBe('240E 480B 960B 2400B');
  expect(row('one_up', 'phone')).toBe('480B 240B 480B 480B');
  expect(row('one_up', 'on_the_spot')).toBe('480B 30E 30E 30E');
  expect(row('follow_up', null)).toBe('1440E 2880E 2880E 4320E');
  expect(row('approval', null)).toBe('15E 30B 60B 60B');
});

test('a clock without a row does not exist: there is no legal deadline until somebody sets one', () => {
  expect(row('statutory', null)).toBe('- - - -');
});

test('the row of a channel beats the row for every channel', () => {
  expect(targetFor(DEFAULT_TARGETS, 'contact', 'S3', 'live_chat')?.targetMs).toBe(2 * MINUTE_MS);
  expect(targetFor(DEFAULT_TARGETS, 'contact', 'S3', 'chat')?.targetMs).toBe(4 * HOUR_MS);
  expect(targetFor([], 'contact', 'S3', null)).toBeNull();
});

test('after a failed fix the customer hears from us as in a serious case or sooner', () => {
  expect(SEVERITIES.map(rearmContactSeverity)).toEqual(['S1', 'S2', 'S2', 'S2']);
});

test('a code is sent within the hour, everything else within two working days', () => {
  expect(fulfilTarget('code')).toEqual({ targetMs: HOUR_MS, kind: 'elapsed' });
  expect(fulfilTarget('credit').kind).toBe('elapsed');
  for (const way of ['handover', 'task', 'post', 'courier', 'booking'] as const)
    expect(fulfilTarget(way)).toEqual({ targetMs: 16 * HOUR_MS, kind: 'business' });
});

test('the starting policy may be published, and each mistake in a policy is named', () => {
  expect(policyProblems(DEFAULT_TARGETS, DEFAULT_POINTS)).toEqual([]);
  const fix = { clock: 'fix', severity: 'S3', channel: null, targetMs: HOUR_MS, kind: 'business' } as const;
  expect(policyProblems([fix, fix], DEFAULT_POINTS)).toEqual(['There are two targets for fix S3 any.']);
  const points = [...DEFAULT_POINTS, { percent: 1, to: 'owner' }, { percent: 1000, to: 'lead' }] as const;
  expect(policyProblems([fix], points)).toEqual([]);
  expect(
    policyProblems(
      [
        { ...fix, targetMs: 0 },
        { ...fix, severity: 'S4' },
      ],
      DEFAULT_POINTS,
    ),
  ).toHaveLength(1);
  expect(policyProblems([{ ...fix, targetMs: 0 }], DEFAULT_POINTS)).toEqual(['Every target must be longer than nothing.']);
  expect(policyProblems([fix], [...DEFAULT_POINTS, { percent: 90, to: 'owner' }])).toHaveLength(1);
  expect(
    policyProblems(
      [fix],
      [
        { percent: 100, to: 'owner' },
        { percent: 0, to: 'owner' },
      ],
    ),
  ).toHaveLength(1);
  expect(policyProblems([fix], [{ percent: 75, to: 'owner' }])).toHaveLength(1);
});

test('promises, alarms and the clocks of gestures are told apart', () => {
  expect(CLOCKS.filter(isPromiseClock)).toEqual(['contact', 'update', 'fix', 'one_up', 'follow_up', 'fulfil', 'promise']);
  expect(CLOCKS.filter(isAlarmClock)).toHaveLength(7);
  expect(CLOCKS.filter((clock) => !TICKET_CLOCKS.includes(clock))).toEqual(['fulfil', 'approval', 'offer_expiry', 'voucher_expiry']);
  expect(isLive('paused') && isLive('running')).toBe(true);
  expect(isLive('fired')).toBe(false);
});
