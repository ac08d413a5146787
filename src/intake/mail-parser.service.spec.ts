import { MailParser, UnreadableMail } from './mail-parser.service';

const parser = new MailParser();
afterAll(() => parser.onModuleDestroy());
const parse = (raw: string | Buffer) => parser.parse(typeof raw === 'string' ? Buffer.from(raw) : raw);

test('the plain part is the text, and a mail of HTML only is turned into text without its scripts', async () => {
  const plain = await parse('From: Ann <ann@example.com>\r\nSubject: Hi\r\n\r\nIt wobbles.\r\n');
  expect(plain).toMatchObject({ from: { name: 'Ann', address: 'ann@example.com' }, subject: 'Hi', files: [] });
  expect(plain.text.trim()).toBe('It wobbles.');
  const html = await parse(
    'Content-Type: text/html\r\n\r\n<script>alert(1)</script><h1>Hello</h1><p>It <b>wobbles</b>.</p><img src=x onerror=alert(1)>',
  );
  expect(html.text).toMatch(/^Hello\s+It wobbles\.$/);
});

test('more than 200 parts, more than 10 levels and a head of a megabyte are refused with the reason', async () => {
  const parts = '--b\r\n\r\nx\r\n'.repeat(10_000);
  await expect(parse(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--`)).rejects.toThrow('more than 200 parts');
  const deep = Array.from(
    { length: 40 },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${String(n)}\r\n\r\n--b${String(n)}\r\n`,
  ).join('');
  await expect(parse(`${deep}Content-Type: text/plain\r\n\r\nx`)).rejects.toThrow('more than 10 levels');
  await expect(parse(`X-Long: ${'x'.repeat(1_000_000)}\r\n\r\nx`)).rejects.toThrow('larger than 256 KB');
});

test('parts that hide their boundary are counted once they are read', async () => {
  const hidden = 'Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\r\n\r\n';
  const files = '--ab\r\nContent-Disposition: attachment\r\n\r\nx\r\n'.repeat(300);
  await expect(parse(`${hidden}${files}--ab--`)).rejects.toBeInstanceOf(UnreadableMail);
});

test('a mail that cannot be read does not disturb the next one', async () => {
  const [bad, good] = await Promise.allSettled([parse(`X-Long: ${'x'.repeat(1_000_000)}\r\n\r\nx`), parse('Subject: fine\r\n\r\nfine')]);
  expect(bad.status).toBe('rejected');
  expect(good).toMatchObject({ status: 'fulfilled', value: { subject: 'fine' } });
});

test('a mail that takes too long is given up, and the next one is read by a thread of its own', async () => {
  const large = Buffer.from(`Subject: large\r\n\r\n${'line\r\n'.repeat(3_000_000)}`);
  await expect(parser.parse(large, 1)).rejects.toThrow('longer than 10 seconds');
  expect(await parse('Subject: fine\r\n\r\nfine')).toMatchObject({ subject: 'fine' });
});

test('files are told by their content and not by what their sender says', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const mail = await parse(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${png.toString('base64')}\r\n--b--\r\n`,
  );
  expect(mail.files).toMatchObject([{ name: 'a.pdf', found: 'png' }]);
  expect(Buffer.from(mail.files[0]?.content ?? []).equals(png)).toBe(true);
});

test('bytes that are no mail at all are read as a mail without a head', async () => {
  expect(await parse(Buffer.from([0, 255, 254, 13, 10, 200, 0, 10, 10, 65]))).toMatchObject({ from: null, subject: '' });
  expect(await parse('')).toMatchObject({ text: '', files: [] });
});
