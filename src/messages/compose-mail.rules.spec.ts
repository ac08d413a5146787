import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { composeMail, type MailParts } from './compose-mail.rules';
import { escapeHtml, htmlOf } from '../templates/html-text.rules';
import { headerText, isSafeAddress } from './mail-text.rules';

const MAIL: MailParts = {
  from: { name: 'Main Street', address: 'help@desk.test' },
  to: 'ana@customer.test',
  replyTo: 'help+r1001-aaaaaaaaaaaaaaaa@desk.test',
  subject: 'We have your message',
  messageId: '<id@desk.test>',
  references: [],
  date: new Date('2026-11-24T15:00:00Z'),
  headers: { 'Auto-Submitted': 'auto-generated' },
  text: 'Hello\n',
  html: '<p>Hello</p>',
};

describe('a mail as it goes over the wire', () => {
  test('comes out at the other end as it was written, whatever the words', async () => {
    const words = fc.string({ unit: 'binary', maxLength: 400 }).filter((text) => text.trim() !== '' && !/\p{Cs}|\p{Cc}/u.test(text));
    await fc.assert(
      fc.asyncProperty(words, words, words, async (name, subject, text) => {
        const raw = composeMail({ ...MAIL, from: { ...MAIL.from, name }, subject, text: `${text}\n` });
        const parsed = await PostalMime.parse(raw);
        expect(parsed.from).toMatchObject({ name: headerText(name), address: 'help@desk.test' });
        expect(parsed.subject).toBe(headerText(subject));
        expect(parsed.text?.trimEnd()).toBe(text.trimEnd());
        expect(raw.split('\r\n').every((line) => line.length <= 998 && !/[\r\n]/.test(line))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('R3: no value can make a header of its own, a second recipient or a second body', async () => {
    const evil = 'x\r\nBcc: all@customer.test\r\n\r\nBody';
    const raw = composeMail({
      ...MAIL,
      from: { name: `"${evil}" <spoof@evil.test>,`, address: 'help@desk.test' },
      subject: evil,
      headers: { 'Auto-Submitted': evil },
    });
    const parsed = await PostalMime.parse(raw);
    expect(parsed.headers.map((header) => header.key)).not.toContain('bcc');
    expect(parsed.from?.address).toBe('help@desk.test');
    expect(parsed.to?.map((one) => one.address)).toEqual(['ana@customer.test']);
    expect(parsed.text?.trim()).toBe('Hello');
  });

  test('belongs to its thread', async () => {
    const parsed = await PostalMime.parse(composeMail({ ...MAIL, references: ['<a@desk.test>', '<b@desk.test>'] }));
    expect([parsed.inReplyTo, parsed.references, parsed.messageId]).toEqual([
      '<b@desk.test>',
      '<a@desk.test> <b@desk.test>',
      '<id@desk.test>',
    ]);
  });

  test('carries the picture of a code inside its HTML, below the code', async () => {
    const code = { text: 'WXYZ-WXYZ-WXYZ', cid: 'voucher@amends' };
    const png = Uint8Array.from({ length: 300 }, (_, byte) => byte % 256);
    const html = htmlOf('Hello\n\nYour code:\nWXYZ-WXYZ-WXYZ\n\nBye', 'en', null, code);
    const parsed = await PostalMime.parse(
      composeMail({ ...MAIL, text: 'WXYZ-WXYZ-WXYZ', html, picture: { cid: code.cid, name: 'voucher.png', png } }),
    );
    expect(parsed.html).toMatch(/WXYZ-WXYZ-WXYZ<\/strong><\/p>\s*<p><img src="cid:voucher@amends"/);
    expect(parsed.text?.trim()).toBe('WXYZ-WXYZ-WXYZ');
    const [picture] = parsed.attachments;
    expect(picture).toMatchObject({ mimeType: 'image/png', contentId: '<voucher@amends>', disposition: 'inline', related: true });
    expect(new Uint8Array(picture?.content as ArrayBuffer)).toEqual(png);
  });

  test('addresses that could end the line or begin another one are refused', () => {
    expect(['ana@customer.test', 'ana+shop@customer.test', 'jürgen@müller.test'].map(isSafeAddress)).toEqual([true, true, true]);
    const bad = [
      'a@b.test\r\nRCPT TO:<c@d.test>',
      'a@b.test,c@d.test',
      '<a@b.test>',
      'a b@c.test',
      'a@b@c.test',
      '',
      'a\u0000@b.test',
      '"a"@b.test',
    ];
    expect(bad.filter(isSafeAddress)).toEqual([]);
  });

  test('words become text in the HTML, and only our own link becomes a link', () => {
    const link = 'https://desk.test/s/abc?a=1&b=2';
    const html = htmlOf(`<script>alert(1)</script> https://evil.test\n\nSee ${link}`, 'en', link);
    expect(html).not.toContain('<script>');
    expect(html.match(/<a href="[^"]*"/g)).toEqual([`<a href="${escapeHtml(link)}"`]);
  });
});
