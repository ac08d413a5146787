import { createHmac } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Json } from './support/client';
import { gestureIn } from './support/one-up';
import {
  anAddress,
  arrived,
  clockOf,
  clocksOf,
  closed,
  DAY,
  FIX,
  fixed,
  followedUp,
  HOUR,
  MINUTE,
  newsOf,
  ok,
  opened,
  seen,
  ticketDesk,
  timeline,
  told,
  waiting,
} from './support/ticket-desk';
import { codeType, issued } from './support/vouchers';

/*
 * The rows of domain.md 6.1: what a customer is told, by whom nobody asked. Every test begins on a Monday at ten; the place is open from nine to five.
 * In it a first answer is promised within four hours of work, the next news and the fix within sixteen.
 */

const desk = ticketDesk();

beforeEach(aMonday);

/** Ten o'clock in New York on the next Monday, also where the clocks were changed meanwhile. */
async function aMonday(): Promise<void> {
  const now = DateTime.fromJSDate(await desk.world.now(), { zone: 'America/New_York' });
  const monday = now.plus({ weeks: 1 }).startOf('week').set({ hour: 10 });
  await desk.world.setClock(monday.toUTC().toISO() ?? '');
}

const after = (ms: number) => desk.world.shift(ms);
const kinds = (id: string) => told(desk.world, id);
const who = (email: string, over: object = {}) => ({ customer: { name: 'Ann Lee', email }, ...over });
const mails = (email: string) => desk.world.sink.to(email);
const inbox = (email: string) => mails(email).map(({ subject }) => subject.replace(/ ?\(?R-\d+\)?/, ''));
const events = async (id: string, kind: string) => (await timeline(desk.agent, id)).filter((event) => event.kind === kind);
/** The time of day in New York, the day of the week before it. */
const local = (at: Json) =>
  new Date(String(at)).toLocaleString('en-GB', { timeZone: 'America/New_York', weekday: 'short', hour: '2-digit', minute: '2-digit' });

/** Hours from Monday at ten to the time at which news is three quarters due, then to the next such time, and so on. */
const TO_TUESDAY_14 = 28 * HOUR;
const TO_WEDNESDAY_10 = 20 * HOUR;
const TO_THURSDAY_10 = 24 * HOUR;
const TO_FRIDAY_14 = 28 * HOUR;
const TO_MONDAY_10 = 68 * HOUR;

describe('the receipt', () => {
  test('is all that a complaint by mail is answered with before a person looks at it', async () => {
    const email = anAddress();
    await desk.world.sendMail({ from: email, text: 'The brakes squeal.' });
    await after(HOUR);
    expect(inbox(email)).toEqual(['We have your message']);
  });
});

describe('the owner’s name', () => {
  test('reaches the customer half an hour after somebody took the complaint, and of several names only the last', async () => {
    const email = anAddress();
    const id = await arrived(desk.agent, who(email));
    await ok(desk.lead.post(`tickets/${id}/take`, {}));
    await after(10 * MINUTE);
    const heir = await desk.world.signIn('agent', { name: 'Ines Vega' });
    await ok(desk.lead.post(`tickets/${id}/assign`, { staff: heir.staffId }));
    await after(29 * MINUTE);
    expect(inbox(email)).toEqual(['We have your message']);
    await after(MINUTE);
    expect(inbox(email)).toEqual(['We have your message', 'Ines is looking after']);
    expect(mails(email).at(-1)?.text).toContain('You will hear from us by Monday');
    await ok(desk.lead.post(`tickets/${id}/assign`, { staff: heir.staffId }));
    await after(HOUR);
    expect(mails(email)).toHaveLength(2);
  });

  test('comes with a number that reaches that person, else the place', async () => {
    const [first, second] = [anAddress(), anAddress()];
    const admin = await desk.world.signIn('admin');
    await ok(admin.patch('locations/main', { directLine: '+1 212 555 0100' }));
    const heir = await desk.world.signIn('agent', { name: 'Ines Vega' });
    await ok(admin.patch(`staff/${heir.staffId}`, { directLine: '+1 212 555 0107' }));
    for (const [email, staff] of [
      [first, heir.staffId],
      [second, desk.agent.staffId],
    ] as const)
      await ok(desk.lead.post(`tickets/${await arrived(desk.lead, who(email))}/assign`, { staff }));
    await after(31 * MINUTE);
    expect(mails(first).at(-1)?.text).toContain('You can reach Ines directly at +1 212 555 0107.');
    expect(mails(second).at(-1)?.text).toContain('directly at +1 212 555 0100.');
    await ok(admin.patch('locations/main', { directLine: null }));
  });

  test('does not come where that person has written or called by then', async () => {
    const [wrote, called] = [anAddress(), anAddress()];
    const first = await arrived(desk.agent, who(wrote));
    await ok(desk.lead.post(`tickets/${first}/take`, {}));
    await ok(desk.lead.post(`tickets/${first}/messages`, { channel: 'email', text: 'I look into it.' }));
    const second = await arrived(desk.agent, who(called));
    await ok(desk.lead.post(`tickets/${second}/take`, {}));
    await ok(desk.lead.post(`tickets/${second}/contacts`, { channel: 'phone', how: 'call', note: 'Spoke with her.' }));
    await after(HOUR);
    expect(await kinds(first)).toEqual(['receipt', 'staff_reply']);
    expect(await kinds(second)).toEqual(['receipt']);
  });
});

describe('a call that reached nobody', () => {
  test('is told to the customer with the time of the next try, and is no first contact', async () => {
    const email = anAddress();
    const id = await arrived(desk.agent, who(email));
    const nextTryAt = new Date((await desk.world.now()).getTime() + 2 * HOUR).toISOString();
    const missed = { channel: 'phone', how: 'call', note: 'The line was busy.', reached: false, nextTryAt };
    await ok(desk.agent.post(`tickets/${id}/contacts`, missed));
    await desk.world.settle();
    expect(await seen(desk.agent, id)).toMatchObject({ state: 'new' });
    expect(await clockOf(desk.agent, id, 'contact')).toMatchObject({ state: 'running' });
    expect(inbox(email)).toEqual(['We have your message', 'We tried to call you about']);
    expect(mails(email).at(-1)?.text).toMatch(/We will try again on Monday .*, 12:0\d/);
    expect((await events(id, 'call_missed')).map(({ text }) => String(text))).toEqual([
      expect.stringMatching(/was called, and nobody answered\.$/),
    ]);
    await ok(desk.agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: 'Now she answered.' }));
    expect(await seen(desk.agent, id)).toMatchObject({ state: 'open' });
  });

  test('is a call, and its next try lies ahead', async () => {
    const id = await arrived(desk.agent);
    const at = async (body: object) => (await desk.agent.post(`tickets/${id}/contacts`, { channel: 'phone', note: '-', ...body })).status;
    const soon = new Date((await desk.world.now()).getTime() + HOUR).toISOString();
    expect(await at({ how: 'letter', reached: false })).toBe(400);
    expect(await at({ how: 'call', nextTryAt: soon })).toBe(400);
    expect(await at({ how: 'call', reached: false, nextNewsAt: soon })).toBe(400);
    expect(await at({ how: 'call', reached: false, nextTryAt: '2020-01-01T00:00:00Z' })).toBe(409);
    expect(await kinds(id)).toEqual(['receipt']);
  });
});

describe('a step of the work', () => {
  test('is told with the others of the same half hour', async () => {
    const { step, id, email } = await withWorkshop();
    await step('ordered');
    await after(20 * MINUTE);
    await step('ready');
    await after(10 * MINUTE);
    expect(await kinds(id)).toEqual(['receipt', 'status_step']);
    expect(inbox(email)).toEqual(['We have your message', 'News about']);
  });
});

describe('"still working on it"', () => {
  test('goes out before the next news is late, twice in a row; then a person must write', async () => {
    const email = anAddress();
    const id = await opened(desk.agent, who(email));
    await after(TO_TUESDAY_14 - HOUR);
    expect(await kinds(id)).toEqual(['receipt']);
    await after(HOUR);
    expect(await kinds(id)).toEqual(['receipt', 'still_working']);
    expect(mails(email).at(-1)?.text).toMatch(/You will hear from us again by Thursday .*, 14:0\d/);
    expect(local((await clockOf(desk.agent, id, 'update')).dueAt)).toMatch(/^Thu,? 14:0\d/);
    await after(TO_WEDNESDAY_10);
    await after(TO_THURSDAY_10);
    expect(await kinds(id)).toEqual(['receipt', 'still_working', 'late_note', 'still_working']);
    expect(await newsOf(desk.agent, id)).not.toContain('write_yourself');
    await after(TO_FRIDAY_14);
    expect((await kinds(id)).filter((kind) => kind === 'still_working')).toHaveLength(2);
    expect((await newsOf(desk.agent, id)).filter((kind) => kind === 'write_yourself')).toHaveLength(1);
    await after(TO_MONDAY_10);
    expect(await clockOf(desk.agent, id, 'update')).toMatchObject({ state: 'running', breachedAt: expect.any(String) as string });
    // one for the fix, one for the news
    expect((await kinds(id)).filter((kind) => kind === 'late_note')).toHaveLength(2);
    await ok(desk.agent.post(`tickets/${id}/messages`, { channel: 'email', text: 'The part comes tomorrow.' }));
    await after(TO_TUESDAY_14);
    expect((await kinds(id)).filter((kind) => kind === 'still_working')).toHaveLength(3);
  });

  test('is not said in place of a person who promised news, nor under a safety hold, nor where it cannot leave or is not wanted', async () => {
    const promised = await opened(desk.agent);
    const held = await opened(desk.agent);
    const silent = await opened(desk.agent, { customer: { name: 'Bo', phone: '+12125550142' } });
    const refusing = await opened(desk.agent);
    const customer = (await seen(desk.agent, refusing)).customer.id;
    await ok(desk.agent.post(`customers/${String(customer)}/consent`, { channel: 'email', class: 'all', given: false, how: 'oral' }));
    const nextNewsAt = new Date((await desk.world.now()).getTime() + TO_WEDNESDAY_10 + TO_TUESDAY_14).toISOString();
    await ok(desk.agent.post(`tickets/${promised}/contacts`, { channel: 'phone', how: 'call', note: 'Until Wednesday.', nextNewsAt }));
    await ok(desk.agent.post(`tickets/${held}/holds`, { kind: 'safety', reason: 'The brake.' }));
    await after(TO_TUESDAY_14);
    for (const id of [promised, held, silent, refusing]) {
      expect(await kinds(id)).not.toContain('still_working');
      expect(await events(id, 'still_working')).toEqual([]);
    }
  });

  test('is news once it has left: while mails are stopped the promise runs on, and what waits until it breaks does not leave', async () => {
    const stop = async (ms: number) =>
      ok(
        desk.manager.post('channels/email/pause', {
          reason: 'The relay is odd.',
          until: new Date((await desk.world.now()).getTime() + ms).toISOString(),
        }),
      );
    const email = anAddress();
    const inTime = await opened(desk.agent, who(email));
    await after(TO_TUESDAY_14 - HOUR);
    await stop(2 * HOUR);
    await after(HOUR);
    const before = (await clockOf(desk.agent, inTime, 'update')).dueAt;
    expect(await kinds(inTime)).toEqual(['receipt', 'still_working']);
    expect(await events(inTime, 'still_working')).toEqual([]);
    await after(HOUR);
    expect(await events(inTime, 'still_working')).toHaveLength(1);
    const next = (await clockOf(desk.agent, inTime, 'update')).dueAt;
    expect(new Date(next).getTime()).toBeGreaterThan(new Date(before).getTime());
    // as the mail says
    expect(local(next)).toMatch(/^Thu,? 14:0\d/);
    expect(mails(email).at(-1)?.text).toMatch(/You will hear from us again by Thursday .*, 14:0\d/);
    await aMonday();
    const stopped = await opened(desk.agent);
    await after(TO_TUESDAY_14 - HOUR);
    await stop(DAY + HOUR);
    await after(HOUR);
    await after(TO_WEDNESDAY_10 + MINUTE);
    expect(await events(stopped, 'still_working')).toEqual([]);
    expect((await events(stopped, 'late_note')).map(({ data }) => data.clock)).toContain('update');
    await after(6 * HOUR);
    expect(await kinds(stopped)).not.toContain('still_working');
  });

  test('edge 17: is not said for a time that was over when the desk came back; then it says that it is late', async () => {
    const id = await opened(desk.agent);
    await after(TO_TUESDAY_14 + TO_WEDNESDAY_10 + 2 * HOUR);
    expect((await kinds(id)).filter((kind) => kind !== 'late_note')).toEqual(['receipt']);
    expect((await events(id, 'late_note')).map(({ data }) => data.clock).sort()).toEqual(['fix', 'update']);
  });
});

describe('a question', () => {
  test('is asked again on the next working day and on the third, and never a fourth time', async () => {
    const id = await waiting(desk.agent);
    await after(DAY);
    expect(await kinds(id)).toEqual(['receipt', 'question', 'chase_1']);
    await after(2 * DAY);
    await after(5 * DAY);
    expect(await kinds(id)).toEqual(['receipt', 'question', 'chase_1', 'chase_2']);
  });
});

describe('a late note', () => {
  test('says what we promised and the new time, once, when the first answer is late', async () => {
    const email = anAddress();
    const id = await arrived(desk.agent, who(email));
    await after(4 * HOUR - MINUTE);
    expect(await kinds(id)).toEqual(['receipt']);
    await after(MINUTE);
    expect(inbox(email)).toEqual(['We have your message', 'We are late with, and we are sorry']);
    expect(mails(email).at(-1)?.text).toMatch(/would hear from us by Monday .*, 14:0\d/);
    expect(mails(email).at(-1)?.text).toMatch(/You will hear from us by Monday .*, 16:0\d/);
    await after(2 * HOUR);
    await after(2 * DAY);
    expect(await kinds(id)).toEqual(['receipt', 'late_note', 'late_note']);
    expect((await events(id, 'late_note')).map(({ data }) => data.clock)).toEqual(['contact', 'fix']);
  });

  test('comes once in a cycle for promised news, however often such a promise breaks, and leaves the clock to run', async () => {
    const id = await opened(desk.agent);
    for (let n = 0; n < 2; n += 1) {
      const nextNewsAt = new Date((await desk.world.now()).getTime() + HOUR).toISOString();
      await ok(desk.agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: 'In an hour.', nextNewsAt }));
      await after(HOUR + MINUTE);
      expect(await clocksOf(desk.agent, id)).toMatchObject({ promise: 'running' });
    }
    expect(await kinds(id)).toEqual(['receipt', 'late_note']);
    expect(await events(id, 'late_note')).toHaveLength(1);
  });

  test('that never left was not said: when such a promise breaks again, it is said then', async () => {
    const id = await opened(desk.agent, who(anAddress(), { zone: 'Asia/Tokyo' }));
    for (let n = 0; n < 2; n += 1) {
      const nextNewsAt = new Date((await desk.world.now()).getTime() + HOUR).toISOString();
      await ok(desk.agent.post(`tickets/${id}/contacts`, { channel: 'phone', how: 'call', note: 'In an hour.', nextNewsAt }));
      await after(HOUR + MINUTE);
      await after(HOUR);
    }
    const notes = await desk.world.sql(`SELECT state FROM message WHERE ticket_id = $1 AND kind = 'late_note'`, [id]);
    expect(notes).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }]);
  });

  test('becomes a part of other news that leave within half an hour', async () => {
    const { step, id, email } = await withWorkshop(arrived);
    await after(4 * HOUR - 20 * MINUTE);
    await step('ordered', 'The part is ordered.');
    await after(20 * MINUTE);
    await step('ready', 'Your car is ready.');
    await after(20 * MINUTE);
    expect(await kinds(id)).toEqual(['receipt', 'status_step']);
    const text = mails(email).at(-1)?.text ?? '';
    expect(text).toMatch(/^Hello Ann Lee,\n\nWe told you that you would hear from us by Monday .*, 14:0\d/);
    expect(text).toMatch(/You will hear from us by Monday .*, 16:0\d/);
    expect(text).toMatch(/There is news about your complaint:\n.*ordered.*\n.*ready/);
  });

  test('edge 114: that waits for the customer’s morning becomes a part of what a person writes meanwhile', async () => {
    const email = anAddress();
    const id = await arrived(desk.agent, who(email, { zone: 'Asia/Tokyo' }));
    await after(4 * HOUR);
    expect(mails(email)).toHaveLength(0);
    await ok(desk.agent.post(`tickets/${id}/messages`, { channel: 'email', text: 'I have found the cause.' }));
    await desk.world.settle();
    expect(await kinds(id)).toEqual(['receipt', 'staff_reply']);
    const [mail] = mails(email);
    expect(mail?.text).toMatch(
      /^Hello Ann Lee,\n\nWe told you that you would hear from us by .*and we are sorry\.\n\nI have found the cause\./,
    );
    await after(DAY);
    expect(inbox(email).filter((subject) => subject.startsWith('We are late'))).toEqual([]);
  });

  test('edge 114: whose new time is over before the customer may be written to does not leave', async () => {
    const email = anAddress();
    const id = await arrived(desk.agent, who(email, { zone: 'Asia/Tokyo' }));
    await after(4 * HOUR);
    expect(await kinds(id)).toEqual(['receipt', 'late_note']);
    await after(3 * HOUR);
    expect(await kinds(id)).toEqual(['receipt']);
  });

  test('apologises for nobody under a legal hold, and the owner hears that the customer got nothing', async () => {
    const id = await opened(desk.agent);
    await ok(desk.agent.post(`tickets/${id}/holds`, { kind: 'legal', reason: 'A lawyer has written.' }));
    await after(TO_TUESDAY_14 + TO_WEDNESDAY_10);
    expect(await kinds(id)).not.toContain('late_note');
    const dropped = await desk.world.sql(`SELECT last_error FROM message WHERE ticket_id = $1 AND kind = 'late_note'`, [id]);
    expect(dropped[0]).toEqual({ last_error: 'hold: legal' });
  });

  test('is taken back when a person calls before it has left', async () => {
    const id = await arrived(desk.agent, who(anAddress(), { zone: 'Asia/Tokyo' }));
    await after(4 * HOUR);
    await ok(desk.agent.post(`tickets/${id}/first-contact`, { channel: 'phone', how: 'call', note: 'Told her why.' }));
    expect(await kinds(id)).toEqual(['receipt']);
  });
});

describe('the fix', () => {
  test('is summed up once; what was on its way about the work before does not leave', async () => {
    const id = await opened(desk.agent);
    await ok(desk.lead.post(`tickets/${id}/take`, {}));
    await ok(desk.lead.post(`tickets/${id}/fix-delivered`, FIX));
    await after(HOUR);
    expect(await kinds(id)).toEqual(['receipt', 'fix_summary']);
  });
});

describe('the gift', () => {
  test('is offered once', async () => {
    const { ticket } = await gestureIn('offered', desk.world, desk.agent);
    await after(HOUR);
    // the survey waits for its day
    expect(await kinds(ticket)).toEqual(['receipt', 'fix_summary', 'one_up_offer', 'survey']);
  });

  test('by a code comes with it, and is brought to mind two weeks before it runs out', async () => {
    await codeType(desk.manager, 'tea');
    await aMonday();
    const { ticket } = await issued(desk.world, desk.agent, 'tea');
    expect((await kinds(ticket)).filter((kind) => kind.startsWith('voucher'))).toEqual(['voucher']);
    await after(77 * DAY);
    await after(DAY);
    expect((await kinds(ticket)).filter((kind) => kind.startsWith('voucher'))).toEqual(['voucher', 'voucher_reminder']);
  });
});

describe('the survey', () => {
  test('comes after a day, and is brought to mind once after three', async () => {
    const id = await followedUp(desk.agent, { severity: 'S3' });
    await after(25 * HOUR);
    await after(3 * DAY);
    await after(2 * DAY);
    expect(await kinds(id)).toEqual(['receipt', 'fix_summary', 'survey', 'survey_reminder']);
  });

  test.each(['S1', 'S2'])('is a call for a complaint of %s: no mail asks beside it', async (severity) => {
    const id = await followedUp(desk.manager, { severity });
    await after(25 * HOUR);
    await after(5 * DAY);
    expect(await kinds(id)).toEqual(['receipt', 'fix_summary']);
    expect(await desk.world.sql('SELECT reason FROM due_call WHERE ticket_id = $1 AND done_at IS NULL', [id])).toEqual([
      { reason: 'follow_up' },
    ]);
  });
});

describe('"sorry again"', () => {
  test('comes once when the customer says that it is not right, and names whoever looks after it now', async () => {
    const email = anAddress();
    const id = await fixed(desk.agent, who(email));
    await desk.world.settle();
    await ok(desk.agent.post(`tickets/${id}/fix-failed`, { reason: 'It squeals again.' }));
    await after(HOUR / 2);
    expect(await kinds(id)).toEqual(['receipt', 'fix_summary', 'sorry_again']);
    expect(mails(email).at(-1)?.text).toContain('now looks after it in person.');
  });
});

describe('the closing note', () => {
  test('comes where the customer answered, and not after silence', async () => {
    expect((await kinds(await closed(desk.agent))).at(-1)).toBe('closing_note');
    const silent = await followedUp(desk.agent);
    await after(25 * HOUR);
    await after(8 * DAY);
    expect(await seen(desk.agent, silent)).toMatchObject({ state: 'closed', closeReason: 'unknown' });
    expect(await kinds(silent)).not.toContain('closing_note');
  });
});

describe('after a serious complaint was put right', () => {
  const later = async (id: string) => (await kinds(id)).filter((kind) => kind.startsWith('after_care'));

  test('we ask after two days and after two weeks, and say thank you after a month', async () => {
    const email = anAddress();
    const id = await closed(desk.manager, who(email, { severity: 'S2' }));
    await after(2 * DAY - HOUR);
    expect(await later(id)).toEqual([]);
    await after(HOUR);
    expect(await later(id)).toEqual(['after_care_2']);
    await after(12 * DAY);
    await after(16 * DAY);
    await after(30 * DAY);
    expect(await later(id)).toEqual(['after_care_2', 'after_care_14', 'after_care_30']);
    expect(inbox(email).slice(-3)).toEqual(['Is all well with?', 'Still fine after two weeks?', 'Thank you for your trust']);
  });

  test('nobody asks about smaller matters, or where the customer was not satisfied', async () => {
    const small = await closed(desk.agent, { severity: 'S3' });
    const unknown = await followedUp(desk.manager, { severity: 'S2' });
    await ok(desk.manager.post(`tickets/${unknown}/close`, { followUp: { how: 'call', score: 3, fixed: true } }));
    await after(2 * DAY);
    expect([await later(small), await later(unknown)]).toEqual([[], []]);
  });

  test('nobody asks while something else of the same customer is open', async () => {
    const email = anAddress();
    const id = await closed(desk.manager, who(email, { severity: 'S2' }));
    const other = await opened(desk.agent, who(email, { text: 'And now the lights are broken.', touchPoint: 'billing' }));
    expect((await seen(desk.agent, other)).state).toBe('open');
    await after(2 * DAY);
    expect(await later(id)).toEqual([]);
  });

  test('edge 34: nobody asks once it is open again', async () => {
    const id = await closed(desk.manager, { severity: 'S2' });
    await after(2 * DAY);
    await ok(desk.manager.post(`tickets/${id}/reopen`, { reason: 'It squeals again.' }));
    await after(12 * DAY);
    expect(await later(id)).toEqual(['after_care_2']);
  });

  test('nobody asks who switched our mails off', async () => {
    const email = anAddress();
    const id = await closed(desk.manager, who(email, { severity: 'S2' }));
    const customer = (await seen(desk.manager, id)).customer.id;
    await ok(desk.agent.post(`customers/${String(customer)}/consent`, { channel: 'email', class: 'all', given: false, how: 'oral' }));
    await desk.world.settle();
    const before = mails(email).length;
    await after(2 * DAY);
    await after(28 * DAY);
    expect(mails(email)).toHaveLength(before);
  });
});

describe('what is on its way about a complaint', () => {
  const named = async () => {
    const id = await arrived(desk.agent);
    await ok(desk.lead.post(`tickets/${id}/take`, {}));
    expect(await kinds(id)).toEqual(['receipt', 'owner_named']);
    return id;
  };

  test('is stopped when it is withdrawn, void or joined with another one', async () => {
    const [withdrawn, voided, merged, target] = [await named(), await named(), await named(), await named()];
    await ok(desk.lead.post(`tickets/${withdrawn}/withdraw`, { reason: 'It was nothing.', channel: 'phone' }));
    await ok(desk.lead.post(`tickets/${voided}/void`, { reason: 'test' }));
    await ok(desk.lead.post(`tickets/${merged}/merge`, { into: target }));
    for (const id of [withdrawn, voided, merged]) expect(await kinds(id)).not.toContain('owner_named');
  });
});

/** A complaint that the workshop's program reports on. */
async function withWorkshop(make = opened) {
  const email = anAddress();
  const id = await make(desk.agent, who(email));
  const { label } = await seen(desk.agent, id);
  const admin = await desk.world.signIn('admin');
  const source = await ok(admin.post('push-sources', { name: `Workshop ${email}` }));
  const key = Buffer.from(String(source.secret).slice('whsec_'.length), 'base64');
  const step = async (name: string, text?: string): Promise<void> => {
    const body = JSON.stringify({ ticket: label, step: name, ...(text === undefined ? {} : { text }) });
    const at = String(Math.floor((await desk.world.now()).getTime() / 1000));
    const call = `${email}-${name}`;
    const signature = createHmac('sha256', key).update(`${call}.${at}.${body}`).digest('base64');
    const answer = await desk.world.anonymous.raw('POST', '/webhooks/status', body, {
      'content-type': 'application/json',
      'webhook-id': call,
      'webhook-timestamp': at,
      'webhook-signature': `v1,${signature}`,
    });
    expect(answer.status).toBe(204);
  };
  return { id, email, step };
}
