import type { ComplaintSeen, GestureSeen } from './desk.client';
import { insist } from './findings';
import { PLACE, type Stage } from './stage';
import { answerSurvey, closedAs, suggestion } from './steps';

const WHERE = 'counter';

/** Somebody at the counter: put right on the spot, a gift in the hand, and still asked how it went. */
export async function counterStory(stage: Stage): Promise<void> {
  const { findings, mia } = stage;
  const email = stage.address('dan');
  const { ticket } = (await mia.post('complaints', {
    channel: 'in_person',
    location: PLACE,
    text: 'The bell on my new bike does not ring.',
    touchPoint: 'store_office',
    customer: { name: 'Dan Wolf', email },
    fix: {
      kind: 'replace',
      summary: 'The bell was stuck. We put on another one while he waited.',
      decision: 'upheld',
      fault: 'ours',
      cause: 'product',
      apology: { given: true },
    },
  })) as ComplaintSeen;
  insist(ticket.state === 'fixed', `${ticket.label} should be fixed on the spot and is ${ticket.state}`);
  findings.saw('counter', WHERE, `Dan stands at the counter with a silent bell; ${ticket.label} is logged and fixed in one go`);
  const chosen = await suggestion(stage, WHERE, ticket.id, mia);
  const taken = (await mia.post(`tickets/${ticket.id}/gestures`, { gestureType: chosen.gestureType, inPerson: true })) as GestureSeen;
  await mia.post(`gestures/${taken.id}/offer`, { inPerson: true });
  await mia.post(`gestures/${taken.id}/accept`);
  const given = (await mia.post(`gestures/${taken.id}/fulfil`, { proof: 'Mia gave it to Dan at the counter.' })) as GestureSeen;
  insist(given.state === 'fulfilled', `The gesture should be given and is ${given.state}.`);
  findings.saw('counterGift', WHERE, `Mia offers ${given.name.toLowerCase()}, Dan says yes, done`);
  await answerSurvey(stage, WHERE, email, { score: '4', fixed: 'true', text: 'Quick and friendly.' });
  const closed = await closedAs(ticket.id, mia, 'recovered');
  findings.say(WHERE, `${closed.label} is closed as recovered`);
}
