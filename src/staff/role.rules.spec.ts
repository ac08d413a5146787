import { handlesTickets, needsSentence, ROLES, roleAmong, roleAtLeast, roleWords } from './role.rules';

test('each rung may do what a lower one may, and not the other way round', () => {
  const ladder = ['agent', 'senior_agent', 'lead', 'manager', 'area_manager'] as const;
  for (const [have, role] of ladder.entries())
    for (const [need, wanted] of ladder.entries()) expect(roleAtLeast([role], wanted)).toBe(have >= need);
});

test('a partner lead may do what a partner agent may, and neither counts as one of ours', () => {
  expect(roleAtLeast(['vendor_lead'], 'vendor_agent')).toBe(true);
  expect(roleAtLeast(['vendor_agent'], 'vendor_lead')).toBe(false);
  expect(roleAtLeast(['vendor_lead'], 'agent')).toBe(false);
  expect(roleAtLeast(['area_manager'], 'vendor_agent')).toBe(false);
});

test('roles beside the ladders count only as themselves: an administrator is no manager', () => {
  for (const role of ['follow_up', 'analyst', 'admin', 'privacy_officer', 'auditor', 'system', 'customer', 'pos'] as const) {
    expect(roleAtLeast([role], role)).toBe(true);
    expect(roleAtLeast(['area_manager', 'vendor_lead'], role)).toBe(false);
    expect(roleAtLeast([role], 'agent')).toBe(false);
  }
});

test('several grants add up, and no grant is nothing', () => {
  expect(roleAmong(['admin', 'lead'], ['manager', 'lead'])).toBe(true);
  expect(roleAmong([], ['agent'])).toBe(false);
});

test('those who handle tickets are agents, partners, follow-up workers and the desk itself', () => {
  expect(ROLES.filter((role) => handlesTickets([role]))).toEqual([
    'agent',
    'senior_agent',
    'lead',
    'manager',
    'area_manager',
    'follow_up',
    'vendor_agent',
    'vendor_lead',
  ]);
  expect(handlesTickets(['system'])).toBe(true);
});

test('a refusal names the least role that would do', () => {
  expect(needsSentence(['lead', 'manager'])).toBe('This needs a lead.');
  expect(needsSentence(['agent', 'vendor_agent', 'lead', 'manager', 'system'])).toBe('This needs an agent or a partner agent.');
  expect(needsSentence(['system', 'agent', 'vendor_agent', 'follow_up'])).toBe(
    'This needs an agent, a partner agent or a follow-up worker.',
  );
  expect(needsSentence(['system'])).toBe('The desk does this by itself.');
  expect(roleWords('area_manager')).toBe('an area manager');
});
