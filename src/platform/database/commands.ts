import { Injectable } from '@nestjs/common';
import { KeyReused, Refused } from '../errors';
import { Database } from './database';
import { statement } from './sql';
import type { Tx } from './tx';

/** What makes a write the same write: who asks, under which key, with what. */
export interface Command {
  /** `staff:<id>`, `token:<id>`, `public:<hash>`. */
  readonly actor: string;
  readonly key: string;
  /** SHA-256 over method, path and body. */
  readonly fingerprint: Buffer;
}

const REMEMBER = statement(
  'command.remember',
  `INSERT INTO idempotency_key (actor, key, fingerprint, at) VALUES ($1, $2, $3, desk_now()) ON CONFLICT DO NOTHING`,
);
const RECALL = statement('command.recall', `SELECT fingerprint, answer FROM idempotency_key WHERE actor = $1 AND key = $2`);
const ANSWER = statement('command.answer', `UPDATE idempotency_key SET answer = $3 WHERE actor = $1 AND key = $2`);

/** Every write goes through here: one transaction, and a repeated one gets the first answer again. */
@Injectable()
export class Commands {
  constructor(private readonly db: Database) {}

  /** Runs `work` once per key. Without a key it runs each time; the state machines and unique keys then guard against doubles. */
  once<T>(command: Command | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (!command) return this.db.transaction(work);
    return this.db.transaction(async (tx) => {
      // A twin in flight makes this wait on its row until lock_timeout, which answers 409.
      const fresh = await tx.run(REMEMBER, [command.actor, command.key, command.fingerprint]);
      if (fresh === 0) return recall<T>(tx, command);
      const answer = await work(tx);
      await tx.run(ANSWER, [command.actor, command.key, JSON.stringify(answer ?? {})]);
      return answer;
    });
  }
}

async function recall<T>(tx: Tx, command: Command): Promise<T> {
  const row = await tx.maybe<{ fingerprint: Buffer; answer: T | null }>(RECALL, [command.actor, command.key]);
  return replay<T>(command, row);
}

/** The first answer again; 422 for another request under the same key; 409 while the first is still in flight. */
export function replay<T>(command: Command, row: { fingerprint: Buffer; answer: T | null } | null): T {
  if (row && !row.fingerprint.equals(command.fingerprint)) throw new KeyReused();
  if (!row || row.answer === null)
    throw new Refused('in_flight', 'The same request is still being worked on. Please ask again in a second.');
  return row.answer;
}
