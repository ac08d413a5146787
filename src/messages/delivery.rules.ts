/** What became of a mail that was handed to the relay (settled.md 36). */

export type Delivery =
  | { end: 'sent'; reference: string | null }
  /** It did not arrive and can be tried again; `forGood` = trying again is useless; `addressDead` = there is no such mailbox. */
  | { end: 'refused'; why: string; forGood: boolean; addressDead: boolean }
  /** It may have arrived. Sending it again could be a second mail. */
  | { end: 'unknown'; why: string };

/** What the mail library says about a failure. */
export interface MailFault {
  message: string;
  /** The server's reply code, where it replied. */
  replyCode: number | null;
  reply: string | null;
  /** The SMTP command that was answered. */
  command: string | null;
}

/**
 * Reads a failure. A 4xx or 5xx reply is an answer: refused, whenever it came. Without an answer it is refused as long as the final dot had not been
 * written, and unknown afterwards (connection lost, timed out, or a reply that means nothing).
 */
export function readFault(fault: MailFault, handedOver: boolean): Delivery {
  const { replyCode } = fault;
  const why = (fault.reply ?? fault.message).replace(/\s+/g, ' ').slice(0, 300);
  if (replyCode !== null && replyCode >= 400 && replyCode < 600) {
    const forGood = fault.command === 'RCPT TO' && replyCode >= 500;
    return { end: 'refused', why, forGood, addressDead: forGood && isAboutTheMailbox(fault.reply ?? '') };
  }
  if (handedOver) return { end: 'unknown', why: `no answer after the mail was handed over: ${why}` };
  return { end: 'refused', why, forGood: false, addressDead: false };
}

/** 5.7.x is about rules of the relay and not about the mailbox (RFC 3463): the address may be fine. */
function isAboutTheMailbox(reply: string): boolean {
  return !/^\d{3}[ -]5\.7\.\d+/.test(reply);
}
