import type { Answer } from './client';
import type { MailSink, SunkMail } from './mail-sink';
import { replyTo } from './mails';
import { type SmsProvider, texts } from './sms-provider';
import type { World } from './world';

/** What a mail is, by its subject without the number. */
const MAILS: readonly (readonly [kind: string, subject: RegExp])[] = [
  ['receipt', /^We have your message$/],
  ['owner_named', /is looking after$/],
  ['missed_call', /^We tried to call you about$/],
  ['still_working', /^We are still working on$/],
  ['late_note', /^We are late with, and we are sorry$/],
  ['question', /^One question about$/],
  ['chase_1', /^We still need your answer$/],
  ['chase_2', /^Can you still help us with\?$/],
  ['lapse_notice', /^We have closed for now$/],
  ['fix_summary', /^What we did for you$/],
  ['one_up_offer', /^Something from us to you$/],
  ['one_up_done', /^It is done$/],
  ['voucher', /^Your voucher$/],
  ['voucher_reminder', /^Your voucher is good until/],
  ['survey', /^Did we put it right\?$/],
  ['survey_reminder', /^Is it right now\?$/],
  ['sorry_again', /^We are sorry\. We are back on$/],
  ['closing_note', /^We have closed$/],
  ['after_care_2', /^Is all well with\?$/],
  ['after_care_14', /^Still fine after two weeks\?$/],
  ['after_care_30', /^Thank you for your trust$/],
  ['staff_reply', /^From Ines: /],
];

/** What a text is, by its words in English and in Arabic. */
const TEXTS: readonly (readonly [kind: string, words: RegExp])[] = [
  ['receipt', /We have your message|وصلتنا رسالتكم/],
  ['owner_named', /now looks after your complaint|معكم |يتابع/],
  ['missed_call', /We tried to call you|اتصلنا بكم/],
  ['still_working', /We are still working on it|ما زلنا نعمل/],
  ['late_note', /We are late|We did not keep our promise|تأخرنا ونعتذر|لم نف بوعدنا/],
  ['question', /We have one question|لدينا سؤال واحد/],
  ['fix_summary', /What happened and what we did|ما حدث وما فعلناه/],
  ['one_up_offer', /(something|Something) from us to you|لدينا شيء لكم|شيء منا لكم/],
  ['survey_reminder', /once more|نسأل مرة أخيرة/],
  ['survey', /Did we put it right\?|كيف كان حلّنا/],
  ['closing_note', /We have closed this|أغلقنا الشكوى/],
  ['stop_confirmation', /You get no more texts|لن تصلكم منا رسائل نصية/],
];

/** A customer from outside: a mailbox, a telephone, and a browser without JavaScript. Knows nothing of the desk but what it was sent. */
export class Outsider {
  private readMails = 0;
  private readTexts = 0;
  /** All that ever came, in the order of looking. */
  readonly all: string[] = [];

  constructor(
    private readonly world: World,
    private readonly sms: SmsProvider,
    readonly name: string,
    readonly email: string,
    readonly phone: string,
  ) {}

  get mails(): SunkMail[] {
    return (this.world.sink satisfies MailSink).to(this.email);
  }

  get texted(): string[] {
    return this.sms.to(this.phone).map(({ body }) => body);
  }

  /** Does what is due, and tells what came since the last look, the mails first: `mail receipt`, `text survey`; `?` and the words where nobody knows it. */
  async news(): Promise<string[]> {
    await this.world.settle();
    const [mails, heard] = [this.mails.slice(this.readMails), this.texted.slice(this.readTexts)];
    this.readMails += mails.length;
    this.readTexts += heard.length;
    const fresh = [
      ...mails.map(({ subject }) => `mail ${known(MAILS, subject.replace(/ ?\(?R-\d+\)?/, ''))}`),
      ...heard.map((body) => `text ${known(TEXTS, body)}`),
    ];
    this.all.push(...fresh);
    return fresh;
  }

  /** The same after so much time. */
  async after(ms: number): Promise<string[]> {
    await this.world.shift(ms);
    return this.news();
  }

  /** How many of each came in this whole life. */
  counted(): Record<string, number> {
    const count: Record<string, number> = {};
    for (const one of this.all) count[one] = (count[one] ?? 0) + 1;
    return count;
  }

  writes(subject: string, text: string): Promise<void> {
    return this.world.sendMail({ from: `${this.name} <${this.email}>`, subject, text });
  }

  /** Answers the last mail as a mail program does. */
  answers(text: string): Promise<void> {
    const last = this.mails.at(-1);
    if (!last) throw new Error('There is no mail to answer.');
    const messageId = last.header('message-id') ?? '';
    return this.world.sendMail({
      from: `${this.name} <${this.email}>`,
      to: replyTo(last),
      subject: `Re: ${last.subject}`,
      text,
      headers: { 'In-Reply-To': messageId, References: messageId },
    });
  }

  async textsBack(words: string): Promise<void> {
    const status = await texts(this.world, this.phone, words);
    if (status !== 204) throw new Error(`The text was answered ${String(status)}.`);
  }

  /** The page that the latest message links to. */
  page(query = ''): Promise<Answer> {
    return this.world.anonymous.get(this.link + query);
  }

  /** Sends the form of the page that leads to `what`, with the hidden fields that stand in it, as a browser does. */
  async sends(what: string, fields: Record<string, string> = {}): Promise<number> {
    const { text } = await this.page();
    const forms = [...text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
    const form = forms.find(([, action = '']) => new URL(action, this.world.url).pathname.endsWith(`/${what}`));
    if (!form) throw new Error(`The page has no form "${what}": ${forms.map(([, action]) => action).join(', ')}`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const whole = { ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])), ...fields };
    return (await this.world.anonymous.form(form[1] ?? '', whole)).status;
  }

  /** Presses "unsubscribe" in the mail program, on the last mail that has it. */
  async leaves(): Promise<number> {
    const url = /<(.+)>/.exec(this.mails.findLast((mail) => mail.header('list-unsubscribe'))?.header('list-unsubscribe') ?? '')?.[1] ?? '';
    const { pathname } = new URL(url);
    return (await this.world.anonymous.form(pathname, { 'List-Unsubscribe': 'One-Click' })).status;
  }

  /** Sends the page of wishes that every mail ends with, with only these boxes ticked. */
  async wants(wishes: readonly string[]): Promise<number> {
    const path = /\/public\/preferences\/[A-Za-z0-9_.-]+/.exec(this.mails.at(-1)?.text ?? '')?.[0] ?? '';
    const page = await this.world.anonymous.get(path);
    if (page.status !== 200 || !page.text.includes('<form')) throw new Error(`The page of wishes was answered ${String(page.status)}.`);
    const body = new URLSearchParams(wishes.map((wish): [string, string] => ['wish', wish])).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return (await this.world.anonymous.raw('POST', path, body, headers)).status;
  }

  private get link(): string {
    const words = [...this.mails.map(({ text }) => text), ...this.texted].reverse();
    for (const text of words) {
      const link = /\/s\/[A-Za-z0-9_-]+/.exec(text)?.[0];
      if (link) return link;
    }
    throw new Error('No message carries a link.');
  }
}

function known(table: readonly (readonly [string, RegExp])[], words: string): string {
  return table.find(([, pattern]) => pattern.test(words))?.[0] ?? `? ${words}`;
}
