import { SmsClient } from '../src/messages/sms.client';
import { SmsProvider } from './support/sms-provider';

let sms: SmsProvider;
let client: SmsClient;

beforeAll(async () => {
  sms = await SmsProvider.start();
  client = clientOf(sms.url);
});
afterAll(() => sms.stop());

function clientOf(url: string): SmsClient {
  return new SmsClient({ url, token: 'secret', from: '+12125550100', reportTo: null }, 300);
}

const text = (to: string, reference = `ref-${to}`) => ({ to, text: 'Hello.', reference, segments: 1 });

test('what the provider takes is sent, under its own name; the same reference again is no second text', async () => {
  expect(await client.send(text('+1'))).toMatchObject({ end: 'sent', reference: 'SM000001' });
  expect(await client.send(text('+1'))).toMatchObject({ end: 'sent', reference: 'SM000001' });
  expect(sms.taken).toHaveLength(1);
  expect(sms.calls.at(-1)?.authorization).toBe('Bearer secret');
});

test.each([
  ['bad number', { end: 'refused', forGood: true, addressDead: true }],
  ['unknown number', { end: 'refused', forGood: true, addressDead: false }],
  ['too many', { end: 'refused', forGood: false, addressDead: false }],
  ['broken', { end: 'unknown' }],
  ['no name', { end: 'unknown' }],
  ['hang', { end: 'unknown' }],
  ['drop before reading', { end: 'unknown' }],
  ['drop after accepting', { end: 'unknown' }],
] as const)('of a provider that does this to a text, it is known what became of it: %s', async (oddity, expected) => {
  sms.usual = oddity;
  expect(await client.send(text('+2', oddity))).toMatchObject(expected);
  sms.usual = 'fine';
});

test('a provider that is not there has read nothing', async () => {
  const gone = await SmsProvider.start();
  const { url } = gone;
  await gone.stop();
  expect(await clientOf(url).send(text('+3'))).toMatchObject({ end: 'refused', forGood: false });
  expect(await clientOf(url).status('x')).toMatchObject({ is: 'unknown' });
});

test('asked about a reference, the provider knows it, does not know it, or does not say', async () => {
  await client.send(text('+4', 'mine'));
  expect(await client.status('mine')).toMatchObject({ is: 'found', receipt: 'accepted' });
  expect(await client.status('nobody’s')).toEqual({ is: 'absent' });
  sms.usual = 'nobody knows';
  expect(await client.status('mine')).toMatchObject({ is: 'unknown' });
  sms.usual = 'fine';
});
