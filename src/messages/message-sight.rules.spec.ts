import { messageVisibleTo, type MessageGrant, type MessageViewer } from './message-sight.rules';

function viewer(...grants: Partial<MessageGrant>[]): MessageViewer {
  return {
    kind: 'staff',
    staffId: 'me',
    grants: grants.map((grant) => ({ role: 'agent', scopeKind: 'org', locationIds: [], teamId: null, deskId: null, ...grant })),
  };
}

function seen(by: MessageViewer): { sql: string; params: unknown[] } {
  const params: unknown[] = ['first'];
  return { sql: messageVisibleTo(by, 'm', 't', params), params };
}

describe('who sees which message', () => {
  test('nobody sees messages of a complaint about themselves', () => {
    for (const role of ['agent', 'manager', 'auditor'] as const)
      expect(seen(viewer({ role })).sql).toContain('t.subject_staff_id IS DISTINCT FROM $2::uuid AND');
  });

  test('an agent sees the place of the grant, restricted complaints only as their owner', () => {
    const { sql, params } = seen(viewer({ scopeKind: 'location', locationIds: ['a', 'b'] }));
    expect(sql).toContain('(t.owner_id = $2::uuid OR (NOT t.restricted AND t.location_id = ANY($3::uuid[])))');
    expect(params).toEqual(['first', 'me', ['a', 'b']]);
  });

  test('a manager sees restricted ones too; of mails to staff everybody sees their own, and who sees everything sees all', () => {
    expect(seen(viewer({ role: 'manager', scopeKind: 'team', teamId: 'x' })).sql).toContain(
      '(t.owner_id = $2::uuid OR t.team_id = ANY($3::uuid[]))',
    );
    expect(seen(viewer({ role: 'manager', scopeKind: 'team', teamId: 'x' })).sql).toContain('IS NULL THEN m.staff_id = $2::uuid');
    expect(seen(viewer({ role: 'manager' })).sql).toContain('IS NULL THEN true');
    expect(seen(viewer({})).sql).toContain('IS NULL THEN m.staff_id = $2::uuid');
  });

  test('a role without tickets sees only what it owns; customers see none', () => {
    expect(seen(viewer({ role: 'follow_up' })).sql).toContain('AND (t.owner_id = $2::uuid))');
    expect(seen({ kind: 'customer', staffId: null, grants: [] }).sql).toBe('false');
    expect(seen({ kind: 'system', staffId: null, grants: [] }).sql).toBe('true');
  });
});
