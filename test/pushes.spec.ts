import { createHmac } from 'node:crypto';
import type { Answer, Client, Json } from './support/client';
import {
  anAddress,
  clockOf,
  clocksOf,
  closed,
  DAY,
  HOUR,
  linkOf,
  MINUTE,
  nextMonday,
  ok,
  opened,
  seen,
  ticketDesk,
  timeline,
} from './support/ticket-desk';

const desk = ticketDesk();
let admin: Client;
let workshop: Source;
let counter = 0;

interface Source {
  id: string;
  secret: string;
}

beforeAll(async () => {
  admin = await desk.world.signIn('admin');
  workshop = await ok(admin.post('push-sources', { name: 'Workshop' }));
});
beforeEach(() => nextMonday(desk.world));

interface Call {
  source?: Source;
  id?: string;
  at?: Date;
  /** In place of the right one. */
  signature?: string;
  sent?: string;
}

function sign({ secret }: Source, text: string): string {
  return `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(text)
    .digest('base64')}`;
}

/** A report as a workshop's program sends it. */
async function push(body: object, { source = workshop, id, at, signature, sent }: Call = {}): Promise<Answer> {
  counter += 1;
  const name = id ?? `msg_${String(counter)}`;
  const text = JSON.stringify(body);
  const seconds = String(Math.floor((at ?? (await desk.world.now())).getTime() / 1000));
  return desk.world.anonymous.raw('POST', '/webhooks/status', sent ?? text, {
    'content-type': 'application/json',
    'webhook-id': name,
    'webhook-timestamp': seconds,
    'webhook-signature': signature ?? sign(source, `${name}.${seconds}.${text}`),
  });
}

interface Case {
  id: string;
  label: string;
  email: string;
}

async function aCase(make = opened, over: object = {}): Promise<Case> {
  const email = anAddress();
  const id = await make(desk.agent, { customer: { name: 'Ann Lee', email }, ...over });
  await desk.world.settle();
  return { id, label: (await seen(desk.agent, id)).label, email };
}

async function steps({ id }: Case): Promise<Json[]> {
  return (await timeline(desk.agent, id)).filter(({ kind }) => kind === 'status_step');
}

async function mails({ email }: Case): Promise<string[]> {
  await desk.world.settle();
  return desk.world.sink
    .to(email)
    .filter(({ subject }) => subject.startsWith('News about'))
    .map(({ text }) => text);
}

async function parked(): Promise<Json[]> {
  return (await ok(desk.lead.get('pushes?state=parked'))).items;
}

describe('the signature', () => {
  test('one that is far too long is refused with a sentence, not with a broken line', async () => {
    const long = await push({ ticket: 'R-1', step: 'ready', text: 'x'.repeat(2_000_000) });
    expect([long.status, long.body.status]).toEqual([413, 413]);
    const medium = await push({ ticket: 'R-1', step: 'ready', text: 'x'.repeat(100_000) });
    expect(medium.status).toBe(413);
  });
  test('a report that is signed rightly is kept; one that is wrong, foreign, changed or unsigned is not', async () => {
    const one = await aCase();
    const other = await ok(admin.post('push-sources', { name: 'Courier' }));
    const body = { ticket: one.label, step: 'ordered' };
    expect((await push(body, { source: { ...workshop, secret: `whsec_${Buffer.alloc(32).toString('base64')}` } })).status).toBe(401);
    expect((await push(body, { signature: 'v1,AAAA' })).status).toBe(401);
    expect((await push(body, { sent: JSON.stringify({ ...body, step: 'ready' }) })).status).toBe(401);
    expect((await desk.world.anonymous.post('/webhooks/status', body)).status).toBe(401);
    expect(await steps(one)).toHaveLength(0);
    expect((await push(body, { source: other })).status).toBe(204);
    expect(await steps(one)).toMatchObject([{ data: { step: 'ordered', source: 'Courier' } }]);
    await ok(admin.delete(`push-sources/${other.id}`));
    expect((await push(body, { source: other })).status).toBe(401);
  });

  test('one that is more than five minutes old, or from the future, is not believed', async () => {
    const one = await aCase();
    const now = (await desk.world.now()).getTime();
    const ages = [6, -6, 4].map((minutes) => new Date(now - minutes * MINUTE));
    const statuses = [];
    for (const at of ages) statuses.push((await push({ ticket: one.label, step: 'ready' }, { at })).status);
    expect(statuses).toEqual([401, 401, 204]);
  });

  test('a new secret works at once, the one before for a day more, and a call may carry both signatures', async () => {
    const [one, made] = [await aCase(), await ok(admin.post('push-sources', { name: 'Billing' }))];
    const fresh = await ok(admin.post(`push-sources/${made.id}/rotate`));
    expect(fresh.secret).not.toBe(made.secret);
    const body = { ticket: one.label, step: 'in_work' };
    expect([(await push(body, { source: made })).status, (await push(body, { source: fresh })).status]).toEqual([204, 204]);
    await desk.world.shift(DAY);
    expect([(await push(body, { source: made })).status, (await push(body, { source: fresh })).status]).toEqual([401, 204]);
    const seconds = String(Math.floor((await desk.world.now()).getTime() / 1000));
    const text = `both.${seconds}.${JSON.stringify(body)}`;
    expect((await push(body, { id: 'both', signature: `${sign(made, text)} ${sign(fresh, text)}` })).status).toBe(204);
  });

  test('the secret is shown once and to nobody who may not change settings', async () => {
    const { items } = await ok(admin.get('push-sources'));
    expect(items.map(({ name }: { name: string }) => name)).toContain('Workshop');
    expect(JSON.stringify(items)).not.toContain('whsec_');
    expect((await desk.agent.post('push-sources', { name: 'Mine' })).status).toBe(403);
    await ok(admin.post('push-sources', { name: 'Twice' }, { key: 'the-same' }));
    expect((await admin.post('push-sources', { name: 'Twice' }, { key: 'the-same' })).status).toBe(409);
  });
});

describe('a report about a complaint we know', () => {
  test('stands on the timeline and on the customer’s page, whatever it is named by', async () => {
    const one = await aCase();
    await push({ ticket: one.label, step: 'ordered' });
    await push({ ticket: one.id, step: 'ready', text: 'Your <bike> is ready.' });
    expect(await steps(one)).toHaveLength(2);
    const { text } = await desk.world.anonymous.get(await linkOf(desk.world, one.email));
    expect(text).toContain('The part is ordered.');
    expect(text).toContain('<bdi>Your &#60;bike&#62; is ready.</bdi>');
  });

  test('sent twice, one after the other or at once, it is one', async () => {
    const one = await aCase();
    const body = { ticket: one.label, step: 'ready' };
    const answers = await Promise.all([push(body, { id: 'twice' }), push(body, { id: 'twice' }), push(body, { id: 'twice' })]);
    answers.push(await push(body, { id: 'twice' }));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect(await steps(one)).toHaveLength(1);
    await desk.world.shift(HOUR);
    expect(await mails(one)).toHaveLength(1);
  });

  test('steps within half an hour make one message, and the next one leaves four hours later at the earliest', async () => {
    const one = await aCase();
    await push({ ticket: one.label, step: 'ordered' });
    await desk.world.shift(10 * MINUTE);
    await push({ ticket: one.label, step: 'in_work' });
    expect(await mails(one)).toHaveLength(0);
    await desk.world.shift(21 * MINUTE);
    const [first = ''] = await mails(one);
    expect(first.indexOf('The part is ordered.')).toBeGreaterThan(0);
    expect(first.indexOf('It is being worked on.')).toBeGreaterThan(first.indexOf('The part is ordered.'));
    await push({ ticket: one.label, step: 'ready' });
    await desk.world.shift(HOUR);
    await push({ ticket: one.label, step: 'on_its_way' });
    await desk.world.shift(2 * HOUR);
    expect(await mails(one)).toHaveLength(1);
    await desk.world.shift(HOUR + 5 * MINUTE);
    const both = await mails(one);
    expect(both).toHaveLength(2);
    expect(both[1]).toContain('It is ready.\nIt is on its way.');
  });

  test('two at once make one message', async () => {
    const one = await aCase();
    await Promise.all([push({ ticket: one.label, step: 'ordered' }), push({ ticket: one.label, step: 'in_work' })]);
    await desk.world.shift(HOUR);
    expect(await mails(one)).toHaveLength(1);
    expect(await steps(one)).toHaveLength(2);
  });

  test('one that comes late stands in its place on the page, and is no news any more', async () => {
    const one = await aCase();
    const now = (await desk.world.now()).getTime();
    await push({ ticket: one.label, step: 'ready', at: new Date(now - 10 * MINUTE).toISOString() });
    await push({ ticket: one.label, step: 'ordered', at: new Date(now - HOUR).toISOString(), nextBy: new Date(now + HOUR).toISOString() });
    const { text } = await desk.world.anonymous.get(await linkOf(desk.world, one.email));
    expect(text.indexOf('The part is ordered.')).toBeGreaterThan(text.indexOf('It is ready.'));
    await desk.world.shift(HOUR);
    const [mail = ''] = await mails(one);
    expect([mail.includes('It is ready.'), mail.includes('ordered')]).toEqual([true, false]);
  });

  test('it is an update only with the time of the next step', async () => {
    const [one, two] = [await aCase(), await aCase()];
    const before = await clockOf(desk.agent, one.id, 'update');
    await push({ ticket: one.label, step: 'in_work' });
    expect(await clockOf(desk.agent, one.id, 'update')).toMatchObject({ state: 'running', dueAt: before.dueAt });
    const nextBy = new Date((await desk.world.now()).getTime() + 3 * HOUR).toISOString();
    await push({ ticket: two.label, step: 'in_work', nextBy });
    expect(await clocksOf(desk.agent, two.id)).toMatchObject({ update: 'met', promise: 'running' });
    expect(new Date((await clockOf(desk.agent, two.id, 'promise')).dueAt).toISOString()).toBe(nextBy);
  });

  test('the customer of a complaint that is closed is not written to', async () => {
    const one = await aCase(closed);
    expect((await push({ ticket: one.label, step: 'delivered' })).status).toBe(204);
    await desk.world.shift(DAY);
    expect([(await steps(one)).length, await mails(one)]).toEqual([1, []]);
  });

  test('what cannot be is refused', async () => {
    const one = await aCase();
    const far = new Date((await desk.world.now()).getTime() + 91 * DAY).toISOString();
    const bad = [{ at: far }, { nextBy: far }, { step: 'lost' }, { text: 'x'.repeat(301) }, { unheard: 1 }];
    for (const over of bad) expect((await push({ ticket: one.label, step: 'ready', ...over })).status).toBe(400);
    expect(await steps(one)).toHaveLength(0);
  });
});

describe('a report about a complaint we do not know', () => {
  test('is parked where people see it, and found its complaint once somebody says which; the next ones go there by themselves', async () => {
    const one = await aCase();
    const ref = `WO-${one.label}`;
    expect((await push({ ticket: ref, step: 'ordered' })).status).toBe(204);
    const [report] = await parked();
    expect(report).toMatchObject({ source: 'Workshop', ref, step: 'ordered', ticket: null });
    expect((await desk.agent.post(`pushes/${report.id}/assign`, { ticket: 'R-999999' })).status).toBeGreaterThanOrEqual(403);
    const given = await Promise.all([1, 2].map(() => desk.lead.post(`pushes/${report.id}/assign`, { ticket: one.label })));
    expect(given.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await steps(one)).toMatchObject([{ data: { step: 'ordered' } }]);
    await push({ ticket: ref, step: 'ready' });
    expect(await steps(one)).toHaveLength(2);
    expect((await parked()).filter((row) => row.ref === ref)).toEqual([]);
  });

  test('goes to its complaint by itself when that appears', async () => {
    const latest = await aCase();
    const next = `R-${String(Number(latest.label.slice(2)) + 1)}`;
    await push({ ticket: next, step: 'ordered' });
    await push({ ticket: next, step: 'ready' });
    await desk.world.settle();
    expect((await parked()).filter(({ ref }) => ref === next)).toHaveLength(2);
    const one = await aCase();
    expect(one.label).toBe(next);
    await desk.world.settle();
    expect((await steps(one)).map(({ data }) => data.step)).toEqual(['ordered', 'ready']);
    expect((await parked()).filter(({ ref }) => ref === next)).toEqual([]);
  });

  test('digits alone are somebody’s order, never our number', async () => {
    const one = await aCase();
    await push({ ticket: one.label.slice(2), step: 'ready' });
    expect(await steps(one)).toHaveLength(0);
    expect((await parked()).map(({ ref }) => ref)).toContain(one.label.slice(2));
  });

  test('of a merged complaint it goes to the one that lives on', async () => {
    const one = await aCase();
    const into = await opened(desk.agent, { customer: { name: 'Ann Lee', email: one.email } });
    await ok(desk.agent.post(`tickets/${one.id}/merge`, { into }));
    await push({ ticket: one.label, step: 'ready' });
    expect((await timeline(desk.agent, into)).filter(({ kind }) => kind === 'status_step')).toHaveLength(1);
  });
});

describe('a step that somebody of ours reports', () => {
  test('is told with the others of the same half hour, promises its next news, and stands on the page', async () => {
    const one = await aCase();
    const nextBy = new Date((await desk.world.now()).getTime() + DAY).toISOString();
    await push({ ticket: one.label, step: 'ordered' });
    const body = { step: 'ready', text: 'Your bike is ready.', next: 'We ring you.', nextBy };
    expect(await ok(desk.agent.post(`tickets/${one.id}/steps`, body))).toMatchObject({ id: one.id, state: 'open' });
    await desk.world.shift(31 * MINUTE);
    const [told, ...more] = await mails(one);
    expect(more).toEqual([]);
    expect(told).toMatch(/part is ordered\.[\s\S]*Your bike is ready\.[\s\S]*We ring you\./);
    expect(await clockOf(desk.agent, one.id, 'promise')).toMatchObject({ state: 'running', dueAt: nextBy });
    expect((await steps(one)).map(({ text, data }) => [text, data.step])).toEqual([
      [expect.stringContaining('Workshop reported'), 'ordered'],
      [expect.stringMatching(/^(?!Workshop).* reported: ready/), 'ready'],
    ]);
    expect((await desk.world.anonymous.get(await linkOf(desk.world, one.email))).text).toContain('Your bike is ready.');
    expect((await ok(desk.lead.get('pushes'))).items.filter(({ ticket }: Json) => ticket === one.id)).toHaveLength(1);
  });

  test('needs a complaint that is not done and a time that lies ahead', async () => {
    const one = await aCase();
    expect((await desk.agent.post(`tickets/${one.id}/steps`, { step: 'ready', nextBy: '2020-01-01T00:00:00Z' })).status).toBe(400);
    expect((await desk.agent.post(`tickets/${one.id}/steps`, { step: 'gone' })).status).toBe(400);
    expect((await desk.agent.post(`tickets/${await closed(desk.agent, {})}/steps`, { step: 'ready' })).body.guard).toBe('state');
    expect(await steps(one)).toEqual([]);
  });
});
