import { Injectable } from '@nestjs/common';
import { PreferenceLinks } from '../consent/preference-links.service';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { htmlOf } from '../templates/html-text.rules';
import { TemplatesService } from '../templates/templates.service';
import { footOf } from './mail-text.rules';
import { type ClaimedMessage, LOOK } from './message-claim.service';
import type { MessageDetailView, MessageStepView } from './message.dto';
import { COLUMNS, FROM, type MessageRow, plainTrouble, viewOf } from './message-row.rules';
import { messageVisibleTo } from './message-sight.rules';
import { MessageWords } from './message-words.service';

type Shown = Pick<MessageDetailView, 'subject' | 'text' | 'html' | 'missing'>;

interface Happened {
  at: Date;
  kind: string;
  why: string | null;
  name: string | null;
}

const HISTORY = `
  SELECT y.at, 'try' AS kind, y.why, NULL AS name FROM message_try y WHERE y.message_id = $1
  UNION ALL SELECT d.at, 'report.' || d.kind, d.why, NULL FROM delivery_event d WHERE d.message_id = $1
  UNION ALL SELECT a.at, a.action, NULL, s.name FROM audit_event a LEFT JOIN staff s ON s.id = a.actor_id WHERE a.subject = 'message:' || $1
  ORDER BY at`;

const WORDS: Readonly<Record<string, (one: Happened) => string>> = {
  try: ({ why }) => `It did not get through: ${plainTrouble(why ?? 'no reason was given')}`,
  'report.accepted': () => 'The provider took it.',
  'report.underway': () => 'The provider sent it on.',
  'report.delivered': () => 'The provider says that it arrived.',
  'report.failed': ({ why }) => `The provider says that it did not arrive${why === null ? '.' : `: ${why}`}`,
  'message.held': ({ name }) => `${name ?? 'Somebody'} stopped it.`,
  'message.released': ({ name }) => `${name ?? 'Somebody'} let it go.`,
  'message.edited': ({ name }) => `${name ?? 'Somebody'} changed its words.`,
};

/** One message as the customer gets it. */
@Injectable()
export class MessageDetails {
  constructor(
    private readonly db: Database,
    private readonly words: MessageWords,
    private readonly templates: TemplatesService,
    private readonly links: PreferenceLinks,
  ) {}

  /** With its words of this moment, as it is not written before it is sent; Missing (404) where this person does not see it. */
  async one(id: string, actor: Actor): Promise<MessageDetailView> {
    const params: unknown[] = [id];
    const visible = messageVisibleTo(actor, 'm', 't', params);
    const row = await this.db.maybe<MessageRow>(`SELECT ${COLUMNS} ${FROM} WHERE m.id = $1 AND ${visible}`, params);
    if (!row) throw new Missing('There is no such message.');
    const line = viewOf(row, actor.roles);
    const [shown, history] = await Promise.all([this.shown(row), this.history(row)]);
    return { ...line, ...shown, history };
  }

  private async shown(row: MessageRow): Promise<Shown> {
    if (row.channel === 'call' || row.channel === 'post') return this.script(row.id);
    const [message] = await this.db.rows<ClaimedMessage>(LOOK, [row.id]);
    if (!message) throw new Missing('There is no such message.');
    if (row.channel === 'chat') return { ...NOTHING, text: String(message.vars['text'] ?? message.vars['question'] ?? '') };
    return this.written(message, await this.templates.current());
  }

  private written(message: ClaimedMessage, templates: Parameters<MessageWords['of']>[1]): Shown {
    const written = this.words.of(message, templates);
    if (!written.ok) return { ...NOTHING, missing: [...written.missing] };
    const { language, link, code, checkCode } = written.words;
    // the link in a notice only names the ticket
    const shownLink = link === null || message.kind === 'staff_notice' ? link : withoutSecret(link);
    const hide = (text: string): string => hidden(hidden(hidden(text, link, shownLink), code, '••••'), checkCode, '••••••');
    const foot = this.foot(message, language);
    const text = hide(written.words.text) + foot;
    if (message.channel === 'sms') return { ...NOTHING, text };
    return { subject: hide(written.words.subject), text, html: htmlOf(text, language, shownLink), missing: [] };
  }

  private foot({ class: messageClass, customerId, to, channel }: ClaimedMessage, language: string): string {
    if (messageClass === 'staff' || customerId === null || to === null || channel !== 'email') return '';
    return footOf(withoutSecret(this.links.preferencesLink(customerId, 'email', to)), language);
  }

  private async script(id: string): Promise<Shown> {
    const task = await this.db.maybe<{ script: string }>('SELECT script FROM task WHERE message_id = $1 ORDER BY created_at DESC LIMIT 1', [
      id,
    ]);
    return { ...NOTHING, text: task?.script ?? null };
  }

  private async history({ id, createdAt, sentAt, channel }: MessageRow): Promise<MessageStepView[]> {
    const rows = await this.db.rows<Happened>(HISTORY, [id]);
    const steps = rows.flatMap((one) => {
      const words = WORDS[one.kind];
      return words ? [{ at: one.at, what: words(one) }] : [];
    });
    const sent = sentAt === null ? [] : [{ at: sentAt, what: channel === 'chat' ? 'It was said in the chat.' : 'It left the house.' }];
    return [{ at: createdAt, what: 'It was planned.' }, ...steps, ...sent].sort((a, b) => a.at.getTime() - b.at.getTime());
  }
}

const NOTHING: Shown = { subject: null, text: null, html: null, missing: [] };

/** The link without the part that opens the customer's page: whoever has that can answer in the customer's name. */
function withoutSecret(link: string): string {
  return link.replace(/\/[^/]*$/, '/…');
}

function hidden(text: string, secret: string | null, shown: string | null): string {
  return secret === null || secret === '' ? text : text.replaceAll(secret, shown ?? '');
}
