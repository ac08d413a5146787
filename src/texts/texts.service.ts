import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Refused, Unavailable } from '../platform/errors';
import { LOG } from '../platform/runtime';
import type { KeptText } from './kept-text.rules';
import { TextRoutes } from './text-routes.service';

interface Claimed {
  id: string;
  /** How often it was taken up, this time included. */
  attempts: number;
}

const MOST_AT_ONCE = 20;
/** After so many failures a person looks at it, as at a mail. */
const MOST_ATTEMPTS = 5;
const BACK_OFF_SECONDS = [30, 120, 600, 1800];
// Taking a text up counts before anything is done with it: one that ends the whole process must not be taken up for ever.
const CLAIM = `
  UPDATE inbound_text m SET attempts = m.attempts + 1, not_before = (SELECT desk_now()) + interval '5 minutes'
  WHERE m.id IN (SELECT q.id FROM inbound_text q WHERE q.state = 'pending' AND q.not_before <= (SELECT desk_now())
    ORDER BY q.not_before, q.id LIMIT ${String(MOST_AT_ONCE)} FOR UPDATE SKIP LOCKED)
  RETURNING m.id, m.attempts`;
const LATER = `
  UPDATE inbound_text SET attempts = attempts - $4, last_error = $2, not_before = (SELECT desk_now()) + make_interval(secs => $3)
  WHERE id = $1 AND state = 'pending'`;
const PARK = `UPDATE inbound_text SET state = 'parked', last_error = coalesce($2, last_error) WHERE id = $1`;
const READ = `
  SELECT id, provider, source_id AS "sourceId", from_number AS "from", text, reading, ticket_id AS "ticketId", customer_id AS "customerId", received_at AS "receivedAt"
  FROM inbound_text WHERE id = $1 AND state = 'pending' FOR UPDATE`;

/** Takes up the texts that customers sent, one by one; what one of them asks for is done in one transaction. */
@Injectable()
export class Texts {
  constructor(
    private readonly db: Database,
    private readonly routes: TextRoutes,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** How many it took up, in the order in which they came. */
  async run(): Promise<number> {
    const rows = await this.db.rows<Claimed>(CLAIM);
    for (const row of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) await this.take(row);
    return rows.length;
  }

  private async take(row: Claimed): Promise<void> {
    try {
      if (row.attempts > MOST_ATTEMPTS) await this.park(row.id, null);
      else await this.db.transaction((tx) => this.work(tx, row.id));
    } catch (error) {
      await this.failed(row, error);
    }
  }

  private async work(tx: Tx, id: string): Promise<void> {
    const kept = await tx.maybe<KeptText>(READ, [id]);
    if (!kept) return;
    const { outcome, ticketId } = await this.routes.take(tx, kept);
    await tx.run(
      `UPDATE inbound_text SET state = 'done', outcome = $2, ticket_id = coalesce($3, ticket_id), last_error = NULL WHERE id = $1`,
      [id, outcome, ticketId],
    );
  }

  /** Again later, and after five times a person reads it. The database's or a neighbour's fault is not the text's and does not count. */
  private async failed({ id, attempts }: Claimed, error: unknown): Promise<void> {
    const why = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    const isOurs = error instanceof Unavailable || (error instanceof Refused && ['busy', 'in_flight'].includes(error.reason));
    this.log.warn({ text: id, attempts, why }, 'a text could not be taken up; again later');
    if (!isOurs && attempts >= MOST_ATTEMPTS) return this.park(id, why);
    const seconds = BACK_OFF_SECONDS[attempts - 1] ?? BACK_OFF_SECONDS.at(-1);
    await this.db.rows(LATER, [id, why, seconds, isOurs ? 1 : 0]);
  }

  /** Nobody tries it again; its words are on the list of what people have to look at. */
  private park(id: string, why: string | null): Promise<void> {
    return this.db.transaction(async (tx) => {
      const kept = await tx.maybe<KeptText>(READ, [id]);
      if (!kept) return;
      const says = 'The desk failed five times to put this text where it belongs. Put it on its complaint by hand';
      await this.routes.toPerson(tx, kept, says, `parked:${id}`);
      await tx.run(PARK, [id, why]);
      this.log.error({ text: id }, 'a text could not be taken up five times and waits for a person');
    });
  }
}
