import { uuidv7 } from 'uuidv7';
import { messageIdOf } from '../src/messages/mail-identity.service';
import { type MadeTicket, MailDesk, SECRET } from './support/mail-desk';
import { MailSink, type SunkMail } from './support/mail-sink';

describe('messages on their way', () => {
  let sink: MailSink;
  let desk: MailDesk;

  beforeAll(async () => {
    sink = await MailSink.start();
    desk = await MailDesk.start(sink.url);
  });

  afterAll(async () => {
    await desk.stop();
    await sink.stop();
  });

  const mailsTo = ({ email }: MadeTicket): SunkMail[] => sink.to(email ?? '');
  const newsOf = async (staffId: string) =>
    (await desk.sql<{ text: string }>('SELECT text FROM notification WHERE staff_id = $1 ORDER BY at, id', [staffId])).map(
      (row) => row.text,
    );
  const hold = (ticket: MadeTicket, kind: string) =>
    desk.sql(`INSERT INTO ticket_hold (id, ticket_id, kind, reason, set_at) VALUES ($1, $2, $3, 'test', desk_now())`, [
      uuidv7(),
      ticket.id,
      kind,
    ]);

  test('a planned message arrives once, in both forms, from the place that answers, with a reply address and an identity of its own', async () => {
    const ticket = await desk.ticket({ channel: 'phone' });
    const id = await desk.plan(ticket, 'receipt', { vars: { text: 'The wheel came off.', promise: '2026-11-24T15:00:00Z' } });
    await desk.settle();
    const [mail, ...more] = mailsTo(ticket);
    expect(more).toEqual([]);
    expect(await desk.message(id)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(mail?.subject).toBe(`We have your message (R-${String(ticket.number)})`);
    expect(mail?.text).toContain('Hello Ana Lopez,');
    expect(mail?.text).toContain('The wheel came off.');
    expect(mail?.text).toContain('Tuesday 24 November 2026, 10:00 (Eastern Standard Time)');
    expect(mail?.text).toMatch(/https:\/\/desk\.test\/s\/[\w-]{43}/);
    expect(mail?.parsed.html).toMatch(/<a href="https:\/\/desk\.test\/s\/[\w-]{43}">/);
    expect(mail?.parsed.from).toMatchObject({ name: 'Main Street', address: 'help@desk.test' });
    expect(mail?.header('message-id')).toBe(messageIdOf(SECRET, id ?? '', 'desk.test'));
    expect(mail?.header('reply-to')).toMatch(/^<help\+r\d+-[a-z2-7]{16}@desk\.test>$/);
    expect(mail?.header('auto-submitted')).toBe('auto-generated');
    expect(mail?.header('x-auto-response-suppress')).toBe('All');
  });

  test.each(['email', 'web_form', 'chat'])(
    'the receipt for a complaint by %s repeats nothing that was sent in, neither words nor name',
    async (channel) => {
      const ticket = await desk.ticket({ channel, name: 'Cheap Pills Here' });
      await desk.plan(ticket, 'receipt', { vars: { text: 'Buy at evil.example' } });
      await desk.settle();
      const [mail] = mailsTo(ticket);
      expect(mail?.text).toMatch(/^Hello,\n/);
      expect(mail?.raw).not.toMatch(/Pills|evil|Broken/);
    },
  );

  test('the same effect planned twice, at once and one after the other, is one message', async () => {
    const ticket = await desk.ticket();
    const plan = () => desk.plan(ticket, 'staff_reply', { effectKey: 'same', vars: { text: 'We are on it.' } });
    const [one, two] = await Promise.all([plan(), plan()]);
    expect(await plan()).toBe(one);
    expect(two).toBe(one);
    await desk.settle();
    expect(mailsTo(ticket)).toHaveLength(1);
  });

  test('two workers that look at the same time send every message once', async () => {
    const other = await MailDesk.start(sink.url, { beside: desk });
    const tickets = await Promise.all(Array.from({ length: 40 }, () => desk.ticket()));
    for (const ticket of tickets) await desk.plan(ticket, 'staff_reply', { vars: { text: 'Done.' } });
    await Promise.all([desk.settle(), other.settle(), desk.settle()]);
    await desk.settle();
    expect(tickets.map((ticket) => mailsTo(ticket).length)).toEqual(tickets.map(() => 1));
    await other.stop();
  });

  test('messages of one ticket leave in the order in which they were planned, and the later ones belong to the thread of the first', async () => {
    const ticket = await desk.ticket({ state: 'fixed' });
    const first = await desk.plan(ticket, 'staff_reply', { vars: { text: 'One.' } });
    await desk.plan(ticket, 'staff_reply', { vars: { text: 'Two.' } });
    await desk.plan(ticket, 'staff_reply', { vars: { text: 'Three.' } });
    await desk.settle();
    const mails = mailsTo(ticket);
    expect(mails.map((mail) => /One|Two|Three/.exec(mail.text)?.[0])).toEqual(['One', 'Two', 'Three']);
    const head = messageIdOf(SECRET, first ?? '', 'desk.test');
    expect(mails.map((mail) => mail.header('references'))).toEqual([undefined, head, head]);
    expect(mails.map((mail) => mail.header('in-reply-to'))).toEqual([undefined, head, head]);
  });

  test('a survey that is planned for later does not hold up a reply of today', async () => {
    const ticket = await desk.ticket({ state: 'following_up' });
    const notBefore = new Date((await desk.transaction((tx) => tx.now())).getTime() + 3_600_000);
    const survey = await desk.plan(ticket, 'survey', { class: 'survey', notBefore });
    await desk.plan(ticket, 'staff_reply', { vars: { text: 'By the way.' } });
    await desk.settle();
    expect(mailsTo(ticket).map((mail) => mail.text.includes('By the way.'))).toEqual([true]);
    expect(await desk.message(survey)).toMatchObject({ state: 'pending', attempts: 0 });
  });

  test('the reply of a person does not pose as a machine', async () => {
    const ticket = await desk.ticket();
    await desk.plan(ticket, 'staff_reply', { vars: { text: 'I called the workshop.', subject: 'Your car\r\nBcc: all@customer.test' } });
    await desk.settle();
    const [mail] = mailsTo(ticket);
    expect(mail?.header('auto-submitted')).toBeUndefined();
    expect(mail?.subject).toBe(`Your car Bcc: all@customer.test (R-${String(ticket.number)})`);
    expect(mail?.header('bcc')).toBeUndefined();
    expect(mail?.to).toEqual([ticket.email]);
  });

  test('edge 34: a ticket reopened while the survey is queued sends no survey', async () => {
    const ticket = await desk.ticket({ state: 'following_up' });
    const id = await desk.plan(ticket, 'survey', { class: 'survey' });
    await desk.sql(`UPDATE ticket SET state = 'open', cycle = 2 WHERE id = $1`, [ticket.id]);
    await desk.settle();
    expect(mailsTo(ticket)).toEqual([]);
    expect(await desk.message(id)).toMatchObject({
      state: 'cancelled',
      last_error: 'outdated: the complaint was opened again',
      attempts: 1,
    });
  });

  test('an offer is only mailed while it stands, with the words and the last day of the gesture itself', async () => {
    const ticket = await desk.ticket({ state: 'fixed', zone: 'Europe/Zurich' });
    const gestureId = await gesture(ticket, 'offered');
    const gone = await gesture(ticket, 'declined');
    await desk.plan(ticket, 'one_up_offer', { class: 'gesture', vars: { gestureId } });
    const late = await desk.plan(ticket, 'one_up_offer', { class: 'gesture', vars: { gestureId: gone } });
    await desk.settle();
    const [mail, ...more] = mailsTo(ticket);
    expect(more).toEqual([]);
    expect(mail?.text).toContain('A free oil change on us.');
    expect(mail?.text).toContain('It is yours until Thursday 31 December 2026, 23:59 (Central European Standard Time).');
    expect(await desk.message(late)).toMatchObject({ state: 'cancelled', last_error: 'outdated: the gesture is no longer on offer' });
  });

  test('a safety hold stops what the desk says by itself, except the receipt, and the owner hears of it', async () => {
    const owner = await desk.person('agent');
    const ticket = await desk.ticket({ state: 'fixed', owner });
    await hold(ticket, 'safety');
    await desk.plan(ticket, 'receipt');
    const summary = await desk.plan(ticket, 'fix_summary', { vars: { summary: 'The wheel is on again, and we checked all the others.' } });
    await desk.plan(ticket, 'staff_reply', { vars: { text: 'I call you in a minute.' } });
    await desk.settle();
    expect(mailsTo(ticket).map((mail) => mail.subject.slice(0, 12))).toEqual(['We have your', 'Your complai']);
    expect(await desk.message(summary)).toMatchObject({ state: 'cancelled', last_error: 'hold: safety' });
    expect(await newsOf(owner)).toEqual([
      expect.stringContaining(`The summary of the fix of R-${String(ticket.number)} was not sent because of a hold (safety).`),
    ]);
  });

  test('edge 117: a message whose text asks for something unknown is not sent, and somebody is told', async () => {
    const lead = await desk.person('lead');
    const ticket = await desk.ticket({ state: 'fixed' });
    const id = await desk.plan(ticket, 'fix_summary', { vars: { summary: '' } });
    await desk.settle();
    expect(mailsTo(ticket)).toEqual([]);
    expect(await desk.message(id)).toMatchObject({ state: 'cancelled', last_error: 'missing: summary' });
    expect((await newsOf(lead)).filter((text) => text.includes(`R-${String(ticket.number)}`))).toEqual([
      expect.stringContaining('something we do not know (summary)'),
    ]);
    expect(await desk.sql('SELECT kind, state, script FROM task WHERE ticket_id = $1', [ticket.id])).toEqual([
      { kind: 'call', state: 'open', script: expect.stringContaining('Tell the customer yourself') },
    ]);
  });

  test('edge 117: a question that cannot be asked ends dead, so that its ticket goes back to work', async () => {
    const ticket = await desk.ticket({ state: 'waiting_customer' });
    const id = await desk.plan(ticket, 'question');
    await desk.settle();
    expect(await desk.message(id)).toMatchObject({ state: 'dead', last_error: 'missing: question' });
  });

  test.each(['N/A', '', 'you stupid idiots', 'http://spam.example'])('edge 118: the name "%s" is greeted neutrally', async (name) => {
    const ticket = await desk.ticket({ channel: 'phone', name });
    await desk.plan(ticket, 'receipt');
    await desk.settle();
    expect(mailsTo(ticket)[0]?.text).toMatch(/^Hello,\n/);
  });

  test('edge 45: a conversation between two machines stops after five messages in an hour, and a person is told', async () => {
    const owner = await desk.person('agent');
    const ticket = await desk.ticket({ state: 'open', owner });
    const ids: (string | null)[] = [];
    for (let n = 0; n < 7; n += 1) ids.push(await desk.plan(ticket, 'sorry_again'));
    const reply = await desk.plan(ticket, 'staff_reply', { vars: { text: 'This one is from a person.' } });
    await desk.settle();
    expect(mailsTo(ticket)).toHaveLength(6);
    expect((await desk.message(ids[5] ?? null)).last_error).toBe('brake: 5 automatic messages in this conversation within an hour');
    expect(await desk.message(ids[6] ?? null)).toMatchObject({ state: 'cancelled' });
    expect(await desk.message(reply)).toMatchObject({ state: 'sent' });
    expect((await newsOf(owner))[0]).toContain('Look whether a machine is answering us.');
  });

  test('eight automatic messages a day are enough for one conversation', async () => {
    const ticket = await desk.ticket();
    for (let n = 0; n < 8; n += 1) await desk.plan(ticket, 'sorry_again');
    await desk.sql(
      `UPDATE message SET created_at = created_at - interval '3 hours', state = 'sent', sent_at = desk_now(), last_error = NULL WHERE ticket_id = $1`,
      [ticket.id],
    );
    expect((await desk.message(await desk.plan(ticket, 'sorry_again'))).last_error).toBe(
      'brake: 8 automatic messages in this conversation within a day',
    );
  });

  test('an address gets one receipt in a quarter of an hour, even for two complaints in the same instant', async () => {
    const [one, two] = [await desk.ticket({ email: 'twice@customer.test' }), await desk.ticket({ email: 'twice@customer.test' })];
    const ids = await Promise.all([desk.plan(one, 'receipt'), desk.plan(two, 'receipt')]);
    await desk.settle();
    expect(mailsTo(one)).toHaveLength(1);
    const states = await Promise.all(ids.map((id) => desk.message(id)));
    expect(states.map((message) => message.state).sort()).toEqual(['cancelled', 'sent']);
    expect(states.find((message) => message.state === 'cancelled')?.last_error).toBe('brake: one receipt per address in 15 minutes');
    await desk.shift(16);
    await desk.plan(await desk.ticket({ email: 'twice@customer.test' }), 'receipt');
    await desk.settle();
    expect(mailsTo(one)).toHaveLength(2);
  });

  test('what could not leave in time is not sent any more', async () => {
    const ticket = await desk.ticket();
    const now = await desk.transaction((tx) => tx.now());
    const id = await desk.plan(ticket, 'staff_reply', {
      vars: { text: 'We call you in ten minutes.' },
      notBefore: new Date(now.getTime() + 60_000),
      sendBefore: new Date(now.getTime() + 600_000),
    });
    await desk.shift(20);
    await desk.settle();
    expect(mailsTo(ticket)).toEqual([]);
    expect(await desk.message(id)).toMatchObject({
      state: 'cancelled',
      last_error: expect.stringMatching(/^outdated: it was to be sent before /),
    });
  });

  test('a customer without an address gets no message, and who asks is told so', async () => {
    const ticket = await desk.ticket({ email: null, name: 'Ana Lopez' });
    expect(await desk.plan(ticket, 'receipt')).toBeNull();
    const reach = await desk.transaction((tx) => desk.messages.reachable(tx, ticket.customerId, 'email'));
    expect(reach).toEqual({ ok: false, why: 'There is no e-mail address that works: ask by phone and log it.' });
  });

  test('a text published meanwhile is the one that is sent, in the language of the ticket where there is one', async () => {
    const id = uuidv7();
    await desk.sql(`INSERT INTO template (id, key, channel, language) VALUES ($1, 'survey', 'email', 'de')`, [id]);
    await desk.sql(
      `INSERT INTO template_version (id, template_id, version, subject, body, published_at) VALUES ($1, $2, 1, 'Alles gut? ({{number}})', '{{greeting}}\n\nIst alles gut?\n{{link}}', desk_now())`,
      [uuidv7(), id],
    );
    const german = await desk.ticket({ state: 'following_up', language: 'de-CH' });
    const other = await desk.ticket({ state: 'following_up', language: 'xx' });
    for (const ticket of [german, other]) await desk.plan(ticket, 'survey', { class: 'survey' });
    await desk.settle();
    expect(mailsTo(german)[0]?.text).toMatch(/^Guten Tag Ana Lopez,\s+Ist alles gut\?/);
    expect(mailsTo(other)[0]?.subject).toMatch(/^Did we put it right\?/);
  });

  test('what was taken back does not leave', async () => {
    const ticket = await desk.ticket({ state: 'waiting_customer', question: 'Which colour?' });
    const ids = [await desk.plan(ticket, 'question'), await desk.plan(ticket, 'staff_reply', { vars: { text: 'Hello.' } })];
    await desk.transaction((tx) => desk.messages.cancelOutdated(tx, ticket.id, ['question', 'chase_1', 'chase_2']));
    await desk.settle();
    expect(mailsTo(ticket)).toHaveLength(1);
    expect((await Promise.all(ids.map((id) => desk.message(id)))).map((message) => message.state)).toEqual(['cancelled', 'sent']);
  });

  test('a colleague is invited once, with a link that is made only in the mail', async () => {
    const staffId = await desk.person(null, 'Kim New');
    await desk.sql(
      `INSERT INTO invitation (id, kind, staff_id, token_hash, expires_at, created_at) VALUES ($1, 'invite', $2, sha256('x'), desk_now() + interval '72 hours', desk_now())`,
      [uuidv7(), staffId],
    );
    await desk.settle();
    await desk.settle();
    const [person] = await desk.sql<{ email: string }>('SELECT email FROM staff WHERE id = $1', [staffId]);
    const mails = sink.to(person?.email ?? '');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toMatch(/^Hello Kim New,/);
    expect(mails[0]?.text).toMatch(/https:\/\/desk\.test\/invite\/[\w-]{43}/);
    expect(mails[0]?.header('reply-to')).toBeUndefined();
    const [row] = await desk.sql<{ stored: string }>(`SELECT vars::text AS stored FROM message WHERE staff_id = $1`, [staffId]);
    expect(row?.stored).toBe('{}');
  });

  test('a colleague gets no news of a complaint that is about them', async () => {
    const [agent, subject] = [await desk.person('agent'), await desk.person('agent')];
    const ticket = await desk.ticket();
    const plan = (staffId: string) =>
      desk.transaction(async (tx) =>
        desk.messages.planStaff(tx, {
          effectKey: `notice:${staffId}`,
          staffId,
          ticketId: ticket.id,
          kind: 'staff_notice',
          vars: { text: 'The fix is due at 14:00.' },
          now: await tx.now(),
        }),
      );
    const ids = [await plan(agent), await plan(subject)];
    await desk.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [ticket.id, subject]);
    await desk.settle();
    expect((await Promise.all(ids.map((id) => desk.message(id)))).map((message) => message.state)).toEqual(['sent', 'cancelled']);
    const another = await desk.person('agent');
    await desk.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [ticket.id, another]);
    expect(await plan(another)).toBeNull();
  });

  test('a thousand messages leave in sets, each once', async () => {
    const ticket = await desk.ticket();
    await desk.sql(
      `INSERT INTO message (id, effect_key, ticket_id, kind, class, automatic, channel, to_address, vars, order_key, not_before, created_at)
       SELECT gen_random_uuid(), 'bulk:' || n, $1, 'staff_reply', 'service', false, 'email', 'bulk' || n || '@customer.test', '{"text": "Hello."}', 'bulk:' || n, desk_now(), desk_now()
       FROM generate_series(1, 1000) n`,
      [ticket.id],
    );
    await desk.settle();
    const [row] = await desk.sql<{ sent: number }>(
      `SELECT count(*)::int AS sent FROM message WHERE effect_key LIKE 'bulk:%' AND state = 'sent'`,
    );
    expect(row?.sent).toBe(1000);
    expect(new Set(sink.mails.flatMap((mail) => mail.to).filter((to) => to.startsWith('bulk'))).size).toBe(1000);
    expect(sink.mails.filter((mail) => mail.to[0]?.startsWith('bulk'))).toHaveLength(1000);
  });

  async function gesture(ticket: MadeTicket, state: 'offered' | 'declined'): Promise<string> {
    const [typeId, versionId, id] = [uuidv7(), uuidv7(), uuidv7()];
    await desk.sql(`INSERT INTO gesture_type (id, code, status, created_at) VALUES ($1, $2, 'active', desk_now())`, [
      typeId,
      `t-${typeId}`,
    ]);
    await desk.sql(
      `INSERT INTO gesture_type_version (id, type_id, version, name, customer_text, class, kind, cost_minor, face_minor, currency, fulfilment, created_at)
       VALUES ($1, $2, 1, 'Oil change', '{"en": "A free oil change."}', 'service', 'free_service', 1800, 4500, 'USD', 'handover', desk_now())`,
      [versionId, typeId],
    );
    await desk.sql(
      `INSERT INTO gesture (id, ticket_id, cycle, type_version_id, state, combinable, cost_reserved_minor, face_minor, currency, text, offered_at, expires_at, created_at)
       VALUES ($1, $2, 1, $3, $4, false, 1800, 4500, 'USD', 'A free oil change on us.', desk_now(), '2026-12-31T22:59:00Z', desk_now())`,
      [id, ticket.id, versionId, state],
    );
    return id;
  }
});
