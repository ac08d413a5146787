import { headerText } from './mail-text.rules';

/**
 * A mail as the bytes that go over the wire (RFC 5322, MIME). Composed here and not by the mail library because two thirds of its time per mail went
 * into this, and because every header of ours then passes through one place.
 */
export interface MailParts {
  from: { name: string; address: string };
  to: string;
  replyTo: string | null;
  subject: string;
  /** With angle brackets, all of them. */
  messageId: string;
  references: readonly string[];
  date: Date;
  /** More headers; values in ASCII. */
  headers: Readonly<Record<string, string>>;
  text: string;
  html: string;
  /** Shown inside the HTML as `cid:<cid>`. */
  picture?: { cid: string; name: string; png: Uint8Array } | null;
}

const WORD_BYTES = 45;
const LINE_BYTES = 76;
const LONGEST_LINE = 900;

export function composeMail(mail: MailParts): string {
  const boundary = `=_${mail.messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`;
  const thread = mail.references.join(' ');
  const headers: [string, string][] = [
    ['From', addressHeader(mail.from.name, mail.from.address)],
    ['To', `<${mail.to}>`],
    ...(mail.replyTo ? ([['Reply-To', `<${mail.replyTo}>`]] as [string, string][]) : []),
    ['Subject', encodedText(mail.subject)],
    ['Message-ID', mail.messageId],
    ...(thread
      ? ([
          ['In-Reply-To', mail.references.at(-1) ?? ''],
          ['References', thread],
        ] as [string, string][])
      : []),
    ['Date', mail.date.toUTCString().replace('GMT', '+0000')],
    ...Object.entries(mail.headers).map(([name, value]): [string, string] => [name, headerText(value)]),
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${boundary}"`],
  ];
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return `${head}\r\n\r\n--${boundary}\r\n${part('plain', mail.text)}\r\n--${boundary}\r\n${htmlPart(mail, boundary)}\r\n--${boundary}--\r\n`;
}

/** `"Main Street" <help@example.com>`; the name cannot add an address of its own. */
export function addressHeader(name: string, address: string): string {
  const clean = headerText(name);
  if (clean === '') return `<${address}>`;
  const shown = isPlain(clean) ? `"${clean.replace(/[\\"]/g, '\\$&')}"` : encodedText(clean);
  return `${shown} <${address}>`;
}

/** Unstructured header text: as it is where it is short ASCII, else encoded words (RFC 2047). */
export function encodedText(text: string): string {
  const clean = headerText(text);
  if (isPlain(clean)) return clean;
  const words: string[] = [];
  let word = '';
  for (const char of clean) {
    if (Buffer.byteLength(word + char) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  words.push(word);
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]{0,300}$/.test(text) && !text.includes('=?');
}

function part(subtype: 'plain' | 'html', text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const type = `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: `;
  if (isSevenBit(lines)) return `${type}7bit\r\n\r\n${lines.replaceAll('\n', '\r\n')}`;
  return `${type}base64\r\n\r\n${inLines(Buffer.from(lines.replaceAll('\n', '\r\n')))}`;
}

/** The HTML, with its picture where there is one. */
function htmlPart({ html, picture }: MailParts, outer: string): string {
  if (!picture) return part('html', html);
  // no boundary may begin with the other one
  const boundary = `=.${outer.slice(2)}`;
  const { cid, name, png } = picture;
  const head = `Content-Type: image/png; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <${cid}>\r\nContent-Disposition: inline; filename="${name}"`;
  return `Content-Type: multipart/related; type="text/html"; boundary="${boundary}"\r\n\r\n--${boundary}\r\n${part('html', html)}\r\n--${boundary}\r\n${head}\r\n\r\n${inLines(png)}\r\n--${boundary}--`;
}

/** Base64 in lines of 76. */
function inLines(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(new RegExp(`.{1,${String(LINE_BYTES)}}`, 'g')) ?? []
  ).join('\r\n');
}

function isSevenBit(text: string): boolean {
  return /^[\t\n\x20-\x7e]*$/.test(text) && text.split('\n').every((line) => line.length <= LONGEST_LINE);
}
