import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { GestureMoves } from './gesture-moves.service';
import { type Handled } from './handled-gesture.dto';
import { endOfOffer, textIn } from '../catalogue/gesture-terms.rules';
import type { FulfilGesture, OfferGesture } from './gesture.dto';
import { extensionProblem } from '../oneup/gesture.rules';
import type { Gesture } from './gesture.entity';

/** From the offer to the gift in the customer's hands, and what the customer is told on the way. */
@Injectable()
export class GestureGiving {
  constructor(
    private readonly moves: GestureMoves,
    private readonly messages: MessagesService,
  ) {}

  /**
   * G07, with R1 to R12 judged once more. What needs no answer is accepted at once; where `proof` says how it reached the customer in the same moment,
   * it is given as well. A code is made by the desk itself.
   */
  async offer(tx: Tx, h: Handled, body: OfferGesture, by: Actor): Promise<void> {
    const { t, gesture, entry } = h;
    h.scene = await this.moves.withoutSeenBefore(tx, h, by);
    const inPerson = body.inPerson ?? gesture.inPerson;
    const expiresAt = endOfOffer(t.now, entry.terms.offerDays, h.scene.zone);
    await this.moves.move(tx, h, 'offer', by, {}, { inPerson, offeredBy: by.staffId, offeredAt: t.now, expiresAt });
    if (!inPerson) await this.tellOffer(tx, h, by);
    const silent = entry.terms.silent;
    if (silent) await this.moves.move(tx, h, 'accept', SYSTEM, {}, { acceptedAt: t.now });
    if (silent && body.proof !== undefined && entry.terms.fulfilment !== 'code') await this.give(tx, h, { proof: body.proof }, by);
    await this.moves.oneUp(tx, t, { offered: gesture.cycle === t.row.cycle });
  }

  async accept(tx: Tx, h: Handled, by: Actor): Promise<void> {
    await this.moves.move(tx, h, 'accept', by, {}, { acceptedAt: h.t.now });
    await this.moves.oneUp(tx, h.t);
  }

  async decline(tx: Tx, h: Handled, by: Actor): Promise<void> {
    await this.moves.move(tx, h, 'decline', by, {}, { endedAt: h.t.now });
    await this.moves.oneUp(tx, h.t);
  }

  async expire(tx: Tx, h: Handled): Promise<void> {
    await this.moves.move(tx, h, 'offer_expired', SYSTEM, {}, { endedAt: h.t.now });
    await this.moves.oneUp(tx, h.t);
  }

  /** An offer that ran out stands again, where the money for it can be set aside once more (edge 100). Refused: see `extensionProblem`. */
  async extend(tx: Tx, h: Handled, until: Date, by: Actor): Promise<void> {
    const { t, gesture, scene } = h;
    const { expiresAt, extendedAt } = gesture;
    if (gesture.state !== 'expired' || expiresAt === null) throw new Refused('state', 'Only an offer that has run out can be kept open.');
    const problem = extensionProblem({ expiresAt, extendedBefore: extendedAt !== null }, until, t.now);
    if (problem !== null) throw new Refused('extension', problem);
    this.moves.checkOffer(h, by);
    await this.moves.reserve(tx, h, by);
    const end = endOfOffer(until, 0, scene.zone);
    const patch = { state: 'offered' as const, expiresAt: end, extendedAt: t.now, endedAt: null, stockLocationId: gesture.stockLocationId };
    await this.moves.write(tx, h, patch);
    await this.moves.recordAs(tx, h, 'gesture_extended', by);
    await this.moves.oneUp(tx, t);
  }

  async fulfil(tx: Tx, h: Handled, body: FulfilGesture, by: Actor): Promise<void> {
    await this.give(tx, h, body, by);
    await this.moves.oneUp(tx, h.t);
  }

  private async give(
    tx: Tx,
    h: Handled,
    { proof, costActualMinor }: Pick<FulfilGesture, 'proof' | 'costActualMinor'>,
    by: Actor,
  ): Promise<void> {
    const costs = costActualMinor ?? h.gesture.costReservedMinor;
    const patch = { proof, costActualMinor: costs, fulfilledAt: h.t.now };
    await this.moves.move(tx, h, 'fulfil', by, { proof }, patch);
    await this.tellDone(tx, h);
  }

  private async tellOffer(tx: Tx, h: Handled, by: Actor): Promise<void> {
    const { t, gesture, entry, scene } = h;
    await this.messages.plan(tx, {
      ...about(h, 'offer'),
      kind: 'one_up_offer',
      vars: {
        gestureId: gesture.id,
        gesture: gesture.text,
        reason: textIn(entry.terms.reasonLine, scene.language),
        note: gesture.note,
        until: gesture.expiresAt?.toISOString() ?? null,
        sender: by.staffId === null ? null : (by.name.split(/\s+/)[0] ?? null),
      },
      ...(gesture.expiresAt && gesture.expiresAt > t.now ? { sendBefore: gesture.expiresAt } : {}),
    });
  }

  /** Whoever read of the offer also reads that it was kept. */
  private async tellDone(tx: Tx, h: Handled): Promise<void> {
    const told = await tx.maybe(
      `WITH RECURSIVE chain AS (
         SELECT id, substitutes FROM gesture WHERE id = $1
         UNION SELECT g.id, g.substitutes FROM gesture g JOIN chain c ON g.id = c.substitutes)
       SELECT FROM message m JOIN chain c ON m.effect_key = 'gesture:' || c.id || ':offer' LIMIT 1`,
      [h.gesture.id],
    );
    if (!told) return;
    const { gesture } = h;
    await this.messages.plan(tx, {
      ...about(h, 'done'),
      kind: 'one_up_done',
      vars: { gestureId: gesture.id, gesture: gesture.text, howTo: howTo(h) },
    });
  }
}

function offerKey(gestureId: string): string {
  return `gesture:${gestureId}:offer`;
}

function about({ t, gesture, entry }: Handled, what: 'offer' | 'done') {
  return {
    effectKey: what === 'offer' ? offerKey(gesture.id) : `gesture:${gesture.id}:done`,
    class: 'gesture' as const,
    needsSpend: entry.terms.needsSpend,
    ticketId: t.row.id,
    customerId: t.row.customerId,
    cycle: gesture.cycle,
    now: t.now,
  };
}

/** The proof of a code or a parcel is what the customer needs (the code, the tracking number); any other proof is our own note. */
function howTo({ gesture, entry }: Handled): Gesture['proof'] {
  return ['code', 'post', 'courier'].includes(entry.terms.fulfilment) ? gesture.proof : null;
}
