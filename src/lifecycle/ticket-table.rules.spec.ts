import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TICKET_CLOCKS } from '../clocks/clock.rules';
import { FINAL_STATES, TICKET_STATES } from './ticket-facts.rules';
import { clockVerbs, eventPath, REQUESTS, transitionFor } from './ticket-steps.rules';
import type { TicketEvent } from './ticket-table.rules';
import { TRANSITIONS } from './ticket-table.rules';

interface Machine {
  states: string[];
  terminal: string[];
  transitions: object[];
}

const drawn = JSON.parse(readFileSync(join(__dirname, '../../test/support/vectors/ticket_machine.json'), 'utf8')) as Machine;

function verbsOf(event: TicketEvent): Record<string, string> {
  const row = TRANSITIONS.find((one) => one.event === event);
  return Object.fromEntries((row ? clockVerbs(row) : []).map(({ clock, verb }) => [clock, verb]));
}

test('the moves of a ticket are the drawn machine, word for word', () => {
  expect(TRANSITIONS).toEqual(drawn.transitions);
  expect(TICKET_STATES).toEqual(drawn.states);
  expect(FINAL_STATES).toEqual(drawn.terminal);
});

test('no state is a dead end, and every state can be reached', () => {
  for (const state of TICKET_STATES) {
    expect(TRANSITIONS.some((row) => row.from.includes(state))).toBe(true);
    expect(TRANSITIONS.some((row) => row.to === state)).toBe(true);
  }
});

test('after a move into a final state no clock of the ticket can be left running but the window to reopen', () => {
  for (const row of TRANSITIONS.filter((one) => FINAL_STATES.includes(one.to))) {
    const ended = clockVerbs(row).filter(({ verb }) => verb === 'clear' || verb === 'stop');
    expect([...new Set(ended.map(({ clock }) => clock))].sort()).toEqual(TICKET_CLOCKS.filter((clock) => clock !== 'reopen_window').sort());
    expect(clockVerbs(row).filter(({ clock, verb }) => verb === 'arm' && clock !== 'reopen_window')).toEqual([]);
  }
});

test('a move names each clock once', () => {
  for (const row of TRANSITIONS) {
    const clocks = clockVerbs(row).map(({ clock }) => clock);
    expect(new Set(clocks).size).toBe(clocks.length);
  }
});

test('edge 39: withdrawing leaves the clocks of a gesture alone, so that an offer stays until it expires', () => {
  const touched = Object.keys(verbsOf('withdraw'));
  for (const clock of ['fulfil', 'approval', 'offer_expiry', 'voucher_expiry']) expect(touched).not.toContain(clock);
  expect(verbsOf('withdraw')).toMatchObject({ fix: 'clear', promise: 'clear', snooze: 'clear', reopen_window: 'arm' });
});

test('edge 29: a ticket logged as fixed has no running contact or fix clock', () => {
  expect(verbsOf('log_fixed_on_spot')).toEqual({ contact: 'met', fix: 'met', one_up: 'arm', statutory: 'met' });
});

test('whatever ends the news clock ends the promise in its place', () => {
  expect(verbsOf('ask_customer')).toEqual({ contact: 'stop', fix: 'pause', update: 'clear', chase: 'arm', promise: 'clear' });
  expect(verbsOf('one_up_settled')).toEqual({ one_up: 'stop', follow_up: 'arm' });
});

test('every event people ask for has a path', () => {
  expect(REQUESTS.map(eventPath)).toEqual([
    'first-contact',
    'ask-customer',
    'customer-answered',
    'resume-without-answer',
    'lapse',
    'fix-delivered',
    'fix-failed',
    'bad-answer',
    'close',
    'reopen',
    'withdraw',
    'merge',
    'unmerge',
    'void',
    'unvoid',
  ]);
});

test('delivering a fix on a new ticket is the fix at first contact', () => {
  expect(transitionFor('fix_delivered', 'new')?.id).toBe('T10');
  expect(transitionFor('fix_delivered', 'open')?.id).toBe('T09');
  expect(transitionFor('fix_delivered', 'closed')).toBeNull();
});
