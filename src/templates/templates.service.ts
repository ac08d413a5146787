import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { syllable } from 'syllable';
import { uuidv7 } from 'uuidv7';
import type { Config } from '../platform/config';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import { CONFIG, LOG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { htmlOf } from './html-text.rules';
import { longestValues } from './longest-values.rules';
import { type LanguageWarning, languageWarnings } from './plain-language.rules';
import { smsSize } from './sms-segments.rules';
import { STARTER_TEMPLATES } from './starter-templates.rules';
import { templateProblems } from './template-check.rules';
import type {
  PublishTemplate,
  TemplateFallbackView,
  TemplatePreviewView,
  TemplatesQuery,
  TemplatesView,
  TemplateView,
  TryTemplate,
} from './template.dto';
import { Template } from './template.entity';
import { isTemplateKey, TEMPLATE_CLASSES, type TemplateChannel, type TemplateKey } from './template-keys.rules';
import { renderTemplate, variablesOf } from './template.rules';
import { type StoredTemplate, type StoredTemplates, storedTemplates, TemplateSet } from './template-set.rules';
import { TemplateVersion } from './template-version.entity';

export { TemplateSet } from './template-set.rules';

const NEWEST = statement(
  'template.newest',
  `SELECT DISTINCT ON (t.id) t.key, t.channel, t.language, v.id AS "versionId", coalesce(v.subject, '') AS subject, v.body
   FROM template t JOIN template_version v ON v.template_id = t.id ORDER BY t.id, v.version DESC`,
);

// A published version never changes and never goes, so their number says whether there is a new one.
const HOW_MANY = statement('template.how_many', `SELECT count(*)::int AS count FROM template_version`);

const VIEW = `
  SELECT t.id, t.key, t.channel, t.language, v.version, coalesce(v.subject, '') AS subject, v.body, v.published_at AS "publishedAt"
  FROM template t JOIN LATERAL (SELECT x.* FROM template_version x WHERE x.template_id = t.id ORDER BY x.version DESC LIMIT 1) v ON true`;

const LIST = `${VIEW}
  WHERE ($1::text IS NULL OR t.key = $1) AND ($2::text IS NULL OR t.channel = $2) AND ($3::text IS NULL OR lower(t.language) = lower($3))
    AND ($4::text IS NULL OR (t.key, t.channel, t.language) > ($4, $5, $6))
  ORDER BY t.key, t.channel, t.language LIMIT $7`;

type Row = Omit<TemplateView, 'class' | 'variables' | 'warnings'>;

/** More of them make a message dear, and phones show them badly. */
const MOST_SEGMENTS = 3;

/** The texts of messages: read, published, previewed. */
@Injectable()
export class TemplatesService {
  /** Half a thousand texts, which every batch of messages asks for. */
  private known: { count: number; texts: StoredTemplates } | null = null;

  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskLanguage'>,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** The newest version of every text, as it is now. */
  async current(): Promise<TemplateSet> {
    const [row] = await this.db.rows<{ count: number }>(HOW_MANY);
    const count = row?.count ?? 0;
    if (this.known?.count !== count) this.known = { count, texts: storedTemplates(await this.db.rows<StoredTemplate>(NEWEST)) };
    return new TemplateSet(this.known.texts, this.config.deskLanguage);
  }

  /** Writes down where a text was missing in a language: each kind, channel and language once, in the table and in the log. */
  async noteFallbacks(set: TemplateSet): Promise<void> {
    const fallbacks = set.fallbacks();
    if (fallbacks.length === 0) return;
    const fresh = await this.db.rows<TemplateFallbackView>(
      `INSERT INTO template_fallback (key, channel, language, used, first_at)
       SELECT w.key, w.channel, w.language, w.used, desk_now() FROM jsonb_to_recordset($1) AS w(key text, channel text, language text, used text)
       ON CONFLICT DO NOTHING RETURNING key, channel, language, used`,
      [JSON.stringify(fallbacks)],
    );
    for (const { key, channel, language, used } of fresh) {
      this.log.warn({ kind: key, channel, language, used }, 'There is no text in this language; another one was used.');
    }
  }

  /** Texts with their newest version, by key, channel and language; and where a language had none. */
  async list({ key, channel, language, limit = PAGE_SIZE, cursor }: TemplatesQuery): Promise<TemplatesView> {
    const after = cursor ? decodeCursor(cursor, 3) : [null, null, null];
    const rows = await this.db.rows<Row>(LIST, [key ?? null, channel ?? null, language ?? null, ...after, limit + 1]);
    const page = pageOf(rows, limit, (row) => [row.key, row.channel, row.language]);
    const fallbacks = await this.db.rows<TemplateFallbackView>(
      `SELECT key, channel, language, used, first_at AS "firstAt" FROM template_fallback ORDER BY first_at DESC, key, channel, language LIMIT 100`,
    );
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor, fallbacks };
  }

  /** The newest version with every variable at about its longest. Missing (404). */
  async preview(id: string): Promise<TemplatePreviewView> {
    const template = await this.view(this.db, id);
    return rendered(keyOf(template), template, template.warnings);
  }

  /** The same of words that are not published, and perhaps never will be. Invalid (400) as publishing them would be; nothing is written. */
  tryOut(wish: TryTemplate): TemplatePreviewView {
    const words = checked(wish);
    return rendered(words.key, words, warningsOf(words.key, words));
  }

  /** Makes the next version, or the first. Invalid (400) with everything that is wrong; Refused (409) where `version` is not the newest one. */
  publish(wish: PublishTemplate, actor: Actor): Promise<TemplateView> {
    const { key, channel, language, subject, body } = checked(wish);
    const { version } = wish;
    return this.commands.once(actor.command, async (tx) => {
      const template = await lock(tx, key, channel, language);
      const newest = (await tx.manager.maximum(TemplateVersion, 'version', { templateId: template.id })) ?? 0;
      if (version !== undefined && version !== newest) {
        const current = newest === 0 ? {} : { current: await this.view(tx, template.id) };
        throw new Refused('stale', 'Somebody changed this text in the meantime. Look at it again.', current);
      }
      await tx.manager.insert(TemplateVersion, {
        ...{ id: uuidv7(), templateId: template.id, version: newest + 1 },
        ...{ subject, body, publishedAt: await tx.now(), publishedBy: actor.staffId },
      });
      return this.view(tx, template.id);
    });
  }

  /** Version 1 of every text that is not there yet; what is there stays as it is. Returns how many it made. */
  async ensureStarter(tx: Tx): Promise<number> {
    const rows = STARTER_TEMPLATES.map((one) => ({ ...one, id: uuidv7(), versionId: uuidv7() }));
    return tx.run(
      `WITH wanted AS (SELECT * FROM jsonb_to_recordset($1) AS w(id uuid, "versionId" uuid, key text, channel text, language text, subject text, body text)),
       made AS (INSERT INTO template (id, key, channel, language) SELECT id, key, channel, language FROM wanted ON CONFLICT DO NOTHING RETURNING id)
       INSERT INTO template_version (id, template_id, version, subject, body, published_at)
       SELECT w."versionId", w.id, 1, w.subject, w.body, desk_now() FROM wanted w JOIN made USING (id)`,
      [JSON.stringify(rows)],
    );
  }

  private async view(reader: Reader, id: string): Promise<TemplateView> {
    const [row] = await reader.rows<Row>(`${VIEW} WHERE t.id = $1`, [id]);
    if (!row) throw new Missing('There is no such text.');
    return viewOf(row);
  }
}

type Words = Pick<Row, 'channel' | 'language' | 'subject' | 'body'>;

/** What is to be published, with what was left out; Invalid (400) with everything that is wrong. */
function checked({ key, channel = 'email', language = 'en', subject = '', body }: TryTemplate): Words & { key: TemplateKey } {
  const problems = templateProblems({ key, channel, subject, body });
  if (problems.length > 0) throw new Invalid(problems.slice(0, 5).join(' '), { errors: problems.map((why) => ({ field: 'body', why })) });
  return { key, channel, language, subject, body };
}

function rendered(key: TemplateKey, words: Words, warnings: TemplatePreviewView['warnings']): TemplatePreviewView {
  const { channel, language } = words;
  const values = longestValues(key, language, channel);
  const { subject, text } = renderTemplate(key, words, values, channel);
  const size = channel === 'sms' ? smsSize(text) : null;
  return {
    ...{ subject, text, warnings },
    html: channel === 'email' ? htmlOf(text, language, values['link'] ?? null) : null,
    segments: size?.segments ?? null,
    encoding: size?.encoding ?? null,
  };
}

/** The template's row, made if it is new, and locked: two who publish at once do it one after the other. */
async function lock(tx: Tx, key: string, channel: TemplateChannel, language: string): Promise<Template> {
  await tx.run(`INSERT INTO template (id, key, channel, language) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
    uuidv7(),
    key,
    channel,
    language,
  ]);
  return tx.manager.findOneOrFail(Template, { where: { key, channel, language }, lock: { mode: 'for_no_key_update' } });
}

function keyOf(template: TemplateView): TemplateKey {
  if (!isTemplateKey(template.key)) throw new Missing('This text belongs to no message of this release.');
  return template.key;
}

function viewOf(row: Row): TemplateView {
  const { key } = row;
  if (!isTemplateKey(key)) return { ...row, class: null, variables: [], warnings: [] };
  const variables = variablesOf(key).map(({ name, type, optional, note }) => ({ name, type, optional, note }));
  return { ...row, class: TEMPLATE_CLASSES[key], variables, warnings: warningsOf(key, row) };
}

function warningsOf(key: TemplateKey, { channel, language, subject, body }: Words): LanguageWarning[] {
  const warnings = languageWarnings(`${subject}\n${body}`, language, syllable);
  if (channel !== 'sms') return warnings;
  const { text } = renderTemplate(key, { subject, body }, longestValues(key, language, channel), channel);
  const { segments } = smsSize(text);
  if (segments <= MOST_SEGMENTS) return warnings;
  const says = `With long names it takes ${String(segments)} text messages; ${String(MOST_SEGMENTS)} are enough. Leave something out.`;
  return [...warnings, { kind: 'segments', says, sentence: null }];
}
