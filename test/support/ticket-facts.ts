import type { Actor, Role } from '../../src/staff/role.rules';
import type { FixBody } from '../../src/lifecycle/fix.rules';
import type { MergeTarget, TicketFacts } from '../../src/lifecycle/ticket-facts.rules';

/** Plain facts for the specs of the ticket rules. */

export const NOW = new Date('2026-06-10T10:00:00Z');

export function daysAgo(days: number): Date {
  return new Date(NOW.getTime() - days * 86_400_000);
}

export function actor(...roles: Role[]): Actor {
  return { staffId: roles.includes('system') || roles.includes('customer') ? null : 'mia', roles };
}

export function ticketFacts(over: Partial<TicketFacts> = {}): TicketFacts {
  return {
    id: 'ticket-1',
    state: 'open',
    severity: 'S3',
    cycle: 1,
    oneUp: 'none',
    gestureStands: false,
    ownerId: 'mia',
    customerId: 'customer-1',
    subjectStaffId: null,
    loggedById: 'mia',
    loggedAt: daysAgo(0),
    closedAt: null,
    mergedAt: null,
    voidedAt: null,
    closeReason: null,
    holds: [],
    fixDelivered: false,
    redressUnpaid: false,
    causeRecorded: true,
    unknownCauseUsed: false,
    followUp: 'none',
    lastAnswer: null,
    surveyWindowOver: false,
    chasesSent: 0,
    waitingOpenDays: 0,
    pauseCapReached: false,
    ...over,
  };
}

export function fixBody(over: Partial<FixBody> = {}): FixBody {
  return {
    kind: 'repair',
    summary: 'The hinge was worn. We put in a new one and tried it.',
    decision: 'upheld',
    fault: 'ours',
    cause: 'product',
    apology: { given: true },
    ...over,
  };
}

export function mergeTarget(over: Partial<MergeTarget> = {}): MergeTarget {
  return { id: 'ticket-2', label: 'R-1002', state: 'open', customerId: 'customer-1', oneUp: 'none', loops: false, ...over };
}
