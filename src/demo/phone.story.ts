import type { ComplaintSeen, DeskClient } from './desk.client';
import { DeskRefused } from './desk.client';
import { insist, until } from './findings';
import { PLACE, type Stage } from './stage';
import { answerSurvey, closedAs, first, fix, noGift } from './steps';

const WHERE = 'phone';
const WAITED_SECONDS = 240;
const SUMMARY = 'The wheel was loose. We tightened it and rode the bike around the block.';

/** A call after a long wait, whose promise is broken, whose fix does not hold, and that a lead puts right. */
export async function phoneStory(stage: Stage): Promise<void> {
  const { mia, jonas } = stage;
  const email = stage.address('bo');
  const ticket = await logCall(stage, email);
  await watchPromise(stage, ticket);
  await fix(stage, WHERE, ticket, mia, SUMMARY);
  await noGift(stage, WHERE, ticket, mia);
  await answerSurvey(stage, WHERE, email, { score: '1', fixed: 'false', text: 'The wheel came loose again on the way home.' });
  await comeBack(stage, ticket, email);
  await fixAgain(stage, ticket);
  await noGift(stage, WHERE, ticket, jonas);
  await jonas.move(ticket, 'close', { followUp: { how: 'call', score: 5, fixed: true, text: 'It holds.' } });
  const closed = await closedAs(ticket, jonas, 'recovered');
  stage.findings.say(WHERE, `a serious matter is followed up by a call: Jonas calls Bo, it holds. ${closed.label} is closed as recovered`);
}

async function logCall({ findings, mia }: Stage, email: string): Promise<string> {
  const { ticket, promise } = (await mia.post('complaints', {
    channel: 'phone',
    location: PLACE,
    text: 'Your workshop let me go with a loose wheel, and then I hang in your queue for four minutes.',
    holdSeconds: WAITED_SECONDS,
    mood: 'upset',
    touchPoint: 'phone_system',
    customer: { name: 'Bo Chen', email, phone: '+12125550143' },
  })) as ComplaintSeen;
  if (!promise) throw new Error(`${ticket.label} gave no promise to read aloud.`);
  const logged = (await mia.contacts(ticket.id)).find(({ kind }) => kind === 'complaint');
  insist(logged?.waitSeconds === WAITED_SECONDS, 'The waiting time of the call was not kept.');
  findings.saw(
    'promiseAloud',
    WHERE,
    `Bo calls after ${String(WAITED_SECONDS / 60)} minutes of waiting music; logged as ${ticket.label} (${ticket.failureClass}). Mia reads aloud: "${promise.text}"`,
  );
  return ticket.id;
}

/** Nobody does anything: first the owner is warned, then the promise is broken and a manager is told. */
async function watchPromise({ findings, mia, boss }: Stage, ticket: string): Promise<void> {
  const warning = await until('the warning', () => newsAt(mia, ticket, 75));
  findings.saw('warned', WHERE, `nobody has fixed it yet: Mia is warned – "${warning}"`);
  const alarm = await until('the broken promise', () => newsAt(boss, ticket, 100));
  const clock = (await mia.ticket(ticket)).clocks.find((one) => one.clock === 'fix');
  insist(typeof clock?.breachedAt === 'string', 'The clock of the fix is not marked as broken.');
  findings.saw('breached', WHERE, `the promise is broken, and the manager is told – "${alarm}"`);
  const { late } = (await boss.get(`board?location=${PLACE}`)) as { late: readonly { id: string; lateByMs: number | null }[] };
  const row = late.find(({ id }) => id === ticket);
  if (!row) throw new Error('The broken promise is not on the board.');
  findings.saw('board', WHERE, `on the board it stands among the late ones, late by ${((row.lateByMs ?? 0) / 1000).toFixed(1)} s`);
}

async function newsAt(person: DeskClient, ticket: string, point: number): Promise<string | null> {
  return (await person.news()).find((news) => news.ticketId === ticket && news.point === point)?.text ?? null;
}

async function comeBack({ findings, boxes, jonas }: Stage, ticket: string, email: string): Promise<void> {
  const back = await until('the ticket to come back', async () => {
    const seen = await jonas.ticket(ticket);
    return seen.state === 'open' && seen.cycle === 2 ? seen : null;
  });
  insist(back.severity === 'S2', `It should be Serious by now and is ${back.severity}.`);
  insist(back.owner?.id === jonas.id, `A lead should look after it, and it is with ${back.owner?.name ?? 'nobody'}.`);
  findings.saw('badAnswer', WHERE, `${back.label} is open again at once: second attempt, Serious, with Jonas`);
  const sorry = await until('the mail that says sorry', () => boxes.find(email, 'We are sorry'));
  findings.saw('sorry', WHERE, `Bo reads: "${sorry.subject}"`);
}

async function fixAgain(stage: Stage, ticket: string): Promise<void> {
  const { findings, jonas } = stage;
  const no = await fix(stage, WHERE, ticket, jonas, SUMMARY).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(no instanceof DeskRefused)) throw new Error('The same fix was taken a second time.');
  findings.say(WHERE, `${first(jonas)} records the same fix again and is refused: "${no.message}"`);
  await fix(
    stage,
    WHERE,
    ticket,
    jonas,
    'The axle was bent. We put in a new one and rode ten kilometres.',
    'We replaced the axle instead of tightening the wheel.',
  );
  findings.saw('secondFix', WHERE, 'this time it says what is different, and is taken');
}
