import type { Client, Json } from './support/client';
import { Outsider } from './support/lives';
import { SmsProvider } from './support/sms-provider';
import { DAY, FIX, HOUR, MINUTE, MONDAY, newsOf, nextMonday, ok, seen } from './support/ticket-desk';
import { codeType } from './support/vouchers';
import { World } from './support/world';

/*
 * Whole lives of complaints as the customer has them: by mailbox, telephone and browser, and nothing else. Each step says exactly what it brings; what
 * domain.md 6.1 foresees comes, and nothing besides. The place is open from nine to five, Monday to Friday; every life begins on a Monday at ten.
 */

let sms: SmsProvider;
let world: World;
let ines: Client;
let lead: Client;
let manager: Client;
let counter = 0;

beforeAll(async () => {
  sms = await SmsProvider.start();
  world = await World.start({ queues: false, env: { ...sms.env, SMS_PER_SECOND: '1000' } });
  await world.setClock(MONDAY);
  ines = await world.signIn('agent', { name: 'Ines Vega' });
  lead = await world.signIn('lead', { name: 'Leo Lead' });
  manager = await world.signIn('manager', { name: 'Mara Manager' });
  await codeType(manager, 'tea');
});
afterAll(async () => {
  await world.stop();
  await sms.stop();
});
beforeEach(() => nextMonday(world));

function somebody(name: string): Outsider {
  counter += 1;
  return new Outsider(world, sms, name, `life${String(counter)}@customers.test`, `+1212555${String(6000 + counter)}`);
}

/** The ticket that began with the last complaint of this customer. */
async function ticketOf({ email, phone }: Outsider): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `SELECT t.id FROM ticket t JOIN address a ON a.customer_id = t.customer_id WHERE a.value_norm IN ($1, $2) ORDER BY t.number DESC LIMIT 1`,
    [email, phone],
  );
  return row?.id ?? '';
}

/** Taken on the phone by Ines. */
async function called(who: Outsider, ways: readonly ('email' | 'phone')[], over: object = {}): Promise<string> {
  const customer = {
    name: who.name,
    ...(ways.includes('email') ? { email: who.email } : {}),
    ...(ways.includes('phone') ? { phone: who.phone } : {}),
  };
  const taken = await ok(
    ines.post('complaints', { channel: 'phone', text: 'The brakes squeal.', touchPoint: 'service_support', customer, ...over }),
  );
  return taken.ticket.id;
}

const end = async (id: string) => {
  const { state, closeReason, cycle } = await seen(manager, id);
  return [state, closeReason, cycle];
};
const tasks = async (id: string): Promise<Json[]> => (await ok(manager.get(`tasks?ticket=${id}`))).items;

test('a happy life: by mail, one question, a gift, five stars', async () => {
  const ann = somebody('Ann Brown');
  await ann.writes('My table wobbles', 'It wobbled from the first day.');
  expect(await ann.news()).toEqual(['mail receipt']);
  const id = await ticketOf(ann);
  await ok(ines.post(`tickets/${id}/take`));
  expect(await ann.after(29 * MINUTE)).toEqual([]);
  expect(await ann.after(MINUTE)).toEqual(['mail owner_named']);
  await ok(ines.post(`tickets/${id}/messages`, { channel: 'email', subject: 'From Ines: your table', text: 'I look into it today.' }));
  expect(await ann.news()).toEqual(['mail staff_reply']);
  await ok(ines.post(`tickets/${id}/ask-customer`, { question: 'Which of the four legs is it?', channel: 'email' }));
  expect(await ann.news()).toEqual(['mail question']);
  await ann.answers('The left one in front.');
  expect(await ann.news()).toEqual([]);
  expect((await seen(ines, id)).state).toBe('open');
  await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
  expect(await ann.news()).toEqual(['mail fix_summary']);
  const gift = await ok(ines.post(`tickets/${id}/gestures`, { gestureType: 'tea' }));
  await ok(ines.post(`gestures/${String(gift.id)}/offer`));
  expect(await ann.news()).toEqual(['mail one_up_offer']);
  expect(await ann.sends('accept')).toBe(303);
  expect(await ann.news()).toEqual(['mail voucher']);
  expect(await ann.after(25 * HOUR)).toEqual(['mail survey']);
  expect(await ann.sends('survey', { score: '5', fixed: 'true', text: 'Thank you.' })).toBe(303);
  expect(await ann.news()).toEqual(['mail closing_note']);
  expect(await end(id)).toEqual(['closed', 'recovered', 1]);
  // its ninetieth day is a Sunday, so the voucher is good until Monday
  expect(await ann.after(75 * DAY)).toEqual([]);
  expect(await ann.after(2 * DAY)).toEqual(['mail voucher_reminder']);
  expect(await ann.after(30 * DAY)).toEqual([]);
  expect(ann.texted).toEqual([]);
  expect(Object.values(ann.counted())).toEqual(Array(10).fill(1));
});

describe('a silent life', () => {
  test('that never answers the question: asked, asked twice more, closed for now', async () => {
    const bo = somebody('Bo Silent');
    await bo.writes('My chair broke', 'A leg came off.');
    expect(await bo.news()).toEqual(['mail receipt']);
    const id = await ticketOf(bo);
    await ok(ines.post(`tickets/${id}/first-contact`, { channel: 'phone', how: 'call', note: 'Told him that we look into it.' }));
    expect(await bo.news()).toEqual([]);
    await ok(ines.post(`tickets/${id}/ask-customer`, { question: 'Which chair is it?', channel: 'email' }));
    expect(await bo.news()).toEqual(['mail question']);
    expect(await bo.after(DAY - HOUR)).toEqual([]);
    expect(await bo.after(HOUR)).toEqual(['mail chase_1']);
    expect(await bo.after(2 * DAY)).toEqual(['mail chase_2']);
    expect(await bo.after(10 * DAY)).toEqual([]);
    expect(await bo.after(DAY)).toEqual(['mail lapse_notice']);
    expect(await end(id)).toEqual(['closed', 'lapsed', 1]);
    expect(await bo.after(40 * DAY)).toEqual([]);
    expect(bo.texted).toEqual([]);
  });

  test('that takes the fix and the gift without a word: one reminder of the survey, then nobody knows how it went', async () => {
    const cy = somebody('Cy Silent');
    await cy.writes('My lamp flickers', 'Since last week.');
    expect(await cy.news()).toEqual(['mail receipt']);
    const id = await ticketOf(cy);
    await ok(ines.post(`tickets/${id}/fix-delivered`, { ...FIX, contact: { channel: 'phone', how: 'call', note: 'Told him.' } }));
    expect(await cy.news()).toEqual(['mail fix_summary']);
    const gift = await ok(ines.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
    await ok(ines.post(`gestures/${String(gift.id)}/offer`));
    expect(await cy.news()).toEqual(['mail one_up_offer']);
    expect(await cy.after(25 * HOUR)).toEqual(['mail survey']);
    expect(await cy.after(3 * DAY)).toEqual(['mail survey_reminder']);
    expect(await cy.after(5 * DAY)).toEqual([]);
    // the gift is still on offer
    expect(await end(id)).toEqual(['following_up', null, 1]);
    expect(await cy.after(60 * DAY)).toEqual([]);
    expect(await end(id)).toEqual(['closed', 'unknown', 1]);
    expect(await cy.after(60 * DAY)).toEqual([]);
    expect(cy.texted).toEqual([]);
  });
});

describe('an angry life', () => {
  test('of a dangerous matter by phone: promises missed, help from above, a second fix, a call, and care afterwards', async () => {
    const dora = somebody('Dora Angry');
    const id = await called(dora, ['email', 'phone'], { severity: 'S1', mood: 'angry' });
    expect(await dora.news()).toEqual(['mail receipt']);
    expect(await dora.after(3 * HOUR)).toEqual(['mail still_working']);
    expect(await dora.after(HOUR)).toEqual(['mail late_note']);
    expect(await dora.after(2 * HOUR)).toEqual(['mail still_working']);
    expect(await dora.after(3 * HOUR)).toEqual([]);
    expect(await dora.sends('escalate')).toBe(303);
    expect(await dora.news()).toEqual([]);
    expect(await newsOf(lead, id)).toContain('escalated');
    await ok(lead.post(`tickets/${id}/fix-delivered`, FIX));
    expect(await dora.news()).toEqual(['mail fix_summary']);
    await ok(lead.post(`tickets/${id}/waive-gesture`, { reason: 'apology_only' }));
    expect(await dora.after(4 * DAY)).toEqual([]);
    await ok(lead.post(`tickets/${id}/bad-answer`, { channel: 'phone', score: 2, fixed: false, text: 'It squeals again.' }));
    expect(await dora.news()).toEqual(['mail sorry_again']);
    await ok(lead.post(`tickets/${id}/fix-delivered`, { ...FIX, whatChanged: 'Another part.' }));
    expect(await dora.news()).toEqual(['mail fix_summary']);
    await ok(lead.post(`tickets/${id}/waive-gesture`, { reason: 'apology_only' }));
    await world.settle();
    const call = (await tasks(id)).find(({ kind }) => kind === 'call');
    await ok(lead.post(`tasks/${String(call?.id)}/done`, { outcome: 'reached', note: 'All is well.' }));
    expect(await dora.news()).toEqual([]);
    await ok(lead.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
    expect(await dora.news()).toEqual(['mail closing_note']);
    expect(await end(id)).toEqual(['closed', 'recovered', 2]);
    expect(await dora.after(2 * DAY)).toEqual(['mail after_care_2']);
    expect(await dora.after(12 * DAY)).toEqual(['mail after_care_14']);
    expect(await dora.after(16 * DAY)).toEqual(['mail after_care_30']);
    expect(await dora.after(90 * DAY)).toEqual([]);
    expect(dora.texted).toEqual([]);
  });

  test('of an everyday matter: two stars bring it to a lead, and the second fix is called about', async () => {
    const ed = somebody('Ed Angry');
    const id = await called(ed, ['email', 'phone'], { mood: 'angry' });
    expect(await ed.news()).toEqual(['mail receipt']);
    await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
    expect(await ed.news()).toEqual(['mail fix_summary']);
    await ok(ines.post(`tickets/${id}/waive-gesture`, { reason: 'apology_only' }));
    expect(await ed.after(25 * HOUR)).toEqual(['mail survey']);
    expect(await ed.sends('survey', { score: '2', fixed: 'false', text: 'It is loud again.' })).toBe(303);
    expect(await ed.news()).toEqual(['mail sorry_again']);
    expect(await seen(lead, id)).toMatchObject({ state: 'open', cycle: 2, severity: 'S2', owner: { id: lead.staffId } });
    expect(await ed.after(HOUR)).toEqual(['mail late_note']);
    await ok(lead.post(`tickets/${id}/fix-delivered`, { ...FIX, whatChanged: 'Another part.' }));
    expect(await ed.news()).toEqual(['mail fix_summary']);
    await ok(lead.post(`tickets/${id}/waive-gesture`, { reason: 'apology_only' }));
    await world.settle();
    const call = (await tasks(id)).find(({ kind }) => kind === 'call');
    await ok(lead.post(`tasks/${String(call?.id)}/done`, { outcome: 'not_reached' }));
    expect(await ed.news()).toEqual(['mail missed_call']);
    const again = (await tasks(id)).find(({ kind }) => kind === 'call');
    await ok(lead.post(`tasks/${String(again?.id)}/done`, { outcome: 'reached', note: 'All is well.' }));
    await ok(lead.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 4, fixed: true } }));
    expect(await ed.news()).toEqual(['mail closing_note']);
    expect(await end(id)).toEqual(['closed', 'recovered', 2]);
    expect(await ed.after(2 * DAY)).toEqual(['mail after_care_2']);
    expect(await ed.after(12 * DAY)).toEqual(['mail after_care_14']);
    expect(await ed.after(16 * DAY)).toEqual(['mail after_care_30']);
    expect(await ed.after(90 * DAY)).toEqual([]);
    expect(ed.texted).toEqual([]);
  });
});

describe('a life without our messages', () => {
  test('that begins by text and says STOP: one confirmation, no text any more, and people call', async () => {
    const fay = somebody('Fay Stop');
    const id = await called(fay, ['phone']);
    expect(await fay.news()).toEqual(['text receipt']);
    await fay.textsBack('STOP');
    expect(await fay.news()).toEqual(['text stop_confirmation']);
    await fay.textsBack('stop');
    expect(await fay.news()).toEqual([]);
    expect((await seen(ines, id)).customer.contactNotes).toEqual(['Do not text; call.']);
    await ok(ines.post(`tickets/${id}/take`));
    expect(await fay.after(HOUR)).toEqual([]);
    await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
    expect(await fay.news()).toEqual([]);
    const [told] = await tasks(id);
    expect([told.kind, told.address, told.script]).toEqual(['call', fay.phone, expect.stringContaining(FIX.summary)]);
    await ok(ines.post(`tasks/${String(told.id)}/done`, { outcome: 'reached', note: 'Told her.' }));
    const gift = await ok(ines.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
    await ok(ines.post(`gestures/${String(gift.id)}/offer`));
    expect(await fay.news()).toEqual([]);
    const [offer] = await tasks(id);
    expect(offer.kind).toBe('call');
    await ok(ines.post(`tasks/${String(offer.id)}/done`, { outcome: 'reached', note: 'She says yes.' }));
    await ok(ines.post(`gestures/${String(gift.id)}/accept`));
    await ok(ines.post(`gestures/${String(gift.id)}/fulfil`, { proof: 'She had it today.' }));
    expect(await fay.after(30 * HOUR)).toEqual([]);
    const [asked] = await tasks(id);
    expect(asked.kind).toBe('call');
    await ok(ines.post(`tasks/${String(asked.id)}/done`, { outcome: 'reached', note: 'All is well.' }));
    await ok(ines.post(`tickets/${id}/close`, { followUp: { how: 'call', score: 5, fixed: true } }));
    expect(await fay.after(60 * DAY)).toEqual([]);
    expect(await end(id)).toEqual(['closed', 'recovered', 1]);
    expect(fay.mails).toEqual([]);
    expect(fay.counted()).toEqual({ 'text receipt': 1, 'text stop_confirmation': 1 });
  });

  test('that leaves surveys with one click: everything about the complaint goes on, and nobody asks how it went', async () => {
    const gus = somebody('Gus Leaves');
    const first = await called(gus, ['email']);
    await ok(ines.post(`tickets/${first}/fix-delivered`, FIX));
    await ok(ines.post(`tickets/${first}/waive-gesture`, { reason: 'apology_only' }));
    expect(await gus.news()).toEqual(['mail receipt', 'mail fix_summary']);
    expect(await gus.after(25 * HOUR)).toEqual(['mail survey']);
    expect(await gus.leaves()).toBe(200);
    expect(await gus.after(3 * DAY)).toEqual([]);
    expect(await gus.after(5 * DAY)).toEqual([]);
    expect(await end(first)).toEqual(['closed', 'unknown', 1]);
    // so long that another survey would be in order
    expect(await gus.after(40 * DAY)).toEqual([]);
    await nextMonday(world);
    const second = await called(gus, ['email'], { text: 'Now the lights are broken.', touchPoint: 'billing' });
    expect(await gus.news()).toEqual(['mail receipt']);
    await ok(ines.post(`tickets/${second}/ask-customer`, { question: 'Which light?', channel: 'email' }));
    expect(await gus.news()).toEqual(['mail question']);
    await gus.answers('The left one.');
    await gus.news();
    await ok(ines.post(`tickets/${second}/fix-delivered`, FIX));
    expect(await gus.news()).toEqual(['mail fix_summary']);
    await ok(ines.post(`tickets/${second}/waive-gesture`, { reason: 'apology_only' }));
    expect(await gus.after(30 * HOUR)).toEqual([]);
    expect(await seen(ines, second)).toMatchObject({ state: 'closed', followUpWaived: 'opted_out' });
    expect(await gus.after(30 * DAY)).toEqual([]);
    expect(await tasks(second)).toEqual([]);
    expect(await end(second)).toEqual(['closed', 'unknown', 1]);
    expect(gus.texted).toEqual([]);
  });

  test('that switches off every mail on the page of wishes: what matters becomes a call, and then there is no way left', async () => {
    const hal = somebody('Hal Nothing');
    const id = await called(hal, ['email', 'phone'], { severity: 'S2' });
    expect(await hal.news()).toEqual(['mail receipt']);
    await hal.textsBack('STOP');
    expect(await hal.news()).toEqual(['text stop_confirmation']);
    expect(await hal.wants(['call:service', 'call:gesture', 'call:survey'])).toBe(200);
    expect(await hal.after(3 * HOUR)).toEqual([]);
    await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
    expect(await hal.news()).toEqual([]);
    expect((await tasks(id)).map(({ kind }) => kind)).toEqual(['call']);
    const [call] = await tasks(id);
    await ok(ines.post(`tasks/${String(call.id)}/done`, { outcome: 'wrong_number' }));
    expect(await hal.news()).toEqual([]);
    expect((await tasks(id)).map(({ kind }) => kind)).toEqual(['no_way_to_reach']);
    expect(await hal.after(20 * DAY)).toEqual([]);
    expect(hal.counted()).toEqual({ 'mail receipt': 1, 'text stop_confirmation': 1 });
  });

  test('that switches off calls as well: nobody is told to call, only that there is no way', async () => {
    const ivy = somebody('Ivy Nothing');
    const id = await called(ivy, ['email', 'phone']);
    expect(await ivy.news()).toEqual(['mail receipt']);
    expect(await ivy.wants([])).toBe(200);
    await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
    expect(await ivy.news()).toEqual([]);
    expect((await tasks(id)).map(({ kind }) => kind)).toEqual(['no_way_to_reach']);
    expect((await seen(ines, id)).customer.contactNotes.join()).toContain('Do not text, call or e-mail');
    expect(await ivy.after(20 * DAY)).toEqual([]);
    expect(ivy.counted()).toEqual({ 'mail receipt': 1 });
  });
});

test('a life in Arabic by text: a receipt, a fix, a survey answered in Arabic, a note at the end', async () => {
  const zain = somebody('زين');
  const id = await called(zain, ['phone'], { language: 'ar' });
  expect(await zain.news()).toEqual(['text receipt']);
  await ok(lead.post(`tickets/${id}/take`));
  expect(await zain.after(31 * MINUTE)).toEqual(['text owner_named']);
  await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
  expect(await zain.news()).toEqual(['text fix_summary']);
  const page = await zain.page();
  expect(page.text).toContain('<html lang="ar" dir="rtl">');
  const gift = await ok(ines.post(`tickets/${id}/gestures`, { gestureType: 'car_wash' }));
  await ok(ines.post(`gestures/${String(gift.id)}/offer`));
  expect(await zain.news()).toEqual(['text one_up_offer']);
  expect(await zain.sends('decline')).toBe(303);
  expect(await zain.after(25 * HOUR)).toEqual(['text survey']);
  await zain.textsBack('٥ نعم');
  expect(await zain.news()).toEqual(['text closing_note']);
  expect(await end(id)).toEqual(['closed', 'recovered', 1]);
  expect(await zain.after(60 * DAY)).toEqual([]);
  // nothing but Arabic around the link
  for (const words of zain.texted) expect(words.replace(/https?:\S+|R-\d+|Leo|^Main:/g, '')).not.toMatch(/[A-Za-z]/);
  expect(zain.mails).toEqual([]);
});

test('who asks for no calls after one was planned is not called: the task says so, and what it was to bring goes by mail', async () => {
  const jo = somebody('Jo Later');
  const id = await called(jo, ['email', 'phone']);
  expect(await jo.news()).toEqual(['mail receipt']);
  await ok(ines.put(`tickets/${id}/wish-channel`, { channel: 'call' }));
  await ok(ines.post(`tickets/${id}/fix-delivered`, FIX));
  expect(await jo.news()).toEqual([]);
  expect((await tasks(id)).map(({ script }) => script)).toEqual([expect.stringContaining(FIX.summary)]);
  await jo.wants(['email:service', 'email:gesture', 'email:survey']);
  const [task] = await tasks(id);
  expect(task.script).toMatch(/^Do not call: /);
  await ok(ines.post(`tasks/${String(task.id)}/done`, { outcome: 'not_reached' }));
  expect(await jo.news()).toEqual(['mail fix_summary']);
});
