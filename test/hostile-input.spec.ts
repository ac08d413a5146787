import { connect } from 'node:net';
import fc from 'fast-check';
import type { Client, Json } from './support/client';
import { addressOf, BODIES, flaw, flaws, type Hostile, wrongBodies } from './support/hostile';
import { type OneOfEach, oneOfEach } from './support/one-of-each';
import { OpenApi, type Operation } from './support/open-api';
import { World } from './support/world';

let world: World;
let api: OpenApi;
let each: OneOfEach;
/** Somebody who may do everything, so that nothing ends at the door. */
let everyone: Client;

beforeAll(async () => {
  world = await World.start();
  await world.setClock('2026-11-16T15:00:00Z');
  everyone = await world.signIn('area_manager');
  await world.grant(everyone.staffId, 'admin');
  api = await OpenApi.of(world);
  each = await oneOfEach(world, everyone);
});
afterAll(() => world.stop());
// strangers may open only so many chats in an hour
beforeEach(() => world.sql('DELETE FROM public_call'));

const writes = (): Operation[] => api.operations.filter(({ method, path }) => ['POST', 'PATCH'].includes(method) && path !== '/api/v1/sessions');
const withBody = (): Operation[] => writes().filter(({ body }) => body !== null);

test('a body that is no object of JSON is refused in plain words on every route', async () => {
  const requests = withBody().flatMap((operation) =>
    BODIES.map(({ what, body, type }): Hostile => ({ what, body, type, method: operation.method, path: addressOf(operation, each), strict: true })),
  );
  expect(await flaws(everyone, requests)).toEqual([]);
}, 120_000);

test('a field of the wrong kind, or one that nobody knows, is refused in plain words on every route', async () => {
  const requests = withBody().flatMap((operation) =>
    wrongBodies(api, operation.body ?? {}).map((one): Hostile => ({ ...one, method: operation.method, path: addressOf(operation, each) })),
  );
  expect(requests.length).toBeGreaterThan(2000);
  expect(await flaws(everyone, requests)).toEqual([]);
}, 180_000);
