import { Injectable } from '@nestjs/common';
import { syllable } from 'syllable';
import { uuidv7 } from 'uuidv7';
import { insertOnce, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Invalid, Missing } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { AddExplainer, ChangeExplainer, ExplainerList, ExplainersQuery, ExplainerView } from './explainer.dto';
import { languageWarnings } from './plain-language.rules';

type Row = Omit<ExplainerView, 'warnings'>;

const VIEW = `SELECT e.id, e.key, e.language, c.key AS cause, p.key AS "touchPoint", e.title, e.body, e.status, e.version, e.created_at AS "createdAt"
  FROM explainer e LEFT JOIN cause c ON c.id = e.cause_id LEFT JOIN touch_point p ON p.id = e.touch_point_id`;

/** Notes in plain words on contract and warranty, as managers write them. Nothing is ever deleted; hidden ones are sent no more. */
@Injectable()
export class ExplainerSettings {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** By key and language, hidden ones too. */
  async list({ language, cause, limit = PAGE_SIZE, cursor }: ExplainersQuery): Promise<ExplainerList> {
    const after = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<Row>(
      `${VIEW} WHERE ($1::text IS NULL OR lower(e.language) = lower($1)) AND ($2::text IS NULL OR c.key = $2)
         AND ($3::text IS NULL OR (e.key, e.language) > ($3, $4)) ORDER BY e.key, e.language LIMIT $5`,
      [language ?? null, cause ?? null, ...after, limit + 1],
    );
    const page = pageOf(rows, limit, (row) => [row.key, row.language]);
    return { ...page, items: page.items.map(viewOf) };
  }

  /** Invalid (400) for an unknown cause or touch point, or where there is neither; Refused (409) where the key has a text in this language. */
  add(wish: AddExplainer, by: Caller): Promise<ExplainerView> {
    const { key, language = 'en', title, body } = wish;
    checkPlace(wish.cause ?? null, wish.touchPoint ?? null);
    return this.commands.once(by.command, async (tx) => {
      const id = uuidv7();
      const [cause, touchPoint] = [await idOf(tx, 'cause', wish.cause), await idOf(tx, 'touch_point', wish.touchPoint)];
      const values = [id, key, language, cause, touchPoint, title, body, await tx.now()];
      const insert = () =>
        tx.run(
          `INSERT INTO explainer (id, key, language, cause_id, touch_point_id, title, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          values,
        );
      await insertOnce(insert, 'explainer_key_language_key', `${key} (${language})`);
      await audit(tx, by, 'explainer.added', `explainer:${key}`, wish);
      return one(tx, id);
    });
  }

  /** Missing (404), Invalid (400), Refused (409) where `version` is not the newest one. */
  change(id: string, wish: ChangeExplainer, by: Caller): Promise<ExplainerView> {
    return this.commands.once(by.command, async (tx) => {
      await tx.run('SELECT id FROM explainer WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const before = await one(tx, id);
      refuseStale(wish.version, before);
      const cause = wish.cause === undefined ? before.cause : wish.cause;
      const touchPoint = wish.touchPoint === undefined ? before.touchPoint : wish.touchPoint;
      checkPlace(cause, touchPoint);
      const { title = before.title, body = before.body, status = before.status } = wish;
      await tx.run(
        `UPDATE explainer SET cause_id = $2, touch_point_id = $3, title = $4, body = $5, status = $6, version = version + 1 WHERE id = $1`,
        [...[id, await idOf(tx, 'cause', cause), await idOf(tx, 'touch_point', touchPoint)], ...[title, body, status]],
      );
      await audit(tx, by, 'explainer.changed', `explainer:${before.key}`, wish);
      return one(tx, id);
    });
  }
}

function checkPlace(cause: string | null, touchPoint: string | null): void {
  if (cause === null && touchPoint === null) throw new Invalid('Say what it explains: name a cause or a touch point.');
}

async function idOf(reader: Reader, table: 'cause' | 'touch_point', key: string | null | undefined): Promise<string | null> {
  if (key === null || key === undefined) return null;
  const [row] = await reader.rows<{ id: string }>(`SELECT id FROM ${table} WHERE key = $1`, [key]);
  if (!row) throw new Invalid(`There is no ${table === 'cause' ? 'cause' : 'touch point'} "${key}".`);
  return row.id;
}

async function one(reader: Reader, id: string): Promise<ExplainerView> {
  const [row] = await reader.rows<Row>(`${VIEW} WHERE e.id = $1`, [id]);
  if (!row) throw new Missing('There is no such note.');
  return viewOf(row);
}

function viewOf(row: Row): ExplainerView {
  return { ...row, warnings: languageWarnings(`${row.title}\n${row.body}`, row.language, syllable) };
}
