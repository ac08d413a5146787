import type { Handled } from './handled-gesture.dto';
import type { GestureTicketView, GestureView } from './gesture.dto';
import type { LockedTicket } from './one-up-facts.service';

/** The gesture as an answer shows it, with what became of its ticket. */
export function gestureViewOf({ t, gesture, entry }: Handled): GestureView {
  const { code, terms } = entry;
  return {
    id: gesture.id,
    ticket: ticketViewOf(t),
    cycle: gesture.cycle,
    gestureType: code,
    name: terms.name,
    class: terms.class,
    fulfilment: terms.fulfilment,
    silent: terms.silent,
    state: gesture.state,
    costMinor: gesture.costReservedMinor,
    costActualMinor: gesture.costActualMinor,
    faceMinor: gesture.faceMinor,
    currency: gesture.currency,
    text: gesture.text,
    note: gesture.note,
    inPerson: gesture.inPerson,
    requestedBy: gesture.requestedBy,
    neededApproval: gesture.neededApproval,
    approvedBy: gesture.approvedBy,
    offeredBy: gesture.offeredBy,
    offeredAt: gesture.offeredAt,
    expiresAt: gesture.expiresAt,
    acceptedAt: gesture.acceptedAt,
    fulfilledAt: gesture.fulfilledAt,
    carrier: gesture.carrier,
    reference: gesture.externalRef,
    proof: gesture.proof,
    endedAt: gesture.endedAt,
    endReason: gesture.endReason,
    retries: gesture.retries,
    substitutes: gesture.substitutes,
    version: gesture.version,
    createdAt: gesture.createdAt,
  };
}

export function ticketViewOf({ row }: LockedTicket): GestureTicketView {
  return { id: row.id, number: row.number, state: row.state, oneUp: row.oneUp, version: row.version };
}
