import { PERMISSIONS, type Permission, permissionsOf } from './permission.rules';
import { type Role, ROLES } from './role.rules';

/** The matrix of domain.md 10.2, written a second time: one line a permission, the roles that have it. */
const EXPECTED: Readonly<Record<Permission, string>> = {
  me: 'everybody',
  'settings.see': 'everybody',
  'complaint.log': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up',
  'ticket.see': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up privacy_officer auditor',
  'ticket.move': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up',
  'ticket.fix': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager',
  'ticket.assign': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up',
  'ticket.severity': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up',
  'ticket.hold': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up privacy_officer',
  'ticket.merge': 'agent senior_agent lead manager area_manager',
  'gesture.take': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager',
  'gesture.see': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up admin auditor',
  'gesture.manage': 'manager area_manager admin',
  'budget.left': 'agent senior_agent lead manager area_manager',
  'budget.see': 'lead manager area_manager analyst auditor',
  'budget.override': 'manager area_manager',
  'budget.set': 'manager area_manager',
  'voucher.see': 'agent senior_agent lead manager area_manager auditor',
  'voucher.redeem': 'agent senior_agent lead manager area_manager',
  'voucher.undo': 'lead manager area_manager',
  'review.see': 'manager area_manager auditor',
  'report.see': 'lead manager area_manager analyst auditor',
  'purchase.import': 'manager area_manager',
  'survey.correct': 'lead manager area_manager',
  'message.see': 'agent senior_agent lead manager area_manager follow_up auditor',
  'message.manage': 'agent senior_agent lead manager area_manager',
  'channel.pause': 'manager area_manager',
  'customer.see': 'agent senior_agent lead manager area_manager follow_up privacy_officer auditor',
  'customer.edit': 'agent senior_agent lead manager area_manager privacy_officer',
  'board.see': 'vendor_agent vendor_lead agent senior_agent lead manager area_manager follow_up analyst auditor',
  'quarantine.see': 'agent senior_agent lead manager area_manager auditor',
  'quarantine.decide': 'senior_agent lead manager area_manager',
  'settings.edit': 'area_manager admin',
  'staff.see': 'agent senior_agent lead manager area_manager follow_up admin privacy_officer auditor',
  'staff.edit': 'admin',
  'token.create': 'manager area_manager admin',
  'audit.see': 'lead manager area_manager admin privacy_officer auditor',
};

test.each(PERMISSIONS)('%s belongs to exactly the roles of the matrix', (permission) => {
  const roles = ROLES.filter((role) => permissionsOf([role]).has(permission));
  const expected = EXPECTED[permission] === 'everybody' ? [...ROLES] : EXPECTED[permission].split(' ');
  expect([...roles].sort()).toEqual([...expected].sort());
});

test('several roles of one person add up', () => {
  const both = permissionsOf(['admin', 'manager']);
  for (const role of ['admin', 'manager'] as const) for (const one of permissionsOf([role])) expect(both).toContain(one);
});

test('an administrator cannot read tickets, customers or messages', () => {
  const admin = permissionsOf(['admin']);
  for (const closed of ['ticket.see', 'customer.see', 'message.see', 'board.see'] as const) expect(admin).not.toContain(closed);
});

test('an auditor reads all and changes nothing', () => {
  const reading = [...permissionsOf(['auditor'])].every((one) => one === 'me' || one.endsWith('.see'));
  expect(reading).toBe(true);
});

test('a customer with a link and nobody at all have no permission', () => {
  expect(permissionsOf(['customer']).size).toBe(0);
  expect(permissionsOf([]).size).toBe(0);
});

test('each rung of a ladder may do all that the one below may', () => {
  const ladder: readonly Role[] = ['agent', 'senior_agent', 'lead', 'manager', 'area_manager'];
  for (const [index, role] of ladder.slice(1).entries()) {
    const below = permissionsOf(ladder.slice(index, index + 1));
    const here = permissionsOf([role]);
    expect([...below].filter((one) => !here.has(one))).toEqual([]);
  }
});
