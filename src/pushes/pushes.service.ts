import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { FINAL_STATES } from '../lifecycle/ticket-facts.rules';
import { StatusSteps } from '../messages/status-steps.service';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketCommands } from '../tickets/ticket-commands.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import type { TicketStub, TicketView } from '../tickets/ticket-view.dto';
import { PushList } from './push-list.service';
import { readPushRef } from './push-signature.rules';
import type { PushStep } from './push-step.rules';
import { pushSentence } from './push-words.rules';
import type { PushBody, PushView, StepBody } from './push.dto';
import type { ProvenCall } from './push-sources.service';

const MINUTE_MS = 60_000;
/** A clock may be wrong by as much as its signature. */
const MOST_AHEAD_MS = 5 * MINUTE_MS;
const MOST_NEXT_MS = 90 * 24 * 60 * MINUTE_MS;
const MERGE_STEPS = 20;

/** The living complaint that a parked report is about: what a person said about this name, our id, our number, what opened the complaint, a parcel. */
const FOUND = `
  WITH RECURSIVE way AS (
    SELECT t.id, t.merged_into, t.state, 1 AS step FROM ticket t WHERE t.id = (
      SELECT f.id FROM (
        SELECT r.ticket_id AS id FROM push_ref r WHERE r.source_id = p.source_id AND r.ref = p.ref
        UNION ALL SELECT a.id FROM ticket a WHERE a.id = p.ref_id
        UNION ALL SELECT b.id FROM ticket b WHERE b.number = p.ref_number
        UNION ALL SELECT c.id FROM ticket c WHERE c.source_key = p.ref
        UNION ALL SELECT g.ticket_id FROM gesture g WHERE g.external_ref = p.ref) f LIMIT 1)
    UNION ALL SELECT t.id, t.merged_into, t.state, w.step + 1 FROM ticket t JOIN way w ON t.id = w.merged_into WHERE w.step < ${String(MERGE_STEPS)}
  ) SELECT id FROM way WHERE merged_into IS NULL AND state <> 'void' ORDER BY step DESC LIMIT 1`;

interface Push {
  id: string;
  /** Null: somebody of ours. */
  sourceName: string | null;
  step: PushStep;
  text: string | null;
  at: Date;
  nextBy: Date | null;
  /** What is next, for the customer. */
  next?: string;
}

/** A report of another system, before it has its complaint. */
interface Parked extends Push {
  sourceId: string;
  ref: string;
}

const PUSH = `p.id, p.source_id AS "sourceId", s.name AS "sourceName", p.ref, p.step, p.text, p.at, p.next_by AS "nextBy"`;

/** Reports of other systems: kept once, put on their complaint, or parked until somebody knows which one it is. */
@Injectable()
export class Pushes {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly tickets: TicketCommands,
    private readonly moves: TicketMoves,
    private readonly talk: TicketTalk,
    private readonly steps: StatusSteps,
    private readonly lists: PushList,
  ) {}

  /** Keeps it; the same name from the same source again changes nothing. Throws Invalid for times that cannot be. */
  async take({ source, webhookId }: ProvenCall, { ticket: ref, step, text, at, nextBy }: PushBody): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = await tx.now();
      if (at && at.getTime() > now.getTime() + MOST_AHEAD_MS) throw new Invalid('at lies in the future.');
      refuseFarAhead(nextBy, now);
      const id = uuidv7();
      const { id: refId, number } = readPushRef(ref);
      const isNew = await tx.run(
        `INSERT INTO push (id, source_id, webhook_id, ref, ref_id, ref_number, step, text, at, next_by, state, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, least($9::timestamptz, $11::timestamptz), $10, 'parked', $11) ON CONFLICT (source_id, webhook_id) DO NOTHING`,
        [id, source.id, webhookId, ref, refId, number, step, text ?? null, at ?? now, nextBy ?? null, now],
      );
      if (isNew === 1) await this.settle(tx, id);
    });
  }

  /** Looks again for the complaints of parked reports, oldest first. How many found theirs. */
  async retryParked(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.rows<{ id: string }>(
        `SELECT p.id FROM push p WHERE p.state = 'parked' AND EXISTS (${FOUND}) ORDER BY p.at, p.id LIMIT 20 FOR UPDATE OF p SKIP LOCKED`,
      );
      let found = 0;
      for (const { id } of rows) if (await this.settle(tx, id)) found += 1;
      return found;
    });
  }

  /**
   * A person says which complaint it is. Later reports of this source under the same name go there by themselves. Throws Missing where `by` may not see the
   * complaint, Refused where the report has its complaint already.
   */
  assign(id: string, ticket: string, by: Actor): Promise<PushView> {
    return this.commands.once(by.command, async (tx) => {
      const push = await tx.maybe<Parked & { state: string }>(
        `SELECT ${PUSH}, p.state FROM push p JOIN push_source s ON s.id = p.source_id WHERE p.id = $1 FOR UPDATE OF p`,
        [id],
      );
      if (!push) throw new Missing('There is no such report.');
      if (push.state !== 'parked') throw new Refused('state', 'This report belongs to a complaint already.');
      const t = await this.moves.lock(tx, ticket, by);
      if (t.row.state === 'void' || t.row.state === 'merged')
        throw new Refused('state', `R-${String(t.row.number)} does not take news any more.`, { state: t.row.state });
      await tx.run(
        'INSERT INTO push_ref (source_id, ref, ticket_id) VALUES ($1, $2, $3) ON CONFLICT (source_id, ref) DO UPDATE SET ticket_id = excluded.ticket_id',
        [...[push.sourceId, push.ref, t.row.id]],
      );
      await this.apply(tx, push, t, by);
      await this.moves.save(tx, t);
      return this.lists.one(tx, id, by);
    });
  }

  /** Somebody of ours says that the work went a step further: as if another system had. Throws Invalid for times that cannot be, Refused on a complaint that is done. */
  report(ref: string, { step, text, next, nextBy, version }: StepBody, by: Actor): Promise<TicketView | TicketStub> {
    return this.tickets.on(ref, by, version, async (tx, t) => {
      const { row, now } = t;
      if (FINAL_STATES.includes(row.state))
        throw new Refused('state', `R-${String(row.number)} is done; reopen it first.`, { state: row.state, version: row.version });
      refuseFarAhead(nextBy, now);
      if (nextBy && nextBy <= now) throw new Invalid('nextBy must lie ahead.');
      const id = uuidv7();
      await tx.run(
        `INSERT INTO push (id, webhook_id, ref, step, text, at, next_by, state, ticket_id, assigned_by, received_at, applied_at)
         VALUES ($1::uuid, $1::text, $2, $3, $4, $5, $6, 'applied', $7, $8, $5, $5)`,
        [id, `R-${String(row.number)}`, step, text ?? null, now, nextBy ?? null, row.id, by.staffId],
      );
      await this.apply(tx, { id, sourceName: null, step, text: text ?? null, at: now, nextBy: nextBy ?? null, next }, t, by);
    });
  }

  /** Puts it on its complaint, if there is one. The report's row is ours: just written, or locked. */
  private async settle(tx: Tx, id: string): Promise<boolean> {
    const found = await tx.maybe<{ ticketId: string | null }>(`SELECT (${FOUND}) AS "ticketId" FROM push p WHERE p.id = $1`, [id]);
    if (!found?.ticketId) return false;
    const t = await this.moves.lock(tx, found.ticketId, SYSTEM);
    // merged or made void in the moment before we had the lock: the next look finds where it went
    if (t.row.state === 'merged' || t.row.state === 'void') return false;
    const push = await tx.one<Push>(`SELECT ${PUSH} FROM push p JOIN push_source s ON s.id = p.source_id WHERE p.id = $1`, [id]);
    await this.apply(tx, push, t, SYSTEM);
    await this.moves.save(tx, t);
    return true;
  }

  private async apply(tx: Tx, push: Push, t: LockedTicket, by: Actor): Promise<void> {
    const { id, step, text, at, nextBy, sourceName } = push;
    const data = { step, source: sourceName, at, nextBy };
    await this.moves.record(tx, t, { kind: 'status_step', data, cause: `push:${id}`, ...(text === null ? {} : { reason: text }) }, by);
    const isLate = await this.isOvertaken(tx, t.row.id, at);
    const messageId = isLate || FINAL_STATES.includes(t.row.state) ? null : await this.tell(tx, push, t);
    const isPromise = !isLate && nextBy !== null && nextBy > t.now && t.row.state === 'open';
    if (isPromise) await this.talk.news(tx, t, sourceName === null ? by : SYSTEM, nextBy);
    await tx.run(`UPDATE push SET state = 'applied', ticket_id = $2, message_id = $3, assigned_by = $4, applied_at = $5 WHERE id = $1`, [
      ...[id, t.row.id, messageId, by.staffId, t.now],
    ]);
  }

  /** A later step was reported before: this one belongs on the page, but it is no news any more. */
  private async isOvertaken(tx: Tx, ticketId: string, at: Date): Promise<boolean> {
    return (await tx.maybe('SELECT 1 FROM push WHERE ticket_id = $1 AND at > $2 LIMIT 1', [ticketId, at])) !== null;
  }

  private async tell(tx: Tx, { id, step, text, at, next, nextBy }: Push, t: LockedTicket): Promise<string | null> {
    const { language } = await tx.one<{ language: string | null }>(
      `SELECT coalesce(t.language, c.language, l.language) AS language FROM ticket t JOIN location l ON l.id = t.location_id
       LEFT JOIN customer c ON c.id = t.customer_id WHERE t.id = $1`,
      [t.row.id],
    );
    return this.steps.tell(tx, {
      effectKey: `push:${id}`,
      ticketId: t.row.id,
      customerId: t.row.customerId,
      cycle: t.row.cycle,
      text: text ?? pushSentence(step, language),
      ...(next === undefined ? {} : { next }),
      ...(nextBy !== null && nextBy > t.now ? { nextBy } : {}),
      at,
      now: t.now,
    });
  }
}

function refuseFarAhead(nextBy: Date | undefined, now: Date): void {
  if (nextBy && nextBy.getTime() > now.getTime() + MOST_NEXT_MS) throw new Invalid('nextBy is more than 90 days ahead.');
}
