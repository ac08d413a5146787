import { Injectable } from '@nestjs/common';
import { fulfilTarget } from '../clocks/default-policy.rules';
import { violated } from '../platform/database/database-errors';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { TicketClosing } from '../tickets/ticket-closing.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { visibleTo } from '../tickets/visibility.rules';
import { uuidv7 } from 'uuidv7';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import type { GestureFacts, GestureInput } from '../oneup/gesture-asked.rules';
import { endApproval } from './approval-records.service';
import { GestureLedger } from './gesture-ledger.service';
import type { GestureEvent, GestureState, GestureTransition } from '../oneup/gesture-table.rules';
import { textIn } from '../catalogue/gesture-terms.rules';
import { Gesture } from './gesture.entity';
import type { Handled } from './handled-gesture.dto';
import { moveGesture, oneUpOf } from '../oneup/gesture.rules';
import { as, type LockedTicket, OneUpFactsReader, type OneUpScene } from './one-up-facts.service';
import { nothingElseLeft } from '../oneup/judging.rules';

/** The name on the timeline. */
const EVENT_KINDS: Readonly<Partial<Record<GestureEvent, string>>> = {
  request: 'gesture_requested',
  approve: 'gesture_approved',
  reject: 'gesture_rejected',
  approval_timeout: 'gesture_lapsed',
  take: 'gesture_taken',
  offer: 'gesture_offered',
  accept: 'gesture_accepted',
  decline: 'gesture_declined',
  offer_expired: 'gesture_expired',
  fulfil: 'gesture_fulfilled',
  fulfil_failed: 'gesture_fulfil_failed',
  retry: 'gesture_retried',
  substitute: 'gesture_substituted',
  revoke: 'gesture_revoked',
  revoke_accepted: 'gesture_substituted',
  dismiss: 'gesture_dismissed',
  ticket_moved_on: 'gesture_revoked',
};

/** After these the promise behind a gesture is kept or replaced, so its clock ends. */
const CLOCK_ENDS: readonly GestureEvent[] = ['fulfil', 'substitute', 'revoke_accepted'];

/** Everything that happens to a gesture happens here: inside somebody's transaction, under the ticket's lock and then the gesture's. */
@Injectable()
export class GestureMoves {
  constructor(
    private readonly tickets: TicketMoves,
    private readonly closing: TicketClosing,
    private readonly facts: OneUpFactsReader,
    private readonly catalogue: GestureCatalogue,
    private readonly ledger: GestureLedger,
  ) {}

  /** Takes both locks. 404 where `by` may not see the ticket. */
  async lock(tx: Tx, gestureId: string, by: Actor): Promise<Handled> {
    const params: unknown[] = [gestureId];
    const found = await tx.maybe<{ ticketId: string }>(
      `SELECT t.id AS "ticketId" FROM gesture g JOIN ticket t ON t.id = g.ticket_id WHERE g.id = $1 AND ${visibleTo(by, 't', params)}`,
      params,
    );
    if (!found) throw new Missing('There is no such gift.');
    const t = await this.tickets.lock(tx, found.ticketId, by);
    const [handled] = await this.lockWhere(tx, t, 'g.id = $2', [gestureId]);
    if (!handled) throw new Missing('There is no such gift.');
    return handled;
  }

  /** Locks the gestures of a locked ticket that fit the condition, oldest first. `params` start at $2. */
  async lockWhere(tx: Tx, t: LockedTicket, where: string, params: readonly unknown[] = []): Promise<Handled[]> {
    const gestures = await tx.load(
      Gesture,
      `SELECT g.* FROM gesture g WHERE g.ticket_id = $1 AND ${where} ORDER BY g.created_at, g.id FOR NO KEY UPDATE OF g`,
      [t.row.id, ...params],
    );
    const handled: Handled[] = [];
    for (const gesture of gestures) handled.push(await this.handle(tx, t, gesture));
    return handled;
  }

  async handle(tx: Tx, t: LockedTicket, gesture: Gesture): Promise<Handled> {
    const entry = await this.catalogue.byVersion(tx, gesture.typeVersionId);
    return { t, gesture, entry, scene: await this.facts.read(tx, t, gesture.cycle, gesture.id) };
  }

  /** R7 gives way where nothing else is left for this customer (domain.md 5.2): then what was given before no longer counts. */
  async withoutSeenBefore(tx: Tx, { t, entry, scene, gesture }: Handled, by: Actor): Promise<OneUpScene> {
    const { previousTypes } = scene.facts;
    if (!previousTypes.some(({ code }) => code === entry.code)) return scene;
    const active = (await this.catalogue.active(tx)).map(({ facts }) => facts);
    if (!nothingElseLeft(entry.code, active, as(scene, by, gesture.inPerson), t.now)) return scene;
    return { ...scene, facts: { ...scene.facts, previousTypes: previousTypes.filter(({ code }) => code !== entry.code) } };
  }

  /** One move of the machine with everything that hangs on it, except what the customer is told. Refused with the guard's sentence. */
  async move(tx: Tx, h: Handled, event: GestureEvent, by: Actor, input: GestureInput = {}, patch: Partial<Gesture> = {}): Promise<void> {
    const { t, gesture, scene } = h;
    if (patch.inPerson !== undefined) gesture.inPerson = patch.inPerson;
    const from = gesture.state;
    const transition = this.judge(h, event, input, as(scene, by, gesture.inPerson), t.now);
    const booked = await this.ledger.book(tx, h, transition, by, patch.costActualMinor);
    await this.write(tx, h, { ...patch, ...booked, state: transition.to });
    await this.record(tx, h, event, by, input.reason);
    if (from === 'pending_approval') await this.endApproval(tx, h, event, by, input);
    if (event === 'accept') await this.accepted(tx, h);
    if (CLOCK_ENDS.includes(event)) await this.tickets.applyClocks(tx, t, [{ clock: 'fulfil', verb: 'stop', gestureId: gesture.id }]);
  }

  /** The move an event stands for, or Refused. */
  judge(h: Handled, event: GestureEvent, input: GestureInput, facts: OneUpFacts, now: Date): GestureTransition {
    const verdict = moveGesture({ ...factsOfGesture(h), voucherEndsAt: input.voucherEndsAt ?? null }, event, facts, input, now);
    if (!verdict.ok) throw new Refused(verdict.guard, verdict.why, { state: h.gesture.state, version: h.gesture.version });
    return verdict.transition;
  }

  /**
   * R1 to R12, holds and reachability as at an offer, for one that stands again after it ran out. A ticket that was closed since is judged as it stood
   * while the offer did.
   */
  checkOffer(h: Handled, by: Actor): void {
    const { gesture, scene, t } = h;
    if (t.row.state === 'merged' || t.row.state === 'void')
      throw new Refused('ticket_live', 'The ticket is done; nothing is offered on it any more.');
    const facts = as(scene, by, gesture.inPerson);
    const standing = t.row.state === 'closed' ? ({ ...facts, state: 'following_up' } as const) : facts;
    this.judge({ ...h, gesture: { ...gesture, state: 'approved' } }, 'offer', {}, standing, t.now);
  }

  /** Dismisses what is only suggested, but for one that was just chosen (G19). The desk may do so at any time; it is no event of the ticket. */
  async setAside(tx: Tx, { row, now }: LockedTicket, except: string | null = null): Promise<void> {
    await tx.run(
      `UPDATE gesture SET state = 'dismissed', ended_at = $3, version = version + 1
       WHERE ticket_id = $1 AND cycle = $2 AND state = 'suggested' AND id IS DISTINCT FROM $4::uuid`,
      [row.id, row.cycle, now, except],
    );
  }

  /** New rows. The index that allows one gift at a time is the last word between two at once. */
  async insert(tx: Tx, ...gestures: Gesture[]): Promise<void> {
    await oneAtATime(() => tx.manager.insert(Gesture, gestures));
  }

  async write(tx: Tx, { gesture }: Handled, patch: Partial<Gesture>): Promise<void> {
    const change = { ...patch, version: gesture.version + 1 };
    await oneAtATime(() => tx.manager.update(Gesture, gesture.id, change));
    Object.assign(gesture, change);
  }

  record(tx: Tx, h: Handled, event: GestureEvent, by: Actor, reason?: string): Promise<void> {
    return this.recordAs(tx, h, EVENT_KINDS[event] ?? `gesture_${event}`, by, reason);
  }

  /** A line on the ticket's timeline about this gesture. */
  async recordAs(tx: Tx, { t, gesture, entry }: Handled, kind: string, by: Actor, reason?: string): Promise<void> {
    const data = {
      gesture: gesture.id,
      gestureType: entry.code,
      name: entry.terms.name,
      ...(gesture.cycle === t.row.cycle ? {} : { cycle: gesture.cycle }),
    };
    await this.tickets.record(tx, t, { kind, reason, data }, by);
  }

  /** Money and stock of a gesture that starts further on than at the beginning: one that takes another's place. */
  async reserve(tx: Tx, h: Handled, by: Actor): Promise<void> {
    Object.assign(h.gesture, await this.ledger.reserve(tx, h, by));
  }

  private async endApproval(tx: Tx, { t, gesture }: Handled, event: GestureEvent, by: Actor, input: GestureInput): Promise<void> {
    await endApproval(tx, gesture.id, { event, by: by.staffId, note: input.reason ?? input.note ?? null, at: t.now });
    const verb = event === 'approve' || event === 'reject' ? 'stop' : 'clear';
    await this.tickets.applyClocks(tx, t, [{ clock: 'approval', verb, gestureId: gesture.id }]);
  }

  private async accepted(tx: Tx, h: Handled): Promise<void> {
    // What needs nobody's hands (a code) is made at once by a later feature's worker.
    if (h.entry.terms.fulfilment === 'code') tx.wake('suggest', h.t.row.id);
    await this.armFulfil(tx, h);
  }

  /** Keeping the word is promised from the moment the customer accepts; what is handed over on the next visit has no time (domain.md 4.2). */
  async armFulfil(tx: Tx, { t, gesture, entry }: Handled): Promise<void> {
    if (entry.terms.fulfilment === 'handover') return;
    const { targetMs, kind } = fulfilTarget(entry.terms.fulfilment);
    await this.tickets.applyClocks(tx, t, [{ clock: 'fulfil', verb: 'arm', gestureId: gesture.id, targetMs, targetKind: kind }]);
  }

  /**
   * Brings the ticket's `one_up` in line with its gestures; only those of the current cycle count (settled.md 1). `offered` and `waived` say what
   * just happened: they let the ticket go on to the follow-up.
   */
  async oneUp(tx: Tx, t: LockedTicket, how: { offered?: boolean; waived?: boolean } = {}): Promise<void> {
    const gestures = await tx.rows<{ state: GestureState; offeredAt: Date | null }>(
      `SELECT state, offered_at AS "offeredAt" FROM gesture WHERE ticket_id = $1 AND cycle = $2`,
      [t.row.id, t.row.cycle],
    );
    const settled = await tx.maybe(`SELECT 1 FROM one_up_settlement WHERE ticket_id = $1 AND cycle = $2`, [t.row.id, t.row.cycle]);
    const value = oneUpOf(gestures, settled !== null);
    // A ticket that is closed stays closed: what is promised later stands on the gesture and its clock (edge 100).
    if (t.row.state === 'closed' && value === 'open') return;
    if (value === t.row.oneUp && !how.offered && !how.waived) return;
    await this.tickets.setOneUp(tx, t, value, how);
    if (value === 'settled') await this.closing.tryClose(tx, t);
  }
}

/** A gesture that is only suggested, under the terms of this version. */
export function suggested(t: LockedTicket, entry: CatalogueEntry, language: string | null, setId: string | null): Gesture {
  const { terms } = entry;
  const nothingYet = {
    costActualMinor: null,
    note: null,
    inPerson: false,
    requestedBy: null,
    approvedBy: null,
    approvedAt: null,
    offeredBy: null,
    offeredAt: null,
    expiresAt: null,
    acceptedAt: null,
    fulfilledAt: null,
    proof: null,
    endedAt: null,
    endReason: null,
    retries: 0,
    substitutes: null,
    neededApproval: false,
    stockLocationId: null,
    extendedAt: null,
    carrier: null,
    externalRef: null,
    version: 1,
  };
  return {
    id: uuidv7(),
    ticketId: t.row.id,
    cycle: t.row.cycle,
    typeVersionId: entry.versionId,
    suggestionSetId: setId,
    state: 'suggested',
    combinable: terms.combinable,
    costReservedMinor: terms.costMinor,
    faceMinor: terms.faceMinor,
    currency: terms.currency,
    text: textIn(terms.customerText, language),
    createdAt: t.now,
    ...nothingYet,
  };
}

/** The gesture as the rules judge it: with the price and the words of the day it was taken (edge 89). */
export function factsOfGesture({ gesture, entry }: Pick<Handled, 'gesture' | 'entry'>): GestureFacts {
  const { costReservedMinor, faceMinor } = gesture;
  return {
    state: gesture.state,
    type: { ...entry.facts, ...ownTerms(entry, gesture.inPerson), costMinor: costReservedMinor, faceMinor, customerText: gesture.text },
    costMinor: costReservedMinor,
    faceMinor,
    requestedBy: gesture.requestedBy,
    approvedAbove: gesture.neededApproval && gesture.approvedBy !== null,
    expiresAt: gesture.expiresAt,
    voucher: entry.terms.fulfilment === 'code',
    voucherUsed: gesture.state === 'redeemed',
    // known to whoever keeps the vouchers; it comes with the event
    voucherEndsAt: null,
    retries: gesture.retries,
  };
}

/** A colleague's own idea can be anything: where the customer stands here it is handed over on the spot. */
function ownTerms({ facts }: CatalogueEntry, inPerson: boolean): { fulfilment?: 'handover' } {
  return facts.kind === 'custom' && inPerson ? { fulfilment: 'handover' } : {};
}

async function oneAtATime(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (violated(error) !== 'gesture_one_active') throw error;
    throw new Refused('R10', 'There is a gift for this fix already.');
  }
}
