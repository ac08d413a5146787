import { type Command, replay } from '../platform/database/commands';
import type { Reader } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import type { ClockName } from '../clocks/clock.rules';
import type { ComplaintView } from './complaint.dto';
import { promiseOf } from '../lifecycle/opening.rules';
import type { Spoken } from '../lifecycle/promise-words.rules';
import type { TicketChannel } from './ticket.entity';

/** A complaint that was logged before is answered by the ticket it opened then. */

export interface OpenedTicket {
  ticketId: string;
  isNew: boolean;
  /** A receipt was planned by this call. */
  hasReceipt: boolean;
  view: ComplaintView;
}

interface Stored {
  fingerprint: Buffer;
  answer: ComplaintView | null;
}

type KnownRow = ComplaintView['ticket'] & {
  channel: TicketChannel;
  complaintId: string;
  nextDueAt: Date | null;
  nextClock: ClockName | null;
  zone: string;
  now: Date;
};

interface Asked {
  /** In which the promise is read aloud. */
  speak?: Spoken;
}

/** The first answer to the same command. */
export function replayed(command: Command, stored: Stored): OpenedTicket {
  const view = replay(command, stored);
  return { ticketId: view.ticket.id, isNew: false, hasReceipt: false, view };
}

/** Nothing was written: the same command or the same source came first. Now it can be read. */
export async function twin(reader: Reader, sourceKey: string | null, command: Command | null, asked: Asked): Promise<OpenedTicket> {
  if (command) {
    const [stored] = await reader.rows<Stored>('SELECT fingerprint, answer FROM idempotency_key WHERE actor = $1 AND key = $2', [
      command.actor,
      command.key,
    ]);
    if (stored) return replayed(command, stored);
  }
  const [row] = await reader.rows<{ id: string }>('SELECT id FROM ticket WHERE source_key = $1', [sourceKey]);
  if (!row) throw new Refused('in_flight', 'The same complaint is being saved at this moment. Please ask again in a second.');
  return openedBefore(reader, row.id, asked);
}

/** The ticket as it is now, in the form in which logging a complaint answers. */
export async function openedBefore(
  reader: Reader,
  ticketId: string,
  { speak }: Asked,
  severityReason = 'Logged before.',
): Promise<OpenedTicket> {
  const [row] = await reader.rows<KnownRow>(
    `SELECT t.id, t.number, 'R-' || t.number AS label, t.state, t.severity, $2::text AS "severityReason", t.mood, t.title,
       t.failure_class AS "failureClass", p.key AS "touchPoint", l.key AS location, t.owner_id AS owner, t.received_at AS "receivedAt", t.version,
       t.channel, t.next_due_at AS "nextDueAt", t.next_clock AS "nextClock", l.zone, desk_now() AS now,
       (SELECT c.id FROM contact c WHERE c.ticket_id = t.id AND c.kind = 'complaint' ORDER BY c.id LIMIT 1) AS "complaintId"
     FROM ticket t JOIN location l ON l.id = t.location_id LEFT JOIN touch_point p ON p.id = t.primary_touch_point WHERE t.id = $1`,
    [ticketId, severityReason],
  );
  if (!row) throw new Error(`The ticket ${ticketId} is gone.`);
  const { channel, complaintId, nextDueAt, nextClock, zone, now, ...ticket } = row;
  const complaint = { id: complaintId, channel, receivedAt: ticket.receivedAt };
  return {
    ticketId,
    isNew: false,
    hasReceipt: false,
    view: { complaint, ticket, promise: promiseOf({ dueAt: nextDueAt, clock: nextClock }, now, zone, speak) },
  };
}
