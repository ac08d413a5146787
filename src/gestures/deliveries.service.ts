import { Injectable } from '@nestjs/common';
import { refuseStale } from '../organisation/organisation.service';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import { Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { visibleTo } from '../tickets/visibility.rules';
import type { BookDelivery, DeliveryList, DeliveryQuery, DeliveryView } from './delivery.dto';
import { GestureMoves } from './gesture-moves.service';
import { gestureStateWords } from '../oneup/gesture.rules';
import { gestureViewOf } from './gesture-view.service';
import type { GestureView } from './gesture.dto';

/** Gifts that are promised and not there yet: what somebody has to hand over, post, book or order. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly tickets: TicketMoves,
    private readonly moves: GestureMoves,
  ) {}

  /** What waits on tickets this person may see, the longest waiting first. */
  async list({ limit = PAGE_SIZE, cursor, fulfilment, overdue }: DeliveryQuery, by: Actor): Promise<DeliveryList> {
    const params: unknown[] = [];
    const value = (one: unknown): string => `$${String(params.push(one))}`;
    const where = [`g.state IN ('accepted', 'fulfil_failed')`, visibleTo(by, 't', params)];
    if (fulfilment) where.push(`v.fulfilment = ${value(fulfilment)}`);
    if (overdue) where.push(`k.due_at < ${value(await this.db.now())}`);
    if (cursor) {
      const [at, id] = decodeCursor(cursor, 2);
      where.push(`(g.accepted_at, g.id) > (${value(at)}::timestamptz, ${value(id)}::uuid)`);
    }
    const rows = await this.db.rows<DeliveryView>(
      `SELECT g.id AS gesture, t.id AS "ticketId", t.number, t.severity, ty.code AS "gestureType", v.name, v.fulfilment, g.state, g.text, g.note,
         g.cost_reserved_minor AS "costMinor", g.currency, g.accepted_at AS "acceptedAt", k.due_at AS "dueAt", g.carrier, g.external_ref AS reference,
         CASE WHEN g.state = 'fulfil_failed' THEN g.end_reason END AS "failedWhy", g.retries, g.version
       FROM gesture g JOIN ticket t ON t.id = g.ticket_id JOIN gesture_type_version v ON v.id = g.type_version_id
       JOIN gesture_type ty ON ty.id = v.type_id
       LEFT JOIN timer k ON k.gesture_id = g.id AND k.clock = 'fulfil' AND k.state = 'running'
       WHERE ${where.join(' AND ')} ORDER BY g.accepted_at, g.id LIMIT ${value(limit + 1)}`,
      params,
    );
    return pageOf(rows, limit, (row) => [row.acceptedAt.toISOString(), row.gesture]);
  }

  /** Notes the number under which it comes. Refused where the gift waits for nobody, and for a number that another gift has. */
  book(id: string, { version, reference, carrier }: BookDelivery, by: Actor): Promise<GestureView> {
    return this.commands.once(by.command, async (tx) => {
      const h = await this.moves.lock(tx, id, by);
      const { gesture } = h;
      refuseStale(version, gestureViewOf(h));
      if (gesture.state !== 'accepted')
        throw new Refused('state', `Only a gift that was accepted can be on its way; this one is ${gestureStateWords(gesture.state)}.`);
      try {
        await this.moves.write(tx, h, { externalRef: reference, carrier: carrier ?? null });
      } catch (error) {
        if (violated(error) !== 'gesture_external_ref') throw error;
        throw new Refused('reference', 'Another gift has this number already.');
      }
      await this.moves.recordAs(tx, h, 'gesture_booked', by);
      await this.tickets.save(tx, h.t);
      return gestureViewOf(h);
    });
  }
}
