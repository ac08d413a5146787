import type { Role } from '../src/staff/role.rules';
import { type ViewerGrant, visibleTo } from '../src/tickets/visibility.rules';
import { aCustomer, aPartnerDesk, aPlace, aTeam, aTicket, touch } from './support/builders';
import type { Client } from './support/client';
import { LiveTab } from './support/live';
import { World } from './support/world';

let world: World;

beforeAll(async () => {
  world = await World.start();
  await aPlace(world, 'north');
  await aPlace(world, 'south');
});
afterAll(() => world.stop());

describe('the rule of sight, for every role in every scope', () => {
  const PLACE = { north: '', south: '' };
  const ME = '0190c0de-0000-7000-8000-0000000000aa';
  let team: string;
  let desk: string;

  interface Facts {
    id: string;
    north: boolean;
    team: boolean;
    desk: boolean;
    restricted: boolean;
    mine: boolean;
    about: boolean;
  }
  const facts: Facts[] = [];

  beforeAll(async () => {
    for (const row of await world.sql<{ id: string; key: string }>(`SELECT id, key FROM location WHERE key IN ('north', 'south')`)) {
      PLACE[row.key as 'north' | 'south'] = row.id;
    }
    team = await aTeam(world, 'northern-team', 'north');
    desk = await aPartnerDesk(world, 'partner');
    await world.sql(`INSERT INTO staff (id, email, name, created_at) VALUES ($1, 'me@staff.test', 'Me', desk_now())`, [ME]);
    for (let bits = 0; bits < 64; bits++) {
      const has = (bit: number): boolean => (bits & (1 << bit)) !== 0;
      const one = { north: has(0), team: has(1), desk: has(2), restricted: has(3), mine: has(4), about: has(5) };
      const columns = { team_id: one.team ? team : null, desk_id: one.desk ? desk : null, restricted: one.restricted };
      const people = { owner_id: one.mine ? ME : null, subject_staff_id: one.about ? ME : null };
      const { id } = await aTicket(world, { location: one.north ? 'north' : 'south', ...columns, ...people });
      facts.push({ id, ...one });
    }
  });

  type Scope = 'org' | 'location' | 'team' | 'desk';
  const inScope: Record<Scope, (one: Facts) => boolean> = {
    org: () => true,
    location: (one) => one.north,
    team: (one) => one.team,
    desk: (one) => one.desk,
  };

  /** domain.md 10.2 and 10.3 in plain words. */
  function maySee(role: Role, scope: Scope, one: Facts): boolean {
    if (one.about || role === 'admin' || role === 'analyst') return false;
    if (one.mine) return true;
    if (role === 'follow_up') return false;
    if (role.startsWith('vendor') && scope !== 'desk') return false;
    const hidden = one.restricted && !['manager', 'area_manager', 'privacy_officer', 'auditor'].includes(role);
    return inScope[scope](one) && !hidden;
  }

  const roles: Role[] = ['agent', 'senior_agent', 'lead', 'manager', 'area_manager', 'follow_up', 'vendor_agent', 'vendor_lead'];
  const table = [...roles, 'analyst' as const, 'admin' as const, 'privacy_officer' as const, 'auditor' as const].flatMap((role) =>
    (['org', 'location', 'team', 'desk'] as const).map((scope) => [role, scope] as const),
  );

  test.each(table)('%s, scope %s', async (role, scope) => {
    const grant: ViewerGrant = {
      role,
      scopeKind: scope,
      locationIds: scope === 'location' ? [PLACE.north] : [],
      teamId: scope === 'team' ? team : null,
      deskId: scope === 'desk' ? desk : null,
    };
    const params: unknown[] = [facts.map((one) => one.id)];
    const condition = visibleTo({ kind: 'staff', key: `staff:${ME}`, staffId: ME, grants: [grant] }, 't', params);
    const rows = await world.sql<{ id: string }>(`SELECT t.id FROM ticket t WHERE t.id = ANY($1::uuid[]) AND ${condition}`, params);
    const expected = facts.filter((one) => maySee(role, scope, one)).map((one) => one.id);
    expect(rows.map((row) => row.id).sort()).toEqual(expected.sort());
  });
});

describe('edge 81: a complaint about a colleague', () => {
  const TITLE = 'Rude zebra at the counter';
  let bob: Client;
  let manager: Client;
  let customer: string;
  let ticket: { id: string; number: number };
  let countsBefore: unknown;

  beforeAll(async () => {
    bob = await world.signIn('area_manager', { name: 'Bob Subject' });
    await world.grant(bob.staffId, 'admin');
    await world.grant(bob.staffId, 'auditor');
    manager = await world.signIn('manager');
    customer = await aCustomer(world, { name: 'Zoe Quartz', email: 'zoe@quartz.test' });
    countsBefore = (await bob.get('board')).body.counts;
    ticket = await aTicket(world, {
      ...{ title: TITLE, customer_id: customer, severity: 'S1', restricted: true, subject_staff_id: bob.staffId, unreachable: true },
      ...{ owner_id: manager.staffId, next_due_at: new Date((await world.now()).getTime() - 60_000), next_clock: 'fix' },
    });
    await world.sql(
      `INSERT INTO ticket_event (ticket_id, seq, kind, to_state, actor_kind, data, at) VALUES ($1, 1, 'log_live', 'open', 'system', '{}', desk_now())`,
      [ticket.id],
    );
    await world.sql(
      `INSERT INTO contact (id, ticket_id, customer_id, kind, channel, direction, human, text, at, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'complaint', 'phone', 'in', true, $3, desk_now(), desk_now())`,
      [ticket.id, customer, TITLE],
    );
    await world.sql(
      `INSERT INTO message (id, effect_key, ticket_id, customer_id, cycle, kind, class, channel, order_key, state, vars, not_before, created_at)
       VALUES (gen_random_uuid(), 'zebra', $1, $2, 1, 'receipt', 'service', 'email', 'zebra', 'held', jsonb_build_object('title', $3::text), desk_now(), desk_now())`,
      [ticket.id, customer, TITLE],
    );
    await world.sql(
      `INSERT INTO ticket_file (id, ticket_id, name, media_type, bytes, state, created_at) VALUES (gen_random_uuid(), $1, $2, 'image/png', 1, 'kept', desk_now())`,
      [ticket.id, TITLE],
    );
    await world.sql(
      `INSERT INTO notification (id, dedupe_key, staff_id, ticket_id, kind, text, at) VALUES (gen_random_uuid(), 'zebra', $1, $2, 'assigned', $3, desk_now())`,
      [bob.staffId, ticket.id, TITLE],
    );
    await world.sql(
      `INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_at) VALUES (gen_random_uuid(), $1, 'safety', $2, desk_now())`,
      [ticket.id, TITLE],
    );
  });

  function traces(text: string): string[] {
    return [ticket.id, `R-${String(ticket.number)}"`, `"number":${String(ticket.number)}`, TITLE].filter((trace) => text.includes(trace));
  }

  test('whoever it is not about finds it everywhere', async () => {
    expect(traces((await manager.get('tickets?q=rude%20zebra')).text)).toHaveLength(4);
    expect((await manager.get(`tickets/R-${String(ticket.number)}`)).status).toBe(200);
    expect(traces((await manager.get('board')).text)).not.toEqual([]);
  });

  test('the colleague searches the number and every direct address: nothing is there', async () => {
    for (const ref of [ticket.id, String(ticket.number), `R-${String(ticket.number)}`]) {
      for (const path of [`tickets/${ref}`, `tickets/${ref}/events`, `tickets/${ref}/contacts`, `tickets/${ref}/clocks/fix/explain`]) {
        const answer = await bob.get(path);
        expect(answer.status).toBe(404);
        expect(answer.body.detail).toBe((await bob.get(path.replace(ref, '999999'))).body.detail);
      }
      for (const path of ['take', 'notes', 'void']) {
        expect(
          (await bob.post(`tickets/${ref}/${path}`, path === 'notes' ? { text: 'Hm' } : path === 'void' ? { reason: 'spam' } : {})).status,
        ).toBe(404);
      }
    }
  });

  test('no list and no search shows it, in whatever order and by whatever filter', async () => {
    const queries = [
      '',
      'sort=due',
      'sort=newest',
      'overdue=true',
      'severity=S1',
      'state=live',
      `owner=${manager.staffId}`,
      `customer=${customer}`,
    ];
    const searches = [ticket.id, String(ticket.number), 'rude zebra', 'Zoe', 'zoe@quartz.test'].map((q) => `q=${encodeURIComponent(q)}`);
    for (const query of [...queries, ...searches]) {
      const answer = await bob.get(`tickets?limit=100&${query}`);
      expect(answer.status).toBe(200);
      expect(traces(answer.text)).toEqual([]);
    }
  });

  test('the numbers of the board are the same as before', async () => {
    const board = await bob.get('board');
    expect(board.body.counts).toEqual(countsBefore);
    expect(traces(board.text)).toEqual([]);
  });

  test('no address of the whole API that gives something away shows it', async () => {
    const ids = [ticket.id, `R-${String(ticket.number)}`, customer, bob.staffId, 'main'];
    const paths = world.desk.routes.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/v1/') && !path.endsWith('/stream'),
    );
    expect(paths.length).toBeGreaterThan(20);
    for (const { path } of paths) {
      const filled = path.includes(':') ? ids.map((id) => path.replace(/:\w+/, id).replace(/:\w+/g, 'fix')) : [path];
      for (const one of [...filled, `${filled[0] ?? path}?ticket=${ticket.id}`, `${filled[0] ?? path}?q=zebra`]) {
        const answer = await bob.get(one);
        expect([one, answer.status < 500]).toEqual([one, true]);
        if (/tickets\/(R-|[0-9a-f]{8}-)/.test(one)) expect([one, answer.status]).not.toEqual([one, 200]);
        if (answer.status < 400) expect([one, traces(answer.text)]).toEqual([one, []]);
      }
    }
  });

  test('the live stream is silent about it', async () => {
    const other = await aTicket(world);
    const tab = await LiveTab.open(world, bob.staffId);
    await tab.next();
    await touch(world, ticket.id);
    const version = await touch(world, other.id);
    const seen: (string | undefined)[] = [];
    let event = await tab.next();
    for (; event !== null && !(event.ticketId === other.id && event.version === version); event = await tab.next())
      seen.push(event.ticketId);
    expect(seen).not.toContain(ticket.id);
    tab.leave();
  });

  test('a ticket that points at it points at nothing for the colleague', async () => {
    const merged = await aTicket(world, {
      state: 'merged',
      merged_into: ticket.id,
      merged_at: await world.now(),
      follows_ticket_id: ticket.id,
    });
    expect((await bob.get(`tickets/${merged.id}`)).body).toMatchObject({ mergedInto: null, follows: null });
    expect((await manager.get(`tickets/${merged.id}`)).body).toMatchObject({ mergedInto: { id: ticket.id }, follows: { id: ticket.id } });
  });
});

describe('restricted tickets', () => {
  test('are there for their owner, managers, the auditor and the privacy officer, and for nobody else', async () => {
    const owner = await world.signIn('agent', { location: 'north' });
    const customer = await aCustomer(world, { name: 'Mary Shelley' });
    const ticket = await aTicket(world, { location: 'north', restricted: true, owner_id: owner.staffId, customer_id: customer });
    const clients: [Client, number][] = [[owner, 200]];
    for (const role of ['agent', 'senior_agent', 'lead', 'follow_up']) clients.push([await world.signIn(role), 404]);
    for (const role of ['manager', 'area_manager', 'auditor', 'privacy_officer']) clients.push([await world.signIn(role), 200]);
    clients.push([await world.signIn('manager', { location: 'south' }), 404]);
    for (const [client, status] of clients) {
      expect((await client.get(`tickets/${ticket.id}`)).status).toBe(status);
      expect((await client.get(`tickets/${ticket.id}/events`)).status).toBe(status);
      const { items } = (await client.get(`tickets?customer=${customer}`)).body;
      expect(items).toHaveLength(status === 200 ? 1 : 0);
    }
  });

  test('show no name in lists that hang on a wall, and the whole name on their own page', async () => {
    const manager = await world.signIn('manager');
    const customer = await aCustomer(world, { name: 'Percy Shelley' });
    const ticket = await aTicket(world, { location: 'north', restricted: true, customer_id: customer });
    const list = await manager.get(`tickets?customer=${customer}`);
    expect(list.body.items).toMatchObject([{ customer: { id: customer, name: null }, restricted: true }]);
    expect((await manager.get(`tickets/${ticket.id}`)).body.customer).toMatchObject({ name: 'Percy Shelley', masked: false });
  });
});

describe('partner desks', () => {
  test('see what was handed to their desk, with the first name and masked contact data', async () => {
    const desk = await aPartnerDesk(world, 'outside');
    const vendor = await world.signIn('vendor_agent', { desk: 'outside' });
    const customer = await aCustomer(world, { name: 'Lise Meitner', email: 'lise@meitner.test', phone: '+12125550177' });
    const ours = await aTicket(world, { location: 'north', customer_id: customer });
    const theirs = await aTicket(world, { location: 'north', desk_id: desk, customer_id: customer });
    await world.sql(
      `INSERT INTO contact (id, ticket_id, customer_id, kind, channel, direction, human, from_address, text, at, created_at)
       VALUES (gen_random_uuid(), $1, $2, 'complaint', 'email', 'in', true, 'lise@meitner.test', 'Write to lise@meitner.test or call +1 212 555 0177.', desk_now(), desk_now())`,
      [theirs.id, customer],
    );
    await world.sql(
      `INSERT INTO ticket_event (ticket_id, seq, kind, actor_kind, reason, data, at)
       VALUES ($1, 1, 'note', 'system', 'Call +1 212 555 0177.', '{"phone": "+12125550177"}', desk_now())`,
      [theirs.id],
    );
    expect((await vendor.get(`tickets/${ours.id}`)).status).toBe(404);
    const { items } = (await vendor.get('tickets')).body;
    expect(items).toMatchObject([{ id: theirs.id, customer: { name: 'Lise' } }]);
    const view = await vendor.get(`tickets/${theirs.id}`);
    expect(view.body.customer).toMatchObject({ name: 'Lise', masked: true });
    for (const path of [`tickets/${theirs.id}`, `tickets/${theirs.id}/contacts`, `tickets/${theirs.id}/events`, 'tickets', 'board']) {
      const answer = await vendor.get(path);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/Meitner|meitner\.test|555.?0177/i);
    }
  });

  test('cannot find out by searching what they are not shown', async () => {
    const vendor = await world.signIn('vendor_agent', { desk: 'outside' });
    for (const q of ['meitner', 'm', 'lise@meitner.test', '+12125550177']) {
      expect((await vendor.get(`tickets?q=${encodeURIComponent(q)}`)).body.items).toEqual([]);
    }
    expect((await vendor.get('tickets?q=the%20hinge')).body.items).toHaveLength(1);
  });
});

test('what belongs to another place is not there: lists, pages and numbers', async () => {
  const ticket = await aTicket(world, { location: 'south', severity: 'S1' });
  const north = await world.signIn('lead', { location: 'north' });
  expect((await north.get(`tickets/${ticket.id}`)).status).toBe(404);
  expect((await north.get('tickets?location=south')).body.items).toEqual([]);
  expect((await north.get('board?location=south')).body.counts.s1Open).toBe(0);
});

test('without a role that sees tickets the doors are shut', async () => {
  for (const role of ['admin', 'analyst']) {
    const client = await world.signIn(role);
    expect((await client.get('tickets')).status).toBe(403);
    expect((await client.get('tickets/1001')).status).toBe(403);
  }
  expect((await world.anonymous.get('tickets')).status).toBe(401);
});
