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
    for (const path of ['tickets', 'tickets?overdue=true', 'tickets?overdue=true&sort=due', 'tickets?overdue=true&sort=due&clock=fix', 'board', 'tickets?q=matter%20number%2077', 'tickets?q=person%2012', 'tickets?owner=me', 'tickets?owner=none','health']) {
      if (path === 'health') { const all: number[] = []; for (let i = 0; i < 600; i++) all.push((await get(`${world.url}/api/v1/me`, cookie)).ms); all.sort((a,b)=>a-b); out.push(`${n} me p50 ${all[300].toFixed(2)} p99 ${all[594].toFixed(2)}`); continue; }
      const sep = path.includes('?') ? '&' : '?';
      let deep = '';
      if (!path.includes('q=') && !path.includes('owner=me')) {
        // walk to the middle by hand made cursor
        const [m] = await world.sql(`SELECT id, next_due_at::text AS due FROM ticket WHERE severity <> 'S1' AND next_due_at < desk_now() ORDER BY next_due_at LIMIT 1 OFFSET ${Math.floor(n / 4)}`);
        const keys = path.includes('sort=due') ? ['due', m.due, m.id] : ['urgency', 1, m.due, m.id];
        deep = `${sep}cursor=${Buffer.from(JSON.stringify(keys)).toString('base64url')}`;
      }
      for (const [name, url] of [['first', path], ...(deep ? [['deep', path + deep]] : [])]) {
        const all: number[] = []; let last = '';
        for (let i = 0; i < 650; i++) { const r = await get(`${world.url}/api/v1/${url}`, cookie); last = r.body; if (i >= 50) all.push(r.ms); }
        all.sort((a, b) => a - b);
        out.push(`${n} ${path} ${name}: p50 ${all[300].toFixed(2)} p99 ${all[594].toFixed(2)} items ${(JSON.parse(last).items ?? JSON.parse(last).late ?? []).length} bytes ${last.length}`);
      }
    }
  }
  require('node:fs').writeFileSync('/tmp/bench.txt', out.join('\n'));
  await world.stop();
}, 600000);
