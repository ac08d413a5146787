import { Inject, Injectable } from '@nestjs/common';
import { followUpCall } from '../channels/call-script.rules';
import { Consent } from '../consent/consent.service';
import { TaskWriting } from '../messages/task-writing.service';
import type { Config } from '../platform/config';
import type { Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { languageChain, UNKNOWN_LANGUAGE } from '../templates/language.rules';
import type { LockedTicket } from '../tickets/locked-ticket.dto';

export interface WantedCall {
  dueCallId: string;
  /** The first is 1. */
  tries: number;
  /** Not before this; the best hour is looked for from then on. */
  from: Date;
  /** Null: within four hours of the best one. */
  dueAt: Date | null;
}

interface About {
  customerName: string | null;
  language: string | null;
  locationLanguage: string | null;
  zone: string;
  fixSummary: string | null;
  gesture: string | null;
  ownContacts: Date[];
}

const WITHIN_MS = 4 * 3_600_000;

const ABOUT = `
  SELECT c.name AS "customerName", coalesce(t.language, c.language) AS language, l.language AS "locationLanguage", coalesce(t.zone, c.zone, l.zone) AS zone,
    (SELECT f.summary FROM fix_action f WHERE f.ticket_id = t.id AND f.cycle = t.cycle LIMIT 1) AS "fixSummary",
    (SELECT g.text FROM gesture_facts g WHERE g.ticket_id = t.id AND g.cycle = t.cycle AND g.state IN ('offered', 'accepted', 'fulfilled', 'redeemed')
     ORDER BY g.offered_at DESC NULLS LAST LIMIT 1) AS gesture,
    array(SELECT k.at FROM contact k WHERE k.customer_id = t.customer_id AND k.direction = 'in' AND k.human AND NOT k.visitor ORDER BY k.at DESC LIMIT 20) AS "ownContacts"
  FROM ticket t JOIN location l ON l.id = t.location_id LEFT JOIN customer c ON c.id = t.customer_id WHERE t.id = $1`;
const NUMBERS = `
  SELECT a.value_norm AS number FROM address a WHERE a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $1)
    AND a.kind = 'phone' AND a.state = 'live' ORDER BY a.verified DESC, a.created_at DESC, a.id DESC`;

/** Puts a call on the list of what people have to do: whom, when best, and what to say (domain.md 6.1). */
@Injectable()
export class CallTasks {
  constructor(
    private readonly tasks: TaskWriting,
    private readonly consent: Consent,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskLanguage'>,
  ) {}

  async mayBeCalled(tx: Tx, number: string | null): Promise<boolean> {
    if (number === null) return false;
    const [may] = await this.consent.mayReceive(tx, [{ class: 'service', channel: 'call', valueNorm: number }]);
    return may === true;
  }

  /** Returns the best hour for it, and whether there is a number that may be called. */
  async open(tx: Tx, t: LockedTicket, { dueCallId, tries, from, dueAt }: WantedCall): Promise<{ bestFrom: Date; hasNumber: boolean }> {
    const about = await tx.one<About>(ABOUT, [t.row.id]);
    const number = await this.number(tx, t.row.customerId);
    const languages = languageChain(about.language ?? UNKNOWN_LANGUAGE, about.locationLanguage, this.config.deskLanguage);
    const ref = `R-${String(t.row.number)}`;
    const best = followUpCall({ ...about, languages, ref, severity: t.row.severity, canBeCalled: number !== null, now: from });
    // A promise comes before the best hour.
    const bestFrom = dueAt !== null && best.bestFrom > dueAt ? new Date(Math.max(dueAt.getTime(), from.getTime())) : best.bestFrom;
    const taskId = await this.tasks.open(tx, {
      dedupeKey: `due_call:${dueCallId}:${String(tries)}`,
      kind: 'call',
      ticketId: t.row.id,
      customerId: t.row.customerId,
      address: number,
      dueAt: dueAt ?? new Date(bestFrom.getTime() + WITHIN_MS),
      bestFrom,
      script: best.script,
      now: t.now,
    });
    await this.attach(tx, dueCallId, taskId, tries);
    return { bestFrom, hasNumber: number !== null };
  }

  /** After as many calls as make sense: another way to this customer is to be found. */
  async findAnotherWay(tx: Tx, t: LockedTicket, dueCallId: string, tries: number): Promise<void> {
    const taskId = await this.tasks.open(tx, {
      dedupeKey: `due_call:${dueCallId}:way:${String(tries)}`,
      kind: 'no_way_to_reach',
      ticketId: t.row.id,
      customerId: t.row.customerId,
      dueAt: new Date(t.now.getTime() + 24 * 3_600_000),
      script: `Nobody was reached in ${String(tries)} calls about R-${String(t.row.number)}. Find another number or another hour, or write to them; then close the complaint with what you know.`,
      now: t.now,
    });
    await this.attach(tx, dueCallId, taskId, tries);
  }

  private async attach(tx: Tx, dueCallId: string, taskId: string | null, tries: number): Promise<void> {
    if (taskId !== null) await tx.run('UPDATE due_call SET task_id = $2, tries = $3 WHERE id = $1', [dueCallId, taskId, tries]);
  }

  /** The first of the customer's numbers at which they did not ask to be left alone. */
  private async number(tx: Tx, customerId: string | null): Promise<string | null> {
    const numbers = (await tx.rows<{ number: string }>(NUMBERS, [customerId])).map(({ number }) => number);
    if (numbers.length === 0) return null;
    const allowed = await this.consent.mayReceive(
      tx,
      numbers.map((valueNorm) => ({ class: 'service', channel: 'call', valueNorm })),
    );
    return numbers.find((_, place) => allowed[place]) ?? null;
  }
}
