import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { MessageDetailView, MessageStepView, WrittenWordsView } from './message.dto';
import { MessageLooks } from './message-looks.service';
import { COLUMNS, FROM, type MessageRow, plainTrouble, viewOf } from './message-row.rules';
import { messageVisibleTo } from './message-sight.rules';

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
    private readonly looks: MessageLooks,
  ) {}

  /** With its words of this moment, as it is not written before it is sent; Missing (404) where this person does not see it. */
  async one(id: string, actor: Actor): Promise<MessageDetailView> {
    const params: unknown[] = [id];
    const visible = messageVisibleTo(actor, 'm', 't', params);
    const row = await this.db.maybe<MessageRow>(`SELECT ${COLUMNS} ${FROM} WHERE m.id = $1 AND ${visible}`, params);
    if (!row) throw new Missing('There is no such message.');
    const line = viewOf(row, actor.roles);
    const [shown, written, history] = await Promise.all([this.shown(row), line.editable ? this.ownWords(row.id) : null, this.history(row)]);
    return { ...line, ...shown, written, history };
  }

  private ownWords(id: string): Promise<WrittenWordsView> {
    return this.db.one<WrittenWordsView>(
      `SELECT CASE WHEN channel = 'email' THEN vars ->> 'subject' END AS subject, coalesce(vars ->> 'text', '') AS text FROM message WHERE id = $1`,
      [id],
    );
  }

  private async shown({ id, channel }: MessageRow): Promise<Shown> {
    if (channel === 'call' || channel === 'post') return this.script(id);
    const look = await this.looks.find(this.db, id);
    return 'missing' in look ? { ...NOTHING, missing: [...look.missing] } : { ...look, missing: [] };
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
