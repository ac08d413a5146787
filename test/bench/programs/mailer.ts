import nodemailer, { type Transporter } from 'nodemailer';
import PostalMime from 'postal-mime';
import { answering } from '../answering';

/** The floor of sending: nodemailer's pool with mails like the desk's, known before, written down nowhere. */

const CONNECTIONS = 10;
const AT_A_TIME = 20;
const MAILS_PER_CONNECTION = 500;

interface Mail {
  composed: Record<string, unknown>;
  finished: { envelope: { from: string; to: string }; raw: string };
}

let transport: Transporter | null = null;
let mail: Mail | null = null;

async function start({ port, raw }: { port: number; raw: string }): Promise<null> {
  transport = nodemailer.createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_PER_CONNECTION,
  });
  const text = Buffer.from(raw, 'latin1').toString('utf8');
  const read = await PostalMime.parse(text);
  const [from, to] = [read.from?.address ?? '', read.to?.[0]?.address ?? ''];
  const ours = new Set(['auto-submitted', 'x-auto-response-suppress']);
  const headers = Object.fromEntries(read.headers.filter(({ key }) => ours.has(key)).map(({ key, value }) => [key, value]));
  const replyTo = read.replyTo?.[0]?.address;
  mail = {
    composed: { from, to, replyTo, subject: read.subject, text: read.text, html: read.html, headers },
    finished: { envelope: { from, to }, raw: text },
  };
  return null;
}

/** Sends so many and says how long it took. */
async function send({ count, as }: { count: number; as: keyof Mail }): Promise<{ wallMs: number }> {
  if (transport === null || mail === null) throw new Error('Not started.');
  const [pool, one] = [transport, mail[as]];
  const begun = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await pool.sendMail({ ...one });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, sender));
  return { wallMs: performance.now() - begun };
}

answering({ start, send });
