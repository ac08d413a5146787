import { Agent, request } from 'node:http';
import { manyTickets } from './support/builders';
import { randomBytes } from 'node:crypto';
import { hashToken } from '../src/platform/tokens';
import { World } from './support/world';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
function get(url: string, cookie: string): Promise<{ ms: number; body: string }> {
  return new Promise((resolve, reject) => {
    const t = performance.now();
    request(url, { agent, headers: { cookie } }, (res) => {
      let body = '';
      res.on('data', (d) => (body += d));
      res.on('end', () => resolve({ ms: performance.now() - t, body }));
    }).on('error', reject).end();
  });
}
test('measure', async () => {
  const world = await World.start();
  const manager = await world.signIn('manager');
  const token = randomBytes(32).toString('base64url');
  await world.sql(`INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '7 days')`, [hashToken(token), manager.staffId]);
  const cookie = `sid=${token}`;
  const out: string[] = [];
  let have = 0;
  for (const n of [10000, 100000]) {
    await manyTickets(world, n - have); have = n;
    await world.sql('VACUUM ANALYZE');
    const [m] = await world.sql(`SELECT id, next_due_at::text AS due FROM ticket WHERE severity <> 'S1' AND next_due_at < desk_now() ORDER BY next_due_at LIMIT 1 OFFSET ${Math.floor(n / 4)}`);
    const cur = (keys: unknown[]) => Buffer.from(JSON.stringify(keys)).toString('base64url');
    const u = cur(['urgency', 1, m.due, m.id]); const d = cur(['due', m.due, m.id]);
    const urls = ['me', 'tickets?overdue=true&sort=due', `tickets?overdue=true&sort=due&cursor=${d}`, 'tickets?overdue=true', `tickets?overdue=true&cursor=${u}`, 'tickets', `tickets?cursor=${u}`, 'board', `board?cursor=${u}`];
    const all = urls.map(() => [] as number[]);
    for (let i = 0; i < 500; i++) for (let k = 0; k < urls.length; k++) { const r = await get(`${world.url}/api/v1/${urls[k]}`, cookie); if (i >= 50) all[k]!.push(r.ms); }
    urls.forEach((url, k) => { const a = all[k]!.sort((x, y) => x - y); out.push(`${n} ${url.replace(/cursor=.*/, 'DEEP')}: p50 ${a[225]!.toFixed(2)} p99 ${a[445]!.toFixed(2)}`); });
  }
  require('node:fs').writeFileSync('/tmp/bench.txt', out.join('\n'));
  await world.stop();
}, 600000);
