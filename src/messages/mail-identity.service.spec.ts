import fc from 'fast-check';
import { messageIdOf, readMessageId, readReplyAddress, replyAddress } from './mail-identity.service';

const SECRET = 'one secret of at least thirty-two characters';
const ID = '0198f3a2-7c1e-7000-8000-0123456789ab';

describe('who a mail is and where its answer goes', () => {
  test('an answer finds its ticket, also when a mail server changed the case of the address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.boolean(), (number, upper) => {
        const address = replyAddress(SECRET, 'help@desk.test', number);
        expect(address).toMatch(new RegExp(`^help\\+r${String(number)}-[a-z2-7]{16}@desk\\.test$`));
        expect(readReplyAddress(SECRET, 'Help@Desk.test', upper ? address.toUpperCase() : address)).toBe(number);
      }),
    );
  });

  test('a guessed code, another number, another desk or another address finds nothing', () => {
    const address = replyAddress(SECRET, 'help@desk.test', 1001);
    const wrong = [
      address.replace('r1001', 'r1002'),
      address.replace(/-[a-z2-7]{16}/, '-aaaaaaaaaaaaaaaa'),
      address.replace('desk.test', 'evil.test'),
      address.replace('help+', 'sales+'),
      'help@desk.test',
      'help+r1001@desk.test',
      '',
    ];
    expect(wrong.map((one) => readReplyAddress(SECRET, 'help@desk.test', one))).toEqual(wrong.map(() => null));
    expect(readReplyAddress('another secret', 'help@desk.test', address)).toBeNull();
  });

  test('a Message-ID names our message and only ours', () => {
    const value = messageIdOf(SECRET, ID, 'desk.test');
    expect(value).toMatch(new RegExp(`^<${ID}\\.[a-z2-7]{16}@desk\\.test>$`));
    expect([value, value.slice(1, -1), ` ${value} `].map((one) => readMessageId(SECRET, one))).toEqual([ID, ID, ID]);
    const wrong = [value.replace('0123', '0124'), '<x@desk.test>', '', `<${ID}@desk.test>`];
    expect(wrong.map((one) => readMessageId(SECRET, one))).toEqual(wrong.map(() => null));
    expect(readMessageId('another secret', value)).toBeNull();
  });

  test('the code of a message is not the code of a thread', () => {
    const code = /-([a-z2-7]{16})@/.exec(replyAddress(SECRET, 'help@desk.test', 1001))?.[1];
    expect(messageIdOf(SECRET, '1001', 'desk.test')).not.toContain(String(code));
  });
});
