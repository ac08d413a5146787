import pg from 'pg';
import { cloneTemplate } from './support/world';
import { aPlace, manyTickets } from './support/builders';
import { listQuery } from '../src/tickets/ticket-list.rules';

const N = Number(process.env['N'] ?? '10000');
test('measure', async () => {
  const url = await cloneTemplate();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = { sql: async (t: string, p: unknown[] = []) => (await client.query(t, p)).rows as never[] };
  await aPlace(tables, 'main');
  await manyTickets(tables, N);
  await client.query('ANALYZE');
  const viewer = { kind: 'staff' as const, key: 'staff:x', staffId: '0190c0de-0000-7000-8000-000000000001', grants: [{ role: 'manager' as const, scopeKind: 'org' as const, locationIds: [], teamId: null, deskId: null }] };
  const now = new Date();
  for (const wish of [{ sort: 'urgency' as const, limit: 50 }, { sort: 'urgency' as const, overdue: true, limit: 50 }, { sort: 'due' as const, overdue: true, limit: 50 }, { sort: 'newest' as const, limit: 50 }]) {
    for (const deep of [0, Math.floor(N / 2)]) {
      let place: unknown[] | undefined;
      if (deep) {
        const q = listQuery({ ...wish, limit: deep }, viewer, now);
        const rows = (await client.query(q.text, q.params)).rows;
        const last = rows.at(-2);
        place = wish.sort === 'urgency' ? [last.severity === 'S1' ? 0 : last.state === 'closed' ? 2 : 1, last.placeDue, last.id] : wish.sort === 'due' ? [last.placeDue, last.id] : [last.id];
      }
      const q = listQuery({ ...wish, place }, viewer, now);
      const plan = (await client.query('EXPLAIN (ANALYZE, BUFFERS) ' + q.text, q.params)).rows.map((r) => r['QUERY PLAN']).join('\n');
      console.log(JSON.stringify(wish), 'deep', deep, '\n', plan);
    }
  }
  await client.end();
}, 120000);
