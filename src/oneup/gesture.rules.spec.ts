import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { gestureFacts, gestureType, oneUpFacts } from '../../test/support/one-up-facts';
import { actor, daysAgo, NOW } from '../../test/support/ticket-facts';
import type { Role } from '../staff/role.rules';
import { ROLES } from '../staff/role.rules';
import type { OneUpFacts } from './gesture-facts.rules';
import type { GestureFacts, GestureInput } from './gesture-asked.rules';
import type { GestureEvent, GestureState } from './gesture-table.rules';
import { GESTURE_STATES, GESTURE_TRANSITIONS } from './gesture-table.rules';
import { extensionProblem, gestureTransitionFor, moveGesture, oneUpOf } from './gesture.rules';

const drawn: unknown = JSON.parse(readFileSync(join(__dirname, '../../test/support/vectors/gesture_machine.json'), 'utf8'));

interface Ready {
  gesture?: Partial<GestureFacts>;
  facts?: Partial<OneUpFacts>;
  input?: GestureInput;
  role?: Role;
}

const dear = gestureType({ costMinor: 5000 });

/** For each move what makes it go through, where the ordinary gift and ticket do not. */
const READY: Readonly<Record<string, Ready>> = {
  G01: { role: 'system' },
  G02: { gesture: { type: dear, costMinor: 5000 }, facts: { severity: 'S2' } },
  G04: { gesture: { requestedBy: 'tom' }, role: 'lead' },
  G05: { input: { reason: 'Too much' }, role: 'lead' },
  G06: { input: { approvalUsed: 2 }, role: 'system' },
  G08: { gesture: { expiresAt: daysAgo(-1) }, role: 'customer' },
  G09: { role: 'customer' },
  G10: { gesture: { expiresAt: NOW }, role: 'system' },
  G11: { input: { proof: 'Handed to Ann' } },
  G12: { input: { reason: 'Lost by the post' } },
  G14: { input: { substituteFaceMinor: 1500 }, role: 'lead' },
  G15: { input: { reason: 'A mistake', customerTold: true }, role: 'lead' },
  G16: { input: { reason: 'Gone', customerTold: true, substituteFaceMinor: 1500 }, role: 'manager' },
  G17: { gesture: { voucher: true }, role: 'pos' },
  G18: { gesture: { voucher: true, voucherEndsAt: NOW }, role: 'system' },
  G20: { input: { ticketEvent: 'fix_failed' }, role: 'system' },
};

function tryMove(id: string, over: Ready = {}, from?: GestureState | null) {
  const row = GESTURE_TRANSITIONS.find((one) => one.id === id);
  if (!row) throw new Error(`No ${id}`);
  const ready = READY[id] ?? {};
  const state = from === undefined ? (row.from[0] ?? null) : from;
  const gesture = gestureFacts({ ...ready.gesture, ...over.gesture, state });
  const facts = oneUpFacts({ actor: actor(over.role ?? ready.role ?? 'agent'), ...ready.facts, ...over.facts });
  return moveGesture(gesture, row.event, facts, { ...ready.input, ...over.input }, NOW);
}

test('the moves of a gift are the drawn machine, word for word', () => {
  expect(GESTURE_TRANSITIONS).toEqual(drawn);
});

test('every state can be reached, and what was set aside ends in release or commit', () => {
  for (const state of GESTURE_STATES) expect(GESTURE_TRANSITIONS.some((row) => row.to === state)).toBe(true);
  const reserved: GestureState[] = ['approved', 'offered', 'accepted', 'fulfil_failed'];
  for (const row of GESTURE_TRANSITIONS) {
    const before = row.from.some((state) => state !== null && reserved.includes(state));
    const after = reserved.includes(row.to);
    if (before && !after) expect(['release', 'commit']).toContain(row.budget);
    if (!before && after) expect(row.budget).toBe('reserve');
  }
});

describe('every move of the table', () => {
  test.each(GESTURE_TRANSITIONS.map((row) => [row.id, row.event, row.to] as const))('%s %s leads to %s when its guards hold', (id) => {
    const row = GESTURE_TRANSITIONS.find((one) => one.id === id);
    for (const from of row?.from ?? []) expect(tryMove(id, {}, from)).toMatchObject({ ok: true, transition: { id } });
  });

  test.each(GESTURE_TRANSITIONS.map((row) => [row.id, row.who] as const))('%s is refused to those who have no part in it', (id, who) => {
    for (const role of [...ROLES, 'system', 'customer', 'pos'] as const) {
      const ladder = role === 'senior_agent' || role === 'lead' || role === 'manager' || role === 'area_manager';
      const may =
        who.includes(role) ||
        (ladder && who.includes('agent')) ||
        (role === 'manager' && who.includes('lead')) ||
        (role === 'area_manager' && (who.includes('lead') || who.includes('manager'))) ||
        (role === 'vendor_lead' && who.includes('vendor_agent'));
      const verdict = tryMove(id, { role });
      if (!may) expect(verdict).toMatchObject({ ok: false, guard: 'who' });
      else expect(verdict.ok || verdict.guard !== 'who').toBe(true);
    }
  });

  test('every pair of state and event outside the table is refused, and every refusal is one plain sentence (law)', () => {
    const anyState = fc.constantFrom<GestureState | null>(null, ...GESTURE_STATES);
    const anyEvent = fc.constantFrom<GestureEvent>(...GESTURE_TRANSITIONS.map((row) => row.event));
    const anyRole = fc.constantFrom<Role>(...ROLES, 'system', 'customer', 'pos');
    fc.assert(
      fc.property(anyState, anyEvent, anyRole, fc.boolean(), fc.integer({ min: 0, max: 60_000 }), (state, event, role, fixed, cost) => {
        const gesture = gestureFacts({ state, costMinor: cost, type: gestureType({ costMinor: cost, requiresNote: fixed }), retries: 3 });
        const facts = oneUpFacts({ actor: actor(role), fixDelivered: fixed, holds: fixed ? [{ kind: 'safety' }] : [] });
        const verdict = moveGesture(gesture, event, facts, {}, NOW);
        if (gestureTransitionFor(event, state) === null) expect(verdict).toMatchObject({ ok: false, guard: 'state' });
        if (!verdict.ok) expect(verdict.why).toMatch(/^[A-Z].{3,}\.$/);
      }),
    );
  });
});

describe('beside the table', () => {
  test('the words that go with a card are written when it is taken', () => {
    const type = gestureType({ requiresNote: true });
    expect(tryMove('G03', { gesture: { type } })).toMatchObject({ ok: false, guard: 'note' });
    expect(tryMove('G03', { gesture: { type }, input: { note: 'Dear Ann' } }).ok).toBe(true);
  });

  test('a type may ask for a role of its own, for the taking and for the approval', () => {
    const type = gestureType({ authorityRoleMin: 'manager' });
    expect(tryMove('G03', { gesture: { type } })).toMatchObject({ guard: 'role', why: 'This needs a manager.' });
    expect(tryMove('G04', { gesture: { type } })).toMatchObject({ guard: 'role' });
    expect(tryMove('G04', { gesture: { type }, role: 'manager' }).ok).toBe(true);
  });

  test('edge 108: a business buyer gets attention from anyone and all else from a lead', () => {
    expect(tryMove('G03', { facts: { businessCustomer: true } })).toMatchObject({ guard: 'role', why: 'This needs a lead.' });
    expect(tryMove('G03', { facts: { businessCustomer: true }, role: 'lead' }).ok).toBe(true);
    const donation = gestureType({ class: 'attention', kind: 'donation' });
    expect(tryMove('G03', { facts: { businessCustomer: true }, gesture: { type: donation } }).ok).toBe(true);
  });

  test('a type that is not in use cannot be taken', () => {
    expect(tryMove('G03', { gesture: { type: gestureType({ status: 'paused' }) } })).toMatchObject({ guard: 'type' });
  });

  test('edge 88: a type paused or retired after the offer is honoured', () => {
    for (const status of ['paused', 'retired'] as const) {
      expect(tryMove('G08', { gesture: { type: gestureType({ status }) } }).ok).toBe(true);
      expect(tryMove('G11', { gesture: { type: gestureType({ status }) } }).ok).toBe(true);
    }
  });

  test('the hard rules are judged again at the offer, because facts change', () => {
    expect(tryMove('G07', { facts: { lossMinor: 2000 } })).toMatchObject({ guard: 'R2' });
    expect(tryMove('G07', { facts: { cycle: 2 } })).toMatchObject({ guard: 'R9' });
    expect(tryMove('G03', { facts: { severity: 'S4' }, gesture: { type: gestureType({ costMinor: 1100 }) } })).toMatchObject({
      guard: 'R6',
    });
    expect(tryMove('G03', { facts: { cycle: 2 } }).ok).toBe(true);
  });

  test('edge 98: an offer made before the hold stands, the desk does nothing by itself, and a manager hands it over', () => {
    const holds = [{ kind: 'safety' as const }];
    expect(tryMove('G08', { facts: { holds } }).ok).toBe(true);
    expect(tryMove('G08', { facts: { holds }, role: 'system' })).toMatchObject({ guard: 'hold' });
    expect(tryMove('G11', { facts: { holds } })).toMatchObject({ guard: 'hold' });
    expect(tryMove('G11', { facts: { holds }, role: 'manager' }).ok).toBe(true);
    expect(tryMove('G07', { facts: { holds }, role: 'manager' })).toMatchObject({ guard: 'no_gesture_hold' });
  });

  test('after three tries something else is given', () => {
    expect(tryMove('G13', { gesture: { retries: 2 } }).ok).toBe(true);
    expect(tryMove('G13', { gesture: { retries: 3 } })).toMatchObject({ guard: 'retries' });
  });

  test('edges 35 and 36: when the ticket opens again an approved gift is released and an accepted one stays', () => {
    expect(tryMove('G20', {}, 'approved')).toMatchObject({ ok: true, transition: { to: 'revoked', budget: 'release' } });
    for (const state of ['offered', 'accepted', 'fulfilled'] as const) expect(tryMove('G20', {}, state)).toMatchObject({ guard: 'state' });
  });
});

describe('what the ticket says about its one-up', () => {
  const one = (state: GestureState, offered = false) => ({ state, offeredAt: offered ? NOW : null });

  test('nothing, or only suggested, set aside or taken back before the offer, is none', () => {
    for (const state of ['suggested', 'pending_approval', 'dismissed', 'rejected', 'lapsed', 'revoked', 'substituted'] as const)
      expect(oneUpOf([one(state)], false)).toBe('none');
    expect(oneUpOf([], false)).toBe('none');
  });

  test('promised and not settled is open, and outweighs everything else', () => {
    for (const state of ['approved', 'offered', 'accepted', 'fulfil_failed'] as const)
      expect(oneUpOf([one('declined', true), one(state)], true)).toBe('open');
  });

  test('given, declined, run out, taken back after the offer, waived or not eligible is settled', () => {
    for (const state of ['fulfilled', 'redeemed', 'unredeemed', 'declined', 'expired'] as const)
      expect(oneUpOf([one(state, true)], false)).toBe('settled');
    expect(oneUpOf([one('revoked', true)], false)).toBe('settled');
    expect(oneUpOf([one('suggested')], true)).toBe('settled');
  });
});

test('a refusal by state says how the gift stands', () => {
  expect(tryMove('G11', {}, 'declined')).toMatchObject({ why: 'Handing it over is not possible now: the gift is declined.' });
  expect(tryMove('G11', {}, null)).toMatchObject({ why: 'Handing it over is not possible now: there is no gift yet.' });
});

test('edge 100: an offer that ran out is extended once, by seven days at most', () => {
  const offer = { expiresAt: daysAgo(0.04), extendedBefore: false };
  expect(extensionProblem(offer, daysAgo(-6.9), NOW)).toBeNull();
  expect(extensionProblem(offer, daysAgo(0.04 - 7), NOW)).toBeNull();
  expect(extensionProblem(offer, daysAgo(-7), NOW)).toContain('seven days at most');
  expect(extensionProblem({ ...offer, extendedBefore: true }, daysAgo(-1), NOW)).toContain('once already');
  expect(extensionProblem(offer, NOW, NOW)).toContain('must lie ahead');
});
