import { Injectable } from '@nestjs/common';
import { syllable } from 'syllable';
import { uuidv7 } from 'uuidv7';
import { insertOnce, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { AddTerm, ChangeTerm, GlossaryQuery, TermList, TermView } from './explainer.dto';
import { languageWarnings } from './plain-language.rules';

type Row = Omit<TermView, 'warnings'>;

const VIEW = `SELECT id, term, language, explanation, status, version, created_at AS "createdAt" FROM glossary_term`;

/** Words that customers meet and nobody explains, with what they mean. */
@Injectable()
export class Glossary {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** By language and term, hidden ones too. */
  async list({ language, limit = PAGE_SIZE, cursor }: GlossaryQuery): Promise<TermList> {
    const after = cursor ? decodeCursor(cursor, 2) : [null, null];
    const rows = await this.db.rows<Row>(
      `${VIEW} WHERE ($1::text IS NULL OR lower(language) = lower($1)) AND ($2::text IS NULL OR (lower(language), lower(term)) > (lower($2), lower($3)))
       ORDER BY lower(language), lower(term) LIMIT $4`,
      [language ?? null, ...after, limit + 1],
    );
    const page = pageOf(rows, limit, (row) => [row.language, row.term]);
    return { ...page, items: page.items.map(viewOf) };
  }

  /** Refused (409) where the term is explained in this language already. */
  add(wish: AddTerm, by: Caller): Promise<TermView> {
    const { term, language = 'en', explanation } = wish;
    return this.commands.once(by.command, async (tx) => {
      const id = uuidv7();
      const values = [id, term.replace(/\s+/g, ' '), language, explanation, await tx.now()];
      const insert = () =>
        tx.run(`INSERT INTO glossary_term (id, term, language, explanation, created_at) VALUES ($1, $2, $3, $4, $5)`, values);
      await insertOnce(insert, 'glossary_term_once', `${term} (${language})`);
      await audit(tx, by, 'glossary.added', `glossary_term:${id}`, wish);
      return one(tx, id);
    });
  }

  /** Missing (404), Refused (409) where `version` is not the newest one. */
  change(id: string, wish: ChangeTerm, by: Caller): Promise<TermView> {
    return this.commands.once(by.command, async (tx) => {
      await tx.run('SELECT id FROM glossary_term WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const before = await one(tx, id);
      refuseStale(wish.version, before);
      const { explanation = before.explanation, status = before.status } = wish;
      await tx.run(`UPDATE glossary_term SET explanation = $2, status = $3, version = version + 1 WHERE id = $1`, [
        id,
        explanation,
        status,
      ]);
      await audit(tx, by, 'glossary.changed', `glossary_term:${id}`, wish);
      return one(tx, id);
    });
  }
}

async function one(reader: Reader, id: string): Promise<TermView> {
  const [row] = await reader.rows<Row>(`${VIEW} WHERE id = $1`, [id]);
  if (!row) throw new Missing('There is no such word in the glossary.');
  return viewOf(row);
}

function viewOf(row: Row): TermView {
  return { ...row, warnings: languageWarnings(row.explanation, row.language, syllable) };
}
