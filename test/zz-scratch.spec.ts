import { manyTickets } from './support/builders';
import { countsQuery } from '../src/insight/board-counts.rules';
import { listQuery } from '../src/tickets/ticket-list.rules';
import { World } from './support/world';
test('measure', async () => {
  const world = await World.start();
  const manager = await world.signIn('manager');
  await manyTickets(world, 100000);
  await world.sql('VACUUM ANALYZE');
  const viewer = { kind: 'staff' as const, key: 'staff:x', staffId: manager.staffId, roles: ['manager' as const], grants: [{ role: 'manager' as const, scopeKind: 'org' as const, locationIds: [], teamId: null, deskId: null }] };
  const now = await world.now();
  const cals = await world.sql('SELECT id FROM calendar');
  const last = new Date(now.getTime() + 3 * 86400000);
  const dueSoon = { calendarIds: cals.map((c: any) => c.id), until: cals.map(() => last), last };
  const q = countsQuery(viewer, { dueSoon }, now);
  const out: string[] = [];
  for (const [t, p] of [[q.text, q.params], (() => { const l = listQuery({ dueSoon, sort: 'due', limit: 50 }, viewer, now); return [l.text, l.params]; })()] as [string, unknown[]][]) {
    await world.sql(t, p);
    out.push((await world.sql('EXPLAIN (ANALYZE, BUFFERS) ' + t, p)).map((r: any) => r['QUERY PLAN']).join('\n'));
  }
  require('node:fs').writeFileSync('/tmp/plan.txt', out.join('\n\n'));
  await world.stop();
}, 600000);
