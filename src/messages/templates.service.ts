import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { htmlOf } from './mail-text.rules';
import { STARTER_TEMPLATES } from './starter-templates.rules';
import { templateProblems } from './template-check.rules';
import type { PublishTemplate, TemplatePreviewView, TemplatesView, TemplateView } from './template.dto';
import { Template } from './template.entity';
import { isTemplateKey, longestValues, renderTemplate, type TemplateKey, variablesOf } from './template.rules';
import { TemplateVersion } from './template-version.entity';

/** The text to use; `versionId` is null for one that was shipped with the program and never published. */
export interface CurrentTemplate {
  versionId: string | null;
  language: string;
  subject: string;
  body: string;
}

/** The newest versions of all texts, as they were at one moment. */
export interface TemplateSet {
  /** Exact language, else its base language, else English, else the text that came with the program. */
  pick(key: TemplateKey, language: string): CurrentTemplate;
}

const NEWEST = statement(
  'template.newest',
  `SELECT DISTINCT ON (t.id) t.key, lower(t.language) AS language, v.id AS "versionId", coalesce(v.subject, '') AS subject, v.body
   FROM template t JOIN template_version v ON v.template_id = t.id WHERE t.channel = 'email' ORDER BY t.id, v.version DESC`,
);

const VIEW = `
  SELECT DISTINCT ON (t.key, t.language) t.id, t.key, t.channel, t.language, v.version, coalesce(v.subject, '') AS subject, v.body, v.published_at AS "publishedAt"
  FROM template t JOIN template_version v ON v.template_id = t.id`;
const VIEW_ORDER = 'ORDER BY t.key, t.language, v.version DESC LIMIT 500';

/** The texts of messages: read, published, previewed. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  async current(): Promise<TemplateSet> {
    const rows = await this.db.rows<CurrentTemplate & { key: string }>(NEWEST);
    const found = new Map(rows.map((row) => [`${row.key} ${row.language}`, row]));
    return {
      pick(key, language) {
        const tag = language.toLowerCase();
        const chain = [tag, tag.split('-')[0] ?? tag, 'en'];
        for (const one of chain) {
          const row = found.get(`${key} ${one}`);
          if (row) return row;
        }
        return shipped(key);
      },
    };
  }

  /** Every text with its newest version, by key and language. */
  async list(): Promise<TemplatesView> {
    const rows = await this.db.rows<TemplateView>(`${VIEW} ${VIEW_ORDER}`);
    return { items: rows.map(withVariables) };
  }

  /** The newest version with every variable at about its longest. Missing (404). */
  async preview(id: string): Promise<TemplatePreviewView> {
    const template = await this.view(this.db, id);
    const key = keyOf(template);
    const values = longestValues(key);
    const { subject, text } = renderTemplate(key, template, values);
    return { subject, text, html: htmlOf(text, template.language, values['link'] ?? null) };
  }

  /** Makes the next version, or the first. Invalid (400) with everything that is wrong; Refused (409) where `version` is not the newest one. */
  publish(wish: PublishTemplate, actor: Actor): Promise<TemplateView> {
    const { key, subject, body, version } = wish;
    const language = wish.language ?? 'en';
    const problems = templateProblems(key, subject, body);
    if (problems.length > 0) throw new Invalid(problems.slice(0, 5).join(' '), { errors: problems.map((why) => ({ field: 'body', why })) });
    return this.commands.once(actor.command, async (tx) => {
      const template = await lock(tx, key, language);
      const newest = (await tx.manager.maximum(TemplateVersion, 'version', { templateId: template.id })) ?? 0;
      if (version !== undefined && version !== newest) {
        const current = newest === 0 ? {} : { current: await this.view(tx, template.id) };
        throw new Refused('stale', 'Somebody changed this text in the meantime. Look at it again.', current);
      }
      const publishedBy = actor.staffId;
      const publishedAt = await tx.now();
      await tx.manager.insert(TemplateVersion, {
        id: uuidv7(),
        templateId: template.id,
        version: newest + 1,
        subject,
        body,
        publishedAt,
        publishedBy,
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
    const [row] = await reader.rows<TemplateView>(`${VIEW} WHERE t.id = $1 ${VIEW_ORDER}`, [id]);
    if (!row) throw new Missing('There is no such text.');
    return withVariables(row);
  }
}

/** The template's row, made if it is new, and locked: two who publish at once do it one after the other. */
async function lock(tx: Tx, key: string, language: string): Promise<Template> {
  await tx.run(`INSERT INTO template (id, key, channel, language) VALUES ($1, $2, 'email', $3) ON CONFLICT DO NOTHING`, [
    uuidv7(),
    key,
    language,
  ]);
  return tx.manager.findOneOrFail(Template, { where: { key, channel: 'email', language }, lock: { mode: 'for_no_key_update' } });
}

function shipped(key: TemplateKey): CurrentTemplate {
  const text = STARTER_TEMPLATES.find((one) => one.key === key);
  if (!text) throw new Error(`There is no text for ${key}.`);
  return { versionId: null, language: text.language, subject: text.subject, body: text.body };
}

function keyOf(template: TemplateView): TemplateKey {
  if (!isTemplateKey(template.key)) throw new Missing('This text belongs to no message of this release.');
  return template.key;
}

function withVariables(row: TemplateView): TemplateView {
  const variables = isTemplateKey(row.key) ? variablesOf(row.key) : [];
  return { ...row, variables: variables.map(({ name, type, optional, note }) => ({ name, type, optional, note })) };
}
