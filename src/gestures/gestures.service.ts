import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { refuseStale } from '../organisation/organisation.service';
import { Commands } from '../platform/database/commands';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { type Actor, customerByLink } from '../staff/actor.dto';
import { needsSentence, roleAtLeast } from '../staff/role.rules';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { GestureGiving } from './gesture-giving.service';
import { GestureMoves } from './gesture-moves.service';
import { type Handled } from './handled-gesture.dto';
import type { GestureState } from '../oneup/gesture-table.rules';
import { GestureTaking } from './gesture-taking.service';
import { gestureViewOf, ticketViewOf } from './gesture-view.service';
import type * as body from './gesture.dto';
import type { LockedTicket } from './one-up-facts.service';

type Answer = Promise<body.GestureView>;

/** The customer's yes stands, whatever became of the gift since then. */
const SAID_YES: readonly GestureState[] = ['accepted', 'fulfilled', 'fulfil_failed', 'redeemed', 'unredeemed'];
const GIFT_GONE = 'This gift is not on offer any more. Please look at your page again.';

/** What people and customers do with a gesture. One method = one transaction, once per key. */
@Injectable()
export class GesturesService {
  constructor(
    private readonly commands: Commands,
    private readonly tickets: TicketMoves,
    private readonly moves: GestureMoves,
    private readonly taking: GestureTaking,
    private readonly giving: GestureGiving,
  ) {}

  /** Chooses a gesture for the ticket (G03, or G01 and G03). Refused by role, limit, missing words, or R1 to R12. */
  take(ref: string, b: body.TakeGesture, by: Actor): Answer {
    return this.commands.once(by.command, async (tx) => {
      const t = await this.tickets.lock(tx, ref, by);
      this.tickets.checkVersion(t, b.version);
      const taken = await this.taking.take(tx, t, b, by);
      return this.done(tx, taken);
    });
  }

  offer(id: string, b: body.OfferGesture, by: Actor): Answer {
    return this.on(id, b, by, (tx, h, acting) => this.giving.offer(tx, h, b, acting));
  }

  accept(id: string, b: body.GestureVersion, by: Actor): Answer {
    return this.on(id, b, by, (tx, h, acting) => this.giving.accept(tx, h, acting));
  }

  decline(id: string, b: body.GestureVersion, by: Actor): Answer {
    return this.on(id, b, by, (tx, h, acting) => this.giving.decline(tx, h, acting));
  }

  /** Keeps an offer open that has run out. */
  extend(id: string, b: body.ExtendGesture, by: Actor): Answer {
    return this.on(id, b, by, (tx, h, acting) => this.giving.extend(tx, h, b.until, acting));
  }

  fulfil(id: string, b: body.FulfilGesture, by: Actor): Answer {
    return this.on(id, b, by, (tx, h, acting) => this.giving.fulfil(tx, h, b, acting));
  }

  /** It did not reach the customer; its clock runs on. */
  fulfilFailed(id: string, b: body.GestureReason, by: Actor): Answer {
    return this.step(id, b, by, 'fulfil_failed', () => ({ endReason: b.reason }));
  }

  retry(id: string, b: body.GestureVersion, by: Actor): Answer {
    return this.step(id, b, by, 'retry', ({ gesture }) => ({ retries: gesture.retries + 1, endReason: null }));
  }

  revoke(id: string, b: body.RevokeGesture, by: Actor): Answer {
    return this.step(id, b, by, 'revoke', ({ t }) => ({ endedAt: t.now, endReason: b.reason }));
  }

  dismiss(id: string, b: body.GestureVersion, by: Actor): Answer {
    return this.step(id, b, by, 'dismiss', ({ t }) => ({ endedAt: t.now }));
  }

  /** Answers the new gesture. */
  substitute(id: string, b: body.SubstituteGesture, by: Actor): Answer {
    return this.commands.once(by.command, async (tx) => {
      const old = await this.moves.lock(tx, id, by);
      refuseStale(b.version, gestureViewOf(old));
      return this.done(tx, await this.taking.substitute(tx, old, b, await this.taking.acting(tx, old.t, by)));
    });
  }

  /** Nothing is given in this cycle, and why (settled.md 32). A hold does not stand in the way of giving nothing. */
  waive(ref: string, b: body.WaiveGesture, by: Actor): Promise<body.WaivedView> {
    return this.commands.once(by.command, async (tx) => {
      const t = await this.tickets.lock(tx, ref, by);
      this.tickets.checkVersion(t, b.version);
      checkWaiver(t, b, await this.taking.acting(tx, t, by));
      const waiting = await tx.maybe(`SELECT 1 FROM gesture WHERE ticket_id = $1 AND cycle = $2 AND state = 'pending_approval'`, [
        t.row.id,
        t.row.cycle,
      ]);
      if (waiting) throw new Refused('gesture_open', 'Somebody is asked to approve a gift: wait for the answer, or ask them to say no.');
      await tx.run(
        `INSERT INTO one_up_settlement (id, ticket_id, cycle, kind, reason, note, by_staff, at) VALUES ($1, $2, $3, 'waived', $4, $5, $6, $7)`,
        [uuidv7(), t.row.id, t.row.cycle, b.reason, b.note ?? null, by.staffId, t.now],
      );
      await this.moves.setAside(tx, t);
      await this.tickets.record(tx, t, { kind: 'one_up_waived', reason: b.reason, data: b.note ? { note: b.note } : {} }, by);
      await this.moves.oneUp(tx, t, { waived: true });
      await this.tickets.save(tx, t);
      return { ticket: ticketViewOf(t), reason: b.reason, note: b.note ?? null, at: t.now };
    });
  }

  /** Yes to this gift, by the customer's link. Saying it again changes nothing. Refused where it is not on offer, or has run out. */
  acceptByCustomer(ticketId: string, giftId: string): Answer {
    return this.byCustomer(ticketId, giftId, SAID_YES, (tx, h, by) => this.giving.accept(tx, h, by));
  }

  /** No to this gift, by the customer's link. Saying it again changes nothing. */
  declineByCustomer(ticketId: string, giftId: string): Answer {
    return this.byCustomer(ticketId, giftId, ['declined'], (tx, h, by) => this.giving.decline(tx, h, by));
  }

  /**
   * Acts on the gift that the page showed, of whichever cycle (edges 35 and 39), and on no other: where two are on offer, a second click on the same button
   * must not answer the second one.
   */
  private byCustomer(
    ticketId: string,
    giftId: string,
    same: readonly GestureState[],
    work: (tx: Tx, h: Handled, by: Actor) => Promise<void>,
  ): Answer {
    const by = customerByLink(ticketId);
    return this.commands.once(null, async (tx) => {
      const t = await this.tickets.lock(tx, ticketId, by);
      const [meant] = await this.moves.lockWhere(tx, t, 'g.offered_at IS NOT NULL AND g.id = $2', [giftId]);
      if (meant && same.includes(meant.gesture.state)) return gestureViewOf(meant);
      if (meant?.gesture.state !== 'offered') throw new Refused('gift_gone', GIFT_GONE);
      await work(tx, meant, by);
      return this.done(tx, meant);
    });
  }

  private step(
    id: string,
    b: { version?: number; reason?: string; customerTold?: boolean },
    by: Actor,
    event: 'fulfil_failed' | 'retry' | 'revoke' | 'dismiss',
    patch: (h: Handled) => Partial<Handled['gesture']>,
  ): Answer {
    return this.on(id, b, by, async (tx, h, acting) => {
      await this.moves.move(tx, h, event, acting, { reason: b.reason, customerTold: b.customerTold }, patch(h));
      await this.moves.oneUp(tx, h.t);
    });
  }

  /** `work` acts with the rights that the person has at this ticket's place, and those that others handed on. */
  private on(id: string, b: { version?: number }, by: Actor, work: (tx: Tx, h: Handled, acting: Actor) => Promise<void>): Answer {
    return this.commands.once(by.command, async (tx) => {
      const handled = await this.moves.lock(tx, id, by);
      refuseStale(b.version, gestureViewOf(handled));
      await work(tx, handled, await this.taking.acting(tx, handled.t, by));
      return this.done(tx, handled);
    });
  }

  private async done(tx: Tx, handled: Handled): Answer {
    await this.tickets.save(tx, handled.t);
    return gestureViewOf(handled);
  }
}

function checkWaiver(t: LockedTicket, { reason, note }: body.WaiveGesture, by: Actor): void {
  if (!roleAtLeast(by.roles, 'agent')) throw new Refused('who', needsSentence(['agent']));
  if (t.row.state !== 'fixed') throw new Refused('state', 'Only while a ticket is fixed and waits for its one-up can it go without one.');
  if (t.row.oneUp === 'open') throw new Refused('gesture_open', 'A gift is promised already: give it, or take it back first.');
  if (t.row.oneUp === 'settled') throw new Refused('gesture_settled', 'The one-up is settled already.');
  if (reason === 'other' && !note) throw new Refused('note', 'Say in a few words why there is no gift.');
}
