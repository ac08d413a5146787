import { Injectable } from '@nestjs/common';
import { AuthorityService } from '../authority/authority.service';
import { BudgetsService } from '../budgets/budgets.service';
import { StockService } from '../stock/stock.service';
import { statement } from '../platform/database/sql';
import type { Reader } from '../platform/database/tx';
import type { Actor } from '../staff/role.rules';
import type { Decision, Fault } from '../lifecycle/fix.rules';
import type { TicketMoves } from '../tickets/ticket-moves.service';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import { CustomerHistory } from './customer-history.service';
import type { ActiveGesture, OneUpFacts } from '../oneup/gesture-facts.rules';

/** A ticket under its lock. */
export type LockedTicket = Awaited<ReturnType<TicketMoves['lock']>>;

/** What the gesture rules need of a ticket besides who asks, and what its texts need. Read under the ticket's lock. */
export interface OneUpScene {
  /** `actor` is whoever asks; see `as`. */
  facts: Omit<OneUpFacts, 'actor' | 'present' | 'zone'>;
  /** For the words the customer reads. */
  language: string | null;
  /** IANA name of the location's zone: an offer ends with a day there. */
  zone: string;
}

interface FixRow {
  decision: Decision;
  fault: Fault;
  lossMinor: number | null;
  whatChanged: string | null;
}

interface PreviousRow {
  code: string;
  at: string;
  thisTicket: boolean;
}

interface SceneRow {
  location: string;
  currency: string;
  zone: string;
  customer: { language: string | null; flags: string[]; isBusiness: boolean } | null;
  category: string | null;
  fix: FixRow | null;
  redressMinor: number;
  redressScheduled: boolean;
  addresses: string[];
  previous: PreviousRow[];
  active: (ActiveGesture & { id: string })[];
  declined: number;
}

/**
 * $1 ticket, $2 cycle, $3 customer (null = unknown), $4 location, $5 the gesture that is judged (null = none). What was offered to the customer
 * before counts unless it was taken back or replaced, since then it never arrived.
 */
const SCENE = statement(
  'one-up-scene',
  `SELECT l.key AS location, l.currency, l.zone, (SELECT json_build_object('language', language, 'flags', flags, 'isBusiness', is_business) FROM customer WHERE id = $3::uuid) AS customer,
     (SELECT p.key FROM ticket t JOIN touch_point p ON p.id = t.primary_touch_point WHERE t.id = $1) AS category,
     (SELECT json_build_object('decision', decision, 'fault', fault, 'lossMinor', loss_minor, 'whatChanged', what_changed)
        FROM fix_action WHERE ticket_id = $1 AND cycle = $2) AS fix,
     (SELECT coalesce(sum(amount_minor), 0) FROM redress WHERE ticket_id = $1) AS "redressMinor",
     EXISTS (SELECT 1 FROM redress WHERE ticket_id = $1 AND state = 'scheduled') AS "redressScheduled",
     ARRAY(SELECT DISTINCT kind FROM address WHERE customer_id = $3::uuid AND state = 'live' ORDER BY kind) AS addresses,
     (SELECT coalesce(json_agg(json_build_object('code', ty.code, 'at', g.offered_at, 'thisTicket', g.ticket_id = $1) ORDER BY g.offered_at, g.id), '[]')
        FROM gesture g JOIN ticket t ON t.id = g.ticket_id
        JOIN gesture_type_version v ON v.id = g.type_version_id JOIN gesture_type ty ON ty.id = v.type_id
        WHERE (t.id = $1 OR t.customer_id = $3::uuid) AND (g.ticket_id, g.cycle) <> ($1, $2) AND g.offered_at IS NOT NULL
          AND g.state NOT IN ('revoked', 'substituted')) AS previous,
     (SELECT coalesce(json_agg(json_build_object('id', g.id, 'code', ty.code, 'combinable', g.combinable, 'costMinor', g.cost_reserved_minor,
            'faceMinor', g.face_minor) ORDER BY g.created_at, g.id), '[]')
        FROM gesture g JOIN gesture_type_version v ON v.id = g.type_version_id JOIN gesture_type ty ON ty.id = v.type_id
        WHERE g.ticket_id = $1 AND g.cycle = $2 AND g.id IS DISTINCT FROM $5::uuid
          AND g.state IN ('pending_approval', 'approved', 'offered', 'accepted', 'fulfil_failed', 'fulfilled', 'redeemed', 'unredeemed')) AS active,
     (SELECT count(*) FROM gesture WHERE ticket_id = $1 AND cycle = $2 AND state = 'declined') AS declined
   FROM location l WHERE l.id = $4`,
);

/** Reads the plain facts that the gesture rules judge by. */
@Injectable()
export class OneUpFactsReader {
  constructor(
    private readonly authority: AuthorityService,
    private readonly budgets: BudgetsService,
    private readonly stock: StockService,
    private readonly history: CustomerHistory,
  ) {}

  /** `cycle` and `judged`: of the gesture that is judged, whose fix may be an older one (edge 35). */
  async read(reader: Reader, t: LockedTicket, cycle = t.row.cycle, judged: string | null = null): Promise<OneUpScene> {
    const { row } = t;
    const [found] = await reader.rows<SceneRow>(SCENE, [row.id, cycle, row.customerId, row.locationId, judged]);
    if (!found) throw new Error('A ticket without a location.');
    const { fix } = found;
    const around = await this.around(reader, t, found.currency, judged);
    const language = row.language ?? found.customer?.language ?? null;
    const facts: OneUpScene['facts'] = {
      state: row.state,
      cycle,
      severity: row.severity,
      mood: row.mood,
      failureClass: row.failureClass as FailureClass,
      fault: fix?.fault ?? row.fault,
      decision: fix?.decision ?? null,
      // Money at stake that the complaint named is the loss where the fix names none (edge 97).
      lossMinor: fix?.lossMinor ?? (row.failureClass === 'money_lost' ? row.amountMinor : null),
      priceMinor: row.orderMinor,
      redressState: found.redressScheduled ? 'scheduled' : found.redressMinor > 0 ? 'paid' : 'none',
      redressMinor: found.redressMinor,
      currency: found.currency,
      channel: row.channel,
      location: found.location,
      fixDelivered: fix !== null && cycle === row.cycle,
      // A fix without a word about the apology cannot be stored; the explanation is its summary (settled.md 34).
      apologyRecorded: fix !== null,
      whatChangedTold: fix !== null && (fix.whatChanged ?? '').trim() !== '',
      holds: t.facts.holds,
      subjectStaffId: row.subjectStaffId,
      customerKnown: row.customerId !== null,
      language,
      category: found.category,
      customerFlags: found.customer?.flags ?? [],
      businessCustomer: found.customer?.isBusiness ?? false,
      // How far away somebody lives is not kept.
      canVisit: true,
      reachable: reachableBy(found.addresses),
      previousTypes: found.previous.map(({ code, at, thisTicket }) => ({ code, at: new Date(at), thisTicket })),
      activeGestures: found.active.map(({ code, combinable, costMinor, faceMinor }) => ({ code, combinable, costMinor, faceMinor })),
      declinedOffers: found.declined,
      ...around,
    };
    return { facts, language, zone: found.zone };
  }

  /** What the house has and allows, and what this person was given before. */
  private async around(
    reader: Reader,
    { row, now }: LockedTicket,
    currency: string,
    judged: string | null,
  ): Promise<Pick<OneUpFacts, 'limits' | 'budgetLeft' | 'stockLeft' | 'caps'>> {
    return {
      limits: await this.authority.limits(reader),
      budgetLeft: await this.budgets.left(reader, { locationId: row.locationId, deskId: row.deskId, currency, now }),
      stockLeft: Object.fromEntries(await this.stock.left(reader, row.locationId)),
      caps: await this.history.read(reader, { customerId: row.customerId, currency, now, exceptGesture: judged }),
    };
  }
}

function reachableBy(kinds: readonly string[]): OneUpFacts['reachable'] {
  return { email: kinds.includes('email'), phone: kinds.includes('phone'), post: kinds.includes('post') };
}

/** The facts as they look to this person. `present`: the customer stands here. */
export function as(scene: OneUpScene, actor: Actor, present: boolean): OneUpFacts {
  return { ...scene.facts, zone: scene.zone, actor, present };
}
