import { bareAddress, isOurAddress } from './mail-address.rules';

test('only the desk’s address and its plus forms are ours', () => {
  const ours = (address: string): boolean => isOurAddress('Help@Desk.test', address);
  expect(ours('help@desk.test')).toBe(true);
  expect(ours('HELP+r1001-abc@DESK.TEST')).toBe(true);
  expect(ours('help+anything@desk.test')).toBe(true);
  expect(ours('helper@desk.test')).toBe(false);
  expect(ours('help@evil.test')).toBe(false);
  expect(ours('help@desk.test@evil.test')).toBe(false);
  expect(ours('help')).toBe(false);
  expect(ours('')).toBe(false);
});

test('the address is found behind a name', () => {
  expect(bareAddress('Shop <help@desk.test>')).toBe('help@desk.test');
  expect(bareAddress(' help@desk.test ')).toBe('help@desk.test');
});
