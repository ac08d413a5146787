import type { Role } from './role.rules';

/** Who may do what at all (domain.md 10.2). Where a right also hangs on the ticket, the amount or the place, its guard says the rest. */

export const PERMISSIONS = [
  'complaint.log',
  'ticket.see',
  'ticket.move',
  'ticket.fix',
  'ticket.assign',
  'ticket.severity',
  'ticket.hold',
  'ticket.merge',
  'gesture.take',
  'gesture.see',
  'gesture.manage',
  'budget.left',
  'budget.see',
  'budget.override',
  'budget.set',
  'voucher.see',
  'voucher.redeem',
  'voucher.undo',
  'review.see',
  'report.see',
  'survey.correct',
  'message.see',
  'message.manage',
  'channel.pause',
  'customer.see',
  'customer.edit',
  'purchase.import',
  'board.see',
  'quarantine.see',
  'quarantine.decide',
  'settings.see',
  'settings.edit',
  'staff.see',
  'staff.edit',
  'token.create',
  'audit.see',
  'me',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

// Everybody needs the names of places, touch points and causes to read or write anything.
const EVERYBODY: readonly Permission[] = ['me', 'settings.see'];

const VENDOR_AGENT: readonly Permission[] = [
  ...EVERYBODY,
  'complaint.log',
  'ticket.see',
  'ticket.move',
  'ticket.fix',
  'ticket.assign',
  'ticket.severity',
  'ticket.hold',
  'gesture.take',
  'gesture.see',
  'board.see',
];

// Contact data, outgoing messages and the quarantine stay inside the house (R29).
const AGENT: readonly Permission[] = [
  ...VENDOR_AGENT,
  'ticket.merge',
  'budget.left',
  'voucher.see',
  'voucher.redeem',
  'message.see',
  'message.manage',
  'customer.see',
  'customer.edit',
  'quarantine.see',
  'staff.see',
];

const SENIOR_AGENT: readonly Permission[] = [...AGENT, 'quarantine.decide'];
const LEAD: readonly Permission[] = [...SENIOR_AGENT, 'audit.see', 'budget.see', 'voucher.undo', 'report.see', 'survey.correct'];
// Setting a budget also asks where: a manager sets one only as manager of the whole organisation, where nobody stands above.
const MANAGER: readonly Permission[] = [
  ...LEAD,
  'channel.pause',
  'gesture.manage',
  'token.create',
  'budget.override',
  'budget.set',
  'review.see',
  'purchase.import',
];
const AREA_MANAGER: readonly Permission[] = [...MANAGER, 'settings.edit'];

const MATRIX: Readonly<Record<Role, readonly Permission[]>> = {
  vendor_agent: VENDOR_AGENT,
  vendor_lead: VENDOR_AGENT,
  agent: AGENT,
  senior_agent: SENIOR_AGENT,
  lead: LEAD,
  manager: MANAGER,
  area_manager: AREA_MANAGER,
  // Reaches customers after the fix: logs, reopens, holds; neither fixes nor gives.
  follow_up: [
    ...EVERYBODY,
    'complaint.log',
    'ticket.see',
    'ticket.move',
    'ticket.assign',
    'ticket.severity',
    'ticket.hold',
    'gesture.see',
    'message.see',
    'customer.see',
    'board.see',
    'staff.see',
  ],
  // Tickets are shown to analysts only without people in them, which no view does yet: numbers only.
  analyst: [...EVERYBODY, 'board.see', 'budget.see', 'report.see'],
  // Configuration, no ticket content.
  admin: [...EVERYBODY, 'settings.edit', 'gesture.see', 'gesture.manage', 'staff.see', 'staff.edit', 'token.create', 'audit.see'],
  privacy_officer: [...EVERYBODY, 'ticket.see', 'ticket.hold', 'customer.see', 'customer.edit', 'staff.see', 'audit.see'],
  // Reads all, changes nothing.
  auditor: [
    ...EVERYBODY,
    'ticket.see',
    'gesture.see',
    'message.see',
    'customer.see',
    'board.see',
    'quarantine.see',
    'staff.see',
    'audit.see',
    'budget.see',
    'voucher.see',
    'review.see',
    'report.see',
  ],
  system: PERMISSIONS,
  customer: [],
  pos: ['me', 'voucher.redeem'],
};

/** The union of what the roles may do. */
export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => MATRIX[role]));
}
