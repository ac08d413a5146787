import type { DeskClient, GestureSeen, SuggestionSeen, TicketSeen } from './desk.client';
import { insist, until } from './findings';
import type { ReceivedMail } from './mailbox.client';
import type { Stage } from './stage';

/** What several stories do in the same way. `where` is the word that the line begins with. */

const FIX = { kind: 'repair', decision: 'upheld', fault: 'ours', cause: 'process', apology: { given: true } };

/** Records what was done to put it right. */
export async function fix(
  { findings }: Stage,
  where: string,
  ticket: string,
  by: DeskClient,
  summary: string,
  whatChanged?: string,
): Promise<TicketSeen> {
  const fixed = await by.move(ticket, 'fix-delivered', { ...FIX, summary, ...(whatChanged ? { whatChanged } : {}) });
  insist(fixed.state === 'fixed', `${fixed.label} should be fixed and is ${fixed.state}`);
  findings.say(where, `${first(by)} delivers the fix and says sorry: "${summary}"`);
  return fixed;
}

/** A gesture that needs no personal line and that this person may give. */
export async function suggestion({ findings }: Stage, where: string, ticket: string, by: DeskClient): Promise<SuggestionSeen> {
  const items = await until('suggestions', async () => {
    const found = ((await by.get(`tickets/${ticket}/suggestions`)) as { items: readonly SuggestionSeen[] }).items;
    return found.length > 0 ? found : null;
  });
  const chosen = items.find(({ requiresNote, needs, reasons }) => !requiresNote && needs === null && reasons.length > 0);
  if (!chosen) throw new Error('None of the suggested gestures can be given as it is.');
  const names = items.map(({ name }) => name.toLowerCase()).join(', ');
  findings.saw('suggested', where, `the desk suggests: ${names}. Mia takes ${chosen.name.toLowerCase()}: "${chosen.reasons[0] ?? ''}"`);
  return chosen;
}

/** Suggestion, offer by mail, acceptance by the link in it, proof that it was given. Answers the link. */
export async function gift(stage: Stage, where: string, ticket: TicketSeen, by: DeskClient, email: string): Promise<string> {
  const { findings } = stage;
  const chosen = await suggestion(stage, where, ticket.id, by);
  const taken = (await by.post(`tickets/${ticket.id}/gestures`, { gestureType: chosen.gestureType })) as GestureSeen;
  const link = await accept(stage, where, { ticket: ticket.id, email, name: chosen.name.toLowerCase() }, taken, by);
  await by.post(`gestures/${taken.id}/fulfil`, { proof: 'Handed over by Mia at the desk.' });
  findings.say(where, 'it is given, with a note how it reached the customer');
  return link;
}

/** The offer by mail, and the yes by the link in it. Answers the link. */
export async function accept(
  { findings, boxes, customer }: Stage,
  where: string,
  { ticket, email, name }: { ticket: string; email: string; name: string },
  gesture: GestureSeen,
  by: DeskClient,
): Promise<string> {
  await by.post(`gestures/${gesture.id}/offer`);
  const mail = await until('the offer by mail', () => boxes.find(email, 'Something from us'));
  findings.saw('offered', where, `the customer reads: "${mail.subject}" – ${name}`);
  const link = statusLink(mail);
  insist((await customer.page(link)).includes('Yes, please'), 'The page of the offer has no button to accept it.');
  await customer.form(actionOf(link, 'accept'), { gift: gesture.id });
  const accepted = await until('the acceptance', async () => gestureIn(await by.ticket(ticket), gesture.id, ['accepted', 'fulfilled']));
  findings.saw('accepted', where, `the customer opens the link and says yes; the gesture is ${accepted}`);
  return link;
}

/** No gift this time. */
export async function noGift({ findings }: Stage, where: string, ticket: string, by: DeskClient): Promise<void> {
  await by.post(`tickets/${ticket}/waive-gesture`, { reason: 'customer_wants_nothing' });
  findings.say(where, 'the customer wants no gift; that is recorded instead of one');
}

/** The follow-up mail arrives, and the customer answers by its link. */
export async function answerSurvey(
  stage: Stage,
  where: string,
  email: string,
  answer: { score: string; fixed: string; text: string },
): Promise<void> {
  const { findings, boxes, customer } = stage;
  const mail = await until('the follow-up mail', () => boxes.find(email, 'Did we put it right?'));
  findings.saw('followUp', where, `the customer reads: "${mail.subject}"`);
  const link = statusLink(mail);
  await until('the questions on the page', async () => ((await customer.page(link)).includes('name="score"') ? true : null));
  await customer.form(actionOf(link, 'survey'), answer);
  findings.say(
    where,
    `the customer answers by the link: ${answer.score} of 5, ${answer.fixed === 'true' ? 'fixed' : 'not fixed'}${answer.text ? `, "${answer.text}"` : ''}`,
  );
}

/** Waits for the end and checks that nothing is left running that is over. */
export async function closedAs(ticket: string, by: DeskClient, reason: string): Promise<TicketSeen> {
  const closed = await until('the ticket to close', async () => {
    const seen = await by.ticket(ticket);
    return seen.state === 'closed' ? seen : null;
  });
  insist(closed.closeReason === reason, `${closed.label} should be closed as ${reason} and is ${String(closed.closeReason)}`);
  const left = closed.clocks.filter(({ clock, state }) => ['running', 'paused'].includes(state) && clock !== 'reopen_window');
  insist(left.length === 0, `on ${closed.label} still runs: ${left.map(({ clock }) => clock).join(', ')}`);
  return closed;
}

export function statusLink(mail: ReceivedMail): string {
  const link = /\/s\/[A-Za-z0-9_-]{20,}/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error(`The mail "${mail.subject}" has no link.`);
  return link;
}

export function first(person: DeskClient): string {
  return person.name.split(' ')[0] ?? person.name;
}

function actionOf(link: string, what: string): string {
  return `/public${link.replace('/s/', '/status/')}/${what}`;
}

function gestureIn(ticket: TicketSeen, id: string, states: readonly string[]): string | null {
  return ticket.gestures.find((gesture) => gesture.id === id && states.includes(gesture.state))?.state ?? null;
}
