import type { SunkMail } from './mail-sink';
import type { OutgoingMail, World } from './world';

/** Mail as customers and their machines write it, and what became of it. */

export interface Fate {
  state: string;
  outcome: string | null;
  why: string | null;
  ticketId: string | null;
  automatic: boolean | null;
  from: string | null;
  subject: string | null;
}

let counter = 0;

/** An address that nobody has used yet. */
export function stranger(name = 'ann'): string {
  counter += 1;
  return `${name}${String(counter)}@customers.test`;
}

/** Sends one mail, lets the desk work, and tells what became of it. */
export async function mailed(world: World, mail: OutgoingMail): Promise<Fate> {
  await world.sendMail(mail);
  await world.settle();
  return lastFate(world);
}

export async function lastFate(world: World): Promise<Fate> {
  const [row] = await world.sql<Fate & Record<string, unknown>>(
    `SELECT state, outcome, why_quarantined AS why, ticket_id AS "ticketId", automatic, from_address AS "from", subject FROM inbound_message ORDER BY id DESC LIMIT 1`,
  );
  if (!row) throw new Error('no mail arrived');
  return row;
}

/** A complaint by mail: its ticket, its number, and the receipt that its sender got. */
export async function complainedByMail(
  world: World,
  from: string,
  over: Partial<OutgoingMail> = {},
): Promise<{ ticketId: string; number: number; receipt: SunkMail }> {
  const { ticketId } = await mailed(world, {
    from: `Ann Brown <${from}>`,
    subject: 'My table wobbles',
    text: 'It wobbled from the first day.',
    ...over,
  });
  if (ticketId === null) throw new Error('no ticket was opened');
  const [row] = await world.sql<{ number: number }>('SELECT number FROM ticket WHERE id = $1', [ticketId]);
  const receipt = world.sink.to(from).at(-1);
  if (!receipt) throw new Error('no receipt was sent');
  return { ticketId, number: Number(row?.number), receipt };
}

/** Where an answer to one of our mails goes. */
export function replyTo(mail: SunkMail): string {
  return (mail.header('reply-to') ?? '').replace(/[<>]/g, '');
}

export function contactsOf(
  world: World,
  ticketId: string,
): Promise<{ kind: string; text: string; visitor: boolean; human: boolean; direction: string }[]> {
  return world.sql('SELECT kind, text, visitor, human, direction FROM contact WHERE ticket_id = $1 ORDER BY created_at, id', [ticketId]);
}

export async function stateOf(world: World, ticketId: string): Promise<string> {
  return (await world.sql<{ state: string }>('SELECT state FROM ticket WHERE id = $1', [ticketId]))[0]?.state ?? '';
}

/** A delivery report about one of our mails, as a mail server writes it. */
export function bounceOf(mail: SunkMail, address: string, status = '5.1.1', action = 'failed'): string {
  return [
    'From: Mail Delivery System <mailer-daemon@mx.customers.test>',
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <bounce-' + String((counter += 1)) + '@mx.customers.test>',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="BB"',
    '',
    '--BB',
    'Content-Type: text/plain',
    '',
    'Sorry, your mail did not arrive.',
    '--BB',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.customers.test',
    '',
    `Final-Recipient: rfc822; ${address}`,
    `Action: ${action}`,
    `Status: ${status}`,
    '',
    '--BB',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${mail.header('message-id') ?? ''}`,
    `Subject: ${mail.subject}`,
    '',
    '--BB--',
    '',
  ].join('\r\n');
}
