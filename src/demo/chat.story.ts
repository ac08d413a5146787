import { randomUUID } from 'node:crypto';
import type { ChatLineSeen } from './desk.client';
import { insist, until } from './findings';
import { PLACE, type Stage } from './stage';
import { answerSurvey, closedAs, first, fix, gift } from './steps';

const WHERE = 'chat';

/** A chat: answered in time, fixed, a gift accepted by link, the survey answered by link, closed. */
export async function chatStory(stage: Stage): Promise<void> {
  const { findings, customer, mia } = stage;
  const email = stage.address('cleo');
  const { token } = (await customer.post('public/chats', { location: PLACE, name: 'Cleo Diaz', email })) as { token: string };
  const write = (text: string) => customer.post(`public/chats/${token}/lines`, { clientLineId: randomUUID(), text });
  await write('Hello? The lock I bought yesterday does not open any more.');
  const ticket = await until('the chat to become a ticket', () => mia.ticketOf(email));
  findings.saw(
    'chatOpened',
    WHERE,
    `Cleo writes the first line in the chat; it is ${ticket.label}, and a person must answer within 4 seconds`,
  );
  await mia.move(ticket.id, 'messages', { channel: 'chat', text: 'I am sorry, Cleo. Bring it in and you get another one at once.' });
  const answer = await until('the answer in the chat', async () => {
    const { items } = (await customer.get(`public/chats/${token}/lines`)) as { items: readonly ChatLineSeen[] };
    return items.find(({ author }) => author === 'staff') ?? null;
  });
  const contact = (await mia.ticket(ticket.id)).clocks.find(({ clock }) => clock === 'contact');
  insist(contact?.state === 'met', `The promise of an answer should be kept and is ${contact?.state ?? 'not there'}.`);
  findings.saw('chatAnswered', WHERE, `${answer.name ?? first(mia)} answers in time; Cleo reads: "${answer.text}"`);
  await write('Thank you, I am at your door.');
  const fixed = await fix(stage, WHERE, ticket.id, mia, 'The lock had a broken spring. We gave out a new one and tried it together.');
  await gift(stage, WHERE, fixed, mia, email);
  await answerSurvey(stage, WHERE, email, { score: '5', fixed: 'true', text: '' });
  findings.saw('answered', WHERE, 'the answer is taken');
  const closed = await closedAs(ticket.id, mia, 'recovered');
  findings.saw('closed', WHERE, `${closed.label} is closed as recovered`);
}
