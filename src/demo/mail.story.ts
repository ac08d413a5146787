import { insist, until } from './findings';
import { type ReceivedMail, sendMail } from './mailbox.client';
import type { Stage } from './stage';
import { closedAs, first, fix, gift } from './steps';

const WHERE = 'e-mail';

/** A complaint by mail: receipt, an exchange, the fix, a gift accepted by link, and a call that asks how it went. */
export async function mailStory(stage: Stage): Promise<void> {
  const { findings, mia } = stage;
  const email = stage.address('ann');
  const ticket = await arrive(stage, email);
  await exchange(stage, email, ticket.id);
  const fixed = await fix(
    stage,
    WHERE,
    ticket.id,
    mia,
    'The saddle was the wrong one. We took it back and fitted the one that was ordered.',
  );
  await gift(stage, WHERE, fixed, mia, email);
  await mia.move(ticket.id, 'close', { followUp: { how: 'call', score: 5, fixed: true, text: 'She is happy with it.' } });
  const closed = await closedAs(ticket.id, mia, 'recovered');
  findings.saw('called', WHERE, `${first(mia)} calls and asks how it went: all good. ${closed.label} is closed as recovered`);
}

async function arrive(stage: Stage, email: string): Promise<{ id: string; label: string }> {
  const { findings, boxes, desk, mia } = stage;
  await sendMail(desk.smtp, {
    from: `Ann Lee <${email}>`,
    to: desk.intakeAddress,
    subject: 'Wrong saddle',
    text: 'I ordered a black saddle and got a brown one. Please put that right.',
  });
  const ticket = await until('the mail to become a ticket', () => mia.ticketOf(email));
  findings.saw('mailTaken', WHERE, `Ann's mail is taken by SMTP and is now ${ticket.label}, ${ticket.state}, for nobody in particular yet`);
  const receipt = await until('the receipt', () => boxes.find(email, 'We have your message'));
  insist(receipt.subject.includes(ticket.label), `The receipt names another number: ${receipt.subject}`);
  findings.saw('receipt', WHERE, `Ann reads: "${receipt.subject}"${promiseIn(receipt)}`);
  return ticket;
}

/** A person writes, the customer answers that mail, and the answer lands on the same ticket. */
async function exchange(stage: Stage, email: string, ticket: string): Promise<void> {
  const { findings, boxes, desk, mia } = stage;
  await mia.move(ticket, 'take');
  await mia.move(ticket, 'messages', { channel: 'email', subject: 'Your saddle', text: 'That was our mistake. Which model is your bike?' });
  const reply = await until('the reply by mail', () => boxes.find(email, 'Your saddle'));
  findings.saw('reply', WHERE, `${first(mia)} takes it and writes; Ann reads: "${reply.subject}"`);
  const to = reply.replyTo ?? desk.intakeAddress;
  await sendMail(desk.smtp, {
    from: `Ann Lee <${email}>`,
    to,
    subject: `Re: ${reply.subject}`,
    text: 'It is the City 3.',
    ...(reply.messageId ? { inReplyTo: reply.messageId } : {}),
  });
  await until(
    'the answer on the ticket',
    async () => (await mia.contacts(ticket)).find(({ direction, text }) => direction === 'in' && text.includes('City 3')) ?? null,
  );
  findings.saw('threaded', WHERE, 'Ann answers that mail; her answer is on the same ticket');
}

function promiseIn(mail: ReceivedMail): string {
  const promise = /You will hear from us by [^\n]+/.exec(mail.text)?.[0];
  return promise ? ` – "${promise}"` : '';
}
