import { type ComplaintSeen, DeskRefused, type GestureSeen } from './desk.client';
import { insist, until } from './findings';
import { PLACE, type Stage } from './stage';
import { accept, closedAs, first, fix } from './steps';

const WHERE = 'gift';
const DINNER = 'demo_dinner';
const BUDGET_MINOR = 20_000;
const COST_MINOR = 4000;

interface EntrySeen {
  readonly kind: string;
  readonly gestureId: string | null;
  readonly reservedChangeMinor: number;
  readonly spentChangeMinor: number;
}

/** A serious matter and a gift to match: more than Mia may give, so Jonas says yes; a voucher by mail, and a till that takes it once. */
export async function giftStory(stage: Stage): Promise<void> {
  const { findings, mia } = stage;
  const email = stage.address('eva');
  const budget = await prepare(stage);
  const ticket = await complain(stage, email);
  await fix(stage, WHERE, ticket, mia, 'The cake is baked again, by the master herself, and was delivered an hour ago.');
  await refused(stage, ticket);
  const gesture = await approved(stage, ticket);
  await accept(stage, WHERE, { ticket, email, name: 'dinner for two' }, gesture, mia);
  const code = await voucher(stage, email);
  await redeem(stage, code);
  await paid(stage, budget, gesture.id);
  await stage.jonas.move(ticket, 'close', { followUp: { how: 'call', score: 5, fixed: true, text: 'Delicious.' } });
  const closed = await closedAs(ticket, stage.jonas, 'recovered');
  findings.say(WHERE, `Jonas calls Eva, all is well. ${closed.label} is closed as recovered`);
}

async function prepare({ boss, findings }: Stage): Promise<string> {
  const { items } = (await boss.get('locations?limit=100')) as { items: readonly { key: string; currency: string }[] };
  const currency = items.find(({ key }) => key === PLACE)?.currency ?? 'USD';
  const terms = {
    name: 'Dinner for two',
    customerText: { en: 'A dinner for two in our restaurant, whenever you like.' },
    reasonLine: { en: 'We spoiled your evening. Have another one, with us.' },
    class: 'service',
    kind: 'free_service',
    costMinor: COST_MINOR,
    faceMinor: 6000,
    currency,
    fulfilment: 'code',
    status: 'active',
  };
  try {
    await boss.post('gesture-types', { code: DINNER, ...terms });
  } catch (error) {
    // a demo was here before
    if (!(error instanceof DeskRefused) || error.status !== 409) throw error;
  }
  const budget = { name: 'Gifts of the demo', location: PLACE, currency, period: 'month', limitMinor: BUDGET_MINOR };
  const { id } = (await boss.post('budgets', budget)) as { id: string };
  findings.say(WHERE, `the manager sets ${units(BUDGET_MINOR)} a month aside for gifts of the demo shop`);
  return id;
}

async function complain({ mia, findings }: Stage, email: string): Promise<string> {
  const { ticket } = (await mia.post('complaints', {
    channel: 'phone',
    location: PLACE,
    text: 'The cake for our golden wedding came on the wrong day.',
    severity: 'S2',
    mood: 'angry',
    touchPoint: 'service_support',
    failureClass: 'failed_service',
    customer: { name: 'Eva Lang', email },
  })) as ComplaintSeen;
  findings.say(WHERE, `Eva calls: the cake for the golden wedding came on the wrong day. Logged as ${ticket.label}, Serious`);
  return ticket.id;
}

/** What the rules forbid is refused with one sentence. */
async function refused({ mia, findings }: Stage, ticket: string): Promise<void> {
  const no = await mia.post(`tickets/${ticket}/gestures`, { gestureType: 'card', note: 'Dear Eva' }).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(no instanceof DeskRefused)) throw new Error('A card was promised to somebody without an address.');
  findings.saw('refused', WHERE, `${first(mia)} wants to send a card and is refused: "${no.message}"`);
}

async function approved({ mia, jonas, findings }: Stage, ticket: string): Promise<GestureSeen> {
  const ask = { gestureType: DINNER, reason: 'Their golden wedding happens once.' };
  const asked = (await mia.post(`tickets/${ticket}/gestures`, ask)) as GestureSeen;
  insist(asked.state === 'pending_approval', `It should wait for a yes and is ${asked.state}.`);
  const waiting = await until('the question to the lead', async () => {
    const { items } = (await jonas.get('approvals')) as { items: readonly { gesture: string; why: string; mayDecide: boolean }[] };
    return items.find((item) => item.gesture === asked.id && item.mayDecide) ?? null;
  });
  findings.say(WHERE, `${first(mia)} asks for a dinner for two. Jonas sees it waiting: "${waiting.why}"`);
  const yes = (await jonas.post(`gestures/${asked.id}/approve`, { note: 'Of course.' })) as GestureSeen;
  insist(yes.state === 'approved', `It should be approved and is ${yes.state}.`);
  findings.saw('approved', WHERE, `${first(jonas)} says yes, and ${first(mia)} offers it`);
  return yes;
}

async function voucher({ boxes, findings }: Stage, email: string): Promise<string> {
  const code = await until('the voucher by mail', () => {
    const texts = boxes.mails.filter(({ to }) => to.includes(email)).map(({ text }) => text);
    return (
      texts.map((text) => /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}\b/.exec(text)?.[0]).find((found) => found !== undefined) ??
      null
    );
  });
  findings.saw('voucher', WHERE, `Eva gets a voucher by mail: ${code}`);
  return code;
}

/** One till takes it, the next one learns where it was used. */
async function redeem({ mia, jonas, findings }: Stage, code: string): Promise<void> {
  const typed = code.toLowerCase().replaceAll('-', ' ');
  await mia.post('vouchers/redeem', { code: typed, terminal: 'till 1', place: 'Demo restaurant' });
  const no = await jonas.post('vouchers/redeem', { code, terminal: 'till 2' }).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(no instanceof DeskRefused)) throw new Error('One voucher was used twice.');
  findings.saw('redeemed', WHERE, `the dinner was good. The till takes the voucher once; a second till reads: "${no.message}"`);
}

/** The ledger of the budget has every step of this gift: set aside at the yes, spent when it was given. */
async function paid({ boss, findings }: Stage, budget: string, gesture: string): Promise<void> {
  const { items } = (await boss.get(`budgets/${budget}/entries?limit=100`)) as { items: readonly EntrySeen[] };
  const mine = items.filter(({ gestureId }) => gestureId === gesture);
  const sum = (of: 'reservedChangeMinor' | 'spentChangeMinor') => mine.reduce((total, entry) => total + entry[of], 0);
  insist(sum('reservedChangeMinor') === 0 && sum('spentChangeMinor') === COST_MINOR, `The ledger does not add up: ${JSON.stringify(mine)}`);
  const steps = [...mine].reverse().map(({ kind }) => kind);
  findings.saw('budget', WHERE, `the ledger of the budget has it all: ${steps.join(', ')}; ${units(COST_MINOR)} spent`);
}

function units(minor: number): string {
  return String(minor / 100);
}
