import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { insertOnce, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Invalid, Missing } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import type { AddSnippet, ChangeSnippet, FilledSnippetView, SnippetsView, SnippetView } from './snippet.dto';
import { filled, nearest, type SnippetValues, unknownBlank } from './snippet.rules';

const MOST = 500;
const VIEW = `SELECT id, key, language, text, hidden, version, created_at AS "createdAt" FROM snippet`;

/** Text modules that people put into their answers with `::`. Nothing is ever deleted; hidden ones are offered no more. */
@Injectable()
export class Snippets {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  async list(): Promise<SnippetsView> {
    return { items: await this.db.rows<SnippetView>(`${VIEW} ORDER BY key, language LIMIT ${String(MOST)}`) };
  }

  /** What can be put into an answer, ready to send. `chain`: languages in small letters, best first. */
  async ready(chain: readonly string[], values: SnippetValues): Promise<FilledSnippetView[]> {
    const found = await this.db.rows<SnippetView>(
      `${VIEW} WHERE NOT hidden AND lower(language) = ANY($1::text[]) ORDER BY key, language LIMIT ${String(MOST)}`,
      [chain],
    );
    return nearest(found, chain).map(({ key, text }) => ({ key, text: filled(text, values) }));
  }

  /** Invalid (400) for a blank that nobody fills, Refused (409) where the key has a text in this language. */
  add({ key, language, text }: AddSnippet, by: Caller): Promise<SnippetView> {
    check(text);
    return this.commands.once(by.command, async (tx) => {
      const id = uuidv7();
      const values = [id, key, language, text, await tx.now()];
      const insert = () => tx.run(`INSERT INTO snippet (id, key, language, text, created_at) VALUES ($1, $2, $3, $4, $5)`, values);
      await insertOnce(insert, 'snippet_key_language_key', `${key} (${language})`);
      await audit(tx, by, 'snippet.added', `snippet:${key}`, { language, text });
      return one(tx, id);
    });
  }

  /** Missing (404), Invalid (400), Refused (409) where `version` is not the newest one or the key has a text in this language. */
  change(id: string, wish: ChangeSnippet, by: Caller): Promise<SnippetView> {
    if (wish.text !== undefined) check(wish.text);
    return this.commands.once(by.command, async (tx) => {
      await tx.run('SELECT id FROM snippet WHERE id = $1 FOR NO KEY UPDATE', [id]);
      const before = await one(tx, id);
      refuseStale(wish.version, before);
      const { key = before.key, language = before.language, text = before.text, hidden = before.hidden } = wish;
      const update = () =>
        tx.run(`UPDATE snippet SET key = $2, language = $3, text = $4, hidden = $5, version = version + 1 WHERE id = $1`, [
          ...[id, key, language],
          ...[text, hidden],
        ]);
      await insertOnce(update, 'snippet_key_language_key', `${key} (${language})`);
      await audit(tx, by, 'snippet.changed', `snippet:${before.key}`, wish);
      return one(tx, id);
    });
  }
}

function check(text: string): void {
  const unknown = unknownBlank(text);
  if (unknown !== null) throw new Invalid(`Nobody fills {{${unknown.slice(0, 40)}}}: use {{customer}}, {{number}} or {{me}}.`);
}

async function one(reader: Reader, id: string): Promise<SnippetView> {
  const [row] = await reader.rows<SnippetView>(`${VIEW} WHERE id = $1`, [id]);
  if (!row) throw new Missing('There is no such text.');
  return row;
}
