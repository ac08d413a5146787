import type { Client } from './support/client';
import { DAY, no, ok } from './support/ticket-desk';
import { World } from './support/world';

let world: World;
let agent: Client;

beforeAll(async () => {
  world = await World.start({ queues: false });
  agent = await world.signIn('agent');
});
afterAll(() => world.stop());

const keys = async (by: Client) => (await ok(by.get('drafts'))).items.map((one: { key: string }) => one.key);

describe('what somebody typed and did not send yet', () => {
  test('is there again on every machine, the newest first, and the last one written wins', async () => {
    const person = await world.signIn('agent');
    const kept = await ok(person.put('drafts/reply:1', { body: { text: 'Dear Ann' } }));
    expect(kept).toEqual({ key: 'reply:1', updatedAt: expect.any(String) });
    await ok(person.put('drafts/note:1', { body: { text: 'Hinge? 😀', list: [1, null] } }));
    await ok(person.put('drafts/reply:1', { body: { text: 'Dear Ann,' } }));
    expect(await keys(await world.session(person.staffId))).toEqual(['reply:1', 'note:1']);
    expect(await ok(person.get('drafts/reply:1'))).toMatchObject({ key: 'reply:1', body: { text: 'Dear Ann,' } });
    expect((await ok(person.get('drafts/note:1'))).body).toEqual({ text: 'Hinge? 😀', list: [1, null] });
    expect((await person.delete('drafts/note:1')).status).toBe(204);
    expect((await person.delete('drafts/note:1')).status).toBe(204);
    expect(await keys(person)).toEqual(['reply:1']);
  });

  test('is nobody else’s: not a manager’s and not a program’s', async () => {
    await ok(agent.put('drafts/note:mine', { body: { text: 'Mine alone.' } }));
    const manager = await world.signIn('manager');
    expect(await no(manager.get('drafts/note:mine'))).toBe('404 There is no such draft.');
    expect(await keys(manager)).toEqual([]);
    await manager.delete('drafts/note:mine');
    expect(await keys(agent)).toContain('note:mine');
    const made = await ok(manager.post('api-tokens', { name: 'Till', scopes: ['me'], expiresAt: '2099-01-01T00:00:00Z' }));
    expect((await world.bearer(made.token).get('drafts')).status).toBe(403);
  });

  test('is gone after thirty days, a complaint that was never saved after one', async () => {
    const person = await world.signIn('agent');
    await ok(person.put('drafts/log:a', { body: {} }));
    await ok(person.put('drafts/note:a', { body: {} }));
    await world.shift(DAY + 1000);
    expect(await keys(person)).toEqual(['note:a']);
    await world.shift(29 * DAY);
    expect(await keys(person)).toEqual([]);
    expect(await world.sql('SELECT 1 FROM draft WHERE staff_id = $1', [person.staffId])).toEqual([]);
  });

  test('has at most 64 KB, and nobody has more than two hundred', async () => {
    const person = await world.signIn('agent');
    expect(await no(person.put('drafts/note:big', { body: { text: 'x'.repeat(64 * 1024) } }))).toBe('400 A draft has at most 64 KB.');
    await ok(person.put('drafts/note:big', { body: { text: 'x'.repeat(60 * 1024) } }));
    await world.sql(
      `INSERT INTO draft SELECT $1, 'note:' || n, '{}', desk_now(), desk_now() + interval '1 day' FROM generate_series(1, 199) n`,
      [person.staffId],
    );
    expect(await no(person.put('drafts/note:more', { body: {} }))).toMatch(/^409 full: You have 200 drafts/);
    await ok(person.put('drafts/note:7', { body: { text: 'goes on' } }));
    expect((await ok(person.get('drafts'))).items).toHaveLength(100);
  });

  test.each(['Note:1', 'note', 'note:', 'note:a b', `note:${'x'.repeat(81)}`])(
    'a key like "%s" is refused with a sentence',
    async (key) => {
      expect(await no(agent.put(`drafts/${encodeURIComponent(key)}`, { body: {} }))).toMatch(/^400 .*\.$/);
    },
  );
});

describe('how somebody likes the console', () => {
  test('is as usual until it is said, and stays with the person', async () => {
    const person = await world.signIn('agent');
    const usual = { theme: 'auto', language: null, letterKeys: true, sound: false, playbook: true, keys: {} };
    expect((await ok(person.get('me'))).preferences).toEqual(usual);
    await ok(person.put('me/preferences', { theme: 'dark', keys: { take: 'g', save: 'ctrl+s' } }));
    const { preferences } = await ok(person.put('me/preferences', { language: 'ar', keys: { take: 't' } }));
    expect(preferences).toEqual({ ...usual, theme: 'dark', language: 'ar', keys: { take: 't' } });
    expect((await ok((await world.session(person.staffId)).get('me'))).preferences).toEqual(preferences);
    expect((await ok(agent.get('me'))).preferences).toEqual(usual);
  });

  test.each([
    { theme: 'pink' },
    { language: 'xx' },
    { sound: 'loud' },
    { keys: { 'a b': 'c' } },
    { keys: { a: 1 } },
    { keys: [] },
    { colour: 'red' },
  ])('is not %j', async (wish) => {
    expect((await agent.put('me/preferences', wish)).status).toBe(400);
  });
});
