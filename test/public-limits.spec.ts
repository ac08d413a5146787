import { linkOf, opened } from './support/ticket-desk';
import { World } from './support/world';

let world: World;

beforeAll(async () => {
  world = await World.start({ env: { STATUS_PER_MINUTE: '30' } });
});
afterAll(() => world.stop());

test('R33: whoever tries links is asked to wait after thirty in a minute, with a plain sentence, by page and form alike', async () => {
  const statuses: number[] = [];
  for (let call = 0; call < 15; call++) {
    statuses.push((await world.anonymous.get(`/s/${'x'.repeat(43)}`)).status);
    statuses.push((await world.anonymous.form(`/public/status/${'x'.repeat(43)}/contact-confirm`, { code: '123456' })).status);
  }
  expect(new Set(statuses)).toEqual(new Set([404]));
  for (const last of [
    await world.anonymous.get(`/s/${'y'.repeat(43)}`),
    await world.anonymous.form('/public/status/new-link', { contact: 'a@example.test' }),
  ]) {
    expect(last.status).toBe(429);
    expect(last.body).toMatchObject({ status: 429, detail: 'That was a lot at once. Please wait a minute.' });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await world.anonymous.get('/health/live')).status).toBe(200);
});

test('R33: leaving mails goes on meanwhile: mail programs do it for many of their readers at once', async () => {
  const statuses: number[] = [];
  for (let call = 0; call < 40; call++)
    statuses.push((await world.anonymous.form(`/public/unsubscribe/${'x'.repeat(43)}`, { 'List-Unsubscribe': 'One-Click' })).status);
  expect(new Set(statuses)).toEqual(new Set([404]));
});

describe('R33, R36: what every public page says of itself', () => {
  test('it is kept by nobody and found by no search engine, also where the link is dead or a form was refused', async () => {
    const other = await World.start();
    const agent = await other.signIn('agent');
    const email = 'found@example.test';
    await opened(agent, { customer: { name: 'Ann Lee', email } });
    const link = await linkOf(other, email);
    const dead = 'x'.repeat(43);
    const answers = [
      await other.anonymous.get(link),
      await other.anonymous.get(`/s/${dead}`),
      await other.anonymous.form(`/public/status/${link.slice(3)}/contact-confirm`, { code: '123456' }),
      await other.anonymous.form(`/public/status/${link.slice(3)}/accept`, {}),
      await other.anonymous.form('/public/status/new-link', { contact: email }),
      await other.anonymous.get(`/public/preferences/${dead}`),
      await other.anonymous.get(`/public/unsubscribe/${dead}`),
    ];
    for (const { headers, text } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(text).toContain('<meta name="robots" content="noindex">');
    }
    const gone = await other.anonymous.form(`/public/status/${link.slice(3)}/escalate`, {});
    expect([gone.status, gone.headers.get('cache-control'), gone.headers.get('x-robots-tag')]).toEqual([303, 'no-store', 'noindex']);
    await other.stop();
  });
});
