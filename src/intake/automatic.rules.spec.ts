import { automaticSign, isNoReply, isPersonal, type MailSigns } from './automatic.rules';

function mail(headers: Record<string, string> = {}, over: Partial<MailSigns> = {}): MailSigns {
  return {
    headers: Object.entries(headers).map(([key, value]) => ({ key: key.toLowerCase(), value })),
    from: 'ann@example.com',
    returnPath: 'ann@example.com',
    subject: 'My table wobbles',
    fromUs: false,
    ourMessageId: false,
    ...over,
  };
}

test.each([
  ['an ordinary mail', mail()],
  ['a mail that says it is not automatic', mail({ 'Auto-Submitted': 'no' })],
  ['"no" with a remark', mail({ 'Auto-Submitted': 'No; owner-email=a@b.example' })],
  ['an empty wish about answers', mail({ 'X-Auto-Response-Suppress': '' })],
  ['"None" about answers', mail({ 'X-Auto-Response-Suppress': 'None' })],
  ['first-class mail', mail({ Precedence: 'first-class' })],
  ['a mail with files', mail({ 'Content-Type': 'multipart/mixed; boundary=x' })],
  ['a mail about reports', mail({ 'Content-Type': 'text/plain; name="multipart/report"' })],
  ['a mail whose second Content-Type lies', mail({ 'Content-Type': 'text/plain' })],
  ['a return path of its own', mail({ 'Return-Path': '<ann@example.com>' })],
  ['a complaint about an automatic door', mail({}, { subject: 'Automatic door hit my arm' })],
  ['a complaint about an automatic reply', mail({}, { subject: 'Your automatic reply was rude' })],
  ['a complaint about office chairs', mail({}, { subject: 'Out of order: office chair' })],
  ['somebody called Bounce', mail({}, { from: 'bouncer@example.com' })],
  ['a postmaster of a village', mail({}, { from: 'postmaster-smith@example.com' })],
  ['no sender at all', mail({}, { from: null })],
  ['nobody told the return path', mail({}, { returnPath: null })],
])('%s was written by a person', (_, signs) => {
  expect(automaticSign(signs)).toBeNull();
});

test.each<[string, MailSigns, string]>([
  ['an out-of-office', mail({ 'Auto-Submitted': 'auto-replied' }), 'says it is automatic'],
  ['a generated mail', mail({ 'Auto-Submitted': 'auto-generated' }), 'says it is automatic'],
  ['a notification', mail({ 'auto-submitted': ' AUTO-NOTIFIED; x=y' }), 'says it is automatic'],
  ['an unknown word in the header', mail({ 'Auto-Submitted': 'maybe' }), 'says it is automatic'],
  ['bulk mail', mail({ Precedence: 'bulk' }), 'bulk mail'],
  ['a list by precedence', mail({ Precedence: 'List' }), 'bulk mail'],
  ['junk', mail({ Precedence: 'junk' }), 'bulk mail'],
  ['an auto_reply by precedence', mail({ Precedence: 'auto_reply' }), 'bulk mail'],
  ['a newsletter', mail({ 'List-Unsubscribe': '<mailto:x@example.com>' }), 'mailing list'],
  ['a mailing list', mail({ 'List-Id': '<talk.example.com>' }), 'mailing list'],
  ['a list that only has List-Post', mail({ 'List-Post': '<mailto:x@example.com>' }), 'mailing list'],
  ['Exchange', mail({ 'X-Auto-Response-Suppress': 'All' }), 'asks for no automatic answer'],
  ['Exchange, part of it', mail({ 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }), 'asks for no automatic answer'],
  ['an old responder', mail({ 'X-Autoreply': 'yes' }), 'automatic reply'],
  ['another responder', mail({ 'X-Autorespond': 'Out today' }), 'automatic reply'],
  ['the empty return path', mail({}, { returnPath: '' }), 'empty return path'],
  ['the empty return path, told by a relay', mail({ 'Return-Path': '<>' }), 'empty return path'],
  ['a bounce', mail({ 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }), 'delivery report'],
  ['a read receipt', mail({ 'Content-Type': 'multipart/report; report-type=disposition-notification' }), 'delivery report'],
  ['an abuse report', mail({ 'Content-Type': 'Multipart/Report; report-type=feedback-report' }), 'delivery report'],
  ['a bare delivery status', mail({ 'Content-Type': 'message/delivery-status' }), 'delivery report'],
  ['Exim', mail({ 'X-Failed-Recipients': 'ann@example.com' }), 'delivery report'],
  ['the mailer daemon', mail({}, { from: 'mailer-daemon@example.com' }), 'mail server'],
  ['MAILER-DAEMON in one word', mail({}, { from: 'mailerdaemon@example.com' }), 'mail server'],
  ['the postmaster', mail({}, { from: 'postmaster@example.com' }), 'mail server'],
  ['a bounce address', mail({}, { from: 'bounce+x=y@example.com' }), 'mail server'],
  ['our own address', mail({}, { fromUs: true }), 'sent from our own address'],
  ['our own Message-ID', mail({}, { ourMessageId: true }), 'our own mail came back'],
  ['Outlook in English', mail({}, { subject: 'Automatic reply: My table' }), 'subject of an automatic reply'],
  ['Outlook in German', mail({}, { subject: 'Automatische Antwort: Mein Tisch' }), 'subject of an automatic reply'],
  ['Outlook in French', mail({}, { subject: 'Réponse automatique : Ma table' }), 'subject of an automatic reply'],
  ['Lotus', mail({}, { subject: 'Out of Office: back on Monday' }), 'subject of an automatic reply'],
  ['an Abwesenheitsnotiz', mail({}, { subject: 'Abwesenheitsnotiz: Urlaub' }), 'subject of an automatic reply'],
])('%s was sent by a machine', (_, signs, sign) => {
  expect(automaticSign(signs)).toBe(sign);
});

test('a second header cannot hide what the first one says', () => {
  const signs = mail();
  const headers = [
    { key: 'auto-submitted', value: 'no' },
    { key: 'auto-submitted', value: 'auto-replied' },
  ];
  expect(automaticSign({ ...signs, headers })).toBe('says it is automatic');
});

test('edge 47: addresses that nobody reads are known by their name, and never taken for a customer', () => {
  for (const local of ['noreply', 'no-reply', 'no.reply', 'donotreply', 'do-not-reply', 'no_reply', 'noreply+shop', 'NO-REPLY-orders']) {
    expect([local, isNoReply(`${local}@shop.example`)]).toEqual([local, true]);
    expect(isPersonal(`${local}@shop.example`)).toBe(false);
  }
  for (const local of ['norbert', 'noreen', 'reply', 'nora.replyson', 'knoreply', 'orders']) {
    expect([local, isNoReply(`${local}@shop.example`)]).toEqual([local, false]);
    expect(isPersonal(`${local}@shop.example`)).toBe(true);
  }
  expect(isPersonal('mailer-daemon@shop.example')).toBe(false);
});

test('a header of 100,000 characters is read in no time', () => {
  const long = 'auto '.repeat(20_000);
  const headers = {
    'Auto-Submitted': `no ${long}`,
    Precedence: long,
    'X-Auto-Response-Suppress': '',
    'Return-Path': `<${' '.repeat(100_000)}`,
  };
  expect(automaticSign(mail(headers, { subject: `Automatic ${' '.repeat(100_000)}x` }))).toBeNull();
});
