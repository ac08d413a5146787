import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Severity } from '../clocks/clock.rules';
import type { ClockTicket } from '../clocks/timer-row.rules';
import type { Fault } from '../lifecycle/fix.rules';
import type { Mood } from '../lifecycle/severity.rules';
import type { CloseReason, FollowUpWaiver, OneUp, TicketState } from '../lifecycle/ticket-facts.rules';

export type TicketChannel = 'phone' | 'email' | 'chat' | 'in_person' | 'web_form';

/** One recovery ticket; the columns' meaning stands in migrations/…-tickets.ts. */
@Entity('ticket')
export class Ticket {
  @PrimaryColumn('uuid') id!: string;
  @Column('bigint') number!: number;
  @Column('text', { nullable: true }) sourceKey!: string | null;
  @Column('text') state!: TicketState;
  @Column('text') severity!: Severity;
  @Column('text') originalSeverity!: Severity;
  @Column('text') mood!: Mood;
  @Column('text') fault!: Fault;
  @Column('text') failureClass!: string;
  @Column('int') cycle!: number;
  @Column('text') oneUp!: OneUp;
  @Column('text') channel!: TicketChannel;
  @Column('boolean') live!: boolean;
  @Column('text') title!: string;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('text', { nullable: true }) zone!: string | null;
  @Column('text', { array: true }) wants!: string[];
  @Column('bigint', { nullable: true }) amountMinor!: number | null;
  @Column('bigint', { nullable: true }) orderMinor!: number | null;
  @Column('uuid') locationId!: string;
  @Column('uuid', { nullable: true }) teamId!: string | null;
  @Column('uuid', { nullable: true }) deskId!: string | null;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('uuid', { nullable: true }) loggedBy!: string | null;
  @Column('uuid', { nullable: true }) customerId!: string | null;
  @Column('boolean') anonymous!: boolean;
  @Column('uuid', { nullable: true }) primaryTouchPoint!: string | null;
  @Column('uuid', { nullable: true }) policyVersionId!: string | null;
  @Column('uuid') calendarId!: string;
  @Column('timestamptz') receivedAt!: Date;
  @Column('boolean') receivedClamped!: boolean;
  @Column('boolean') restricted!: boolean;
  @Column('uuid', { nullable: true }) subjectStaffId!: string | null;
  @Column('uuid', { nullable: true }) followsTicketId!: string | null;
  @Column('text', { nullable: true }) question!: string | null;
  @Column('timestamptz', { nullable: true }) waitingSince!: Date | null;
  @Column('int') chasesSent!: number;
  @Column('timestamptz', { nullable: true }) fixedAt!: Date | null;
  @Column('uuid', { nullable: true }) mergedInto!: string | null;
  @Column('timestamptz', { nullable: true }) mergedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('text', { nullable: true }) closeReason!: CloseReason | null;
  @Column('timestamptz', { nullable: true }) voidedAt!: Date | null;
  @Column('text', { nullable: true }) voidReason!: string | null;
  @Column('text') followUp!: 'none' | 'due' | 'sent' | 'done' | 'waived';
  @Column('text', { nullable: true }) followUpWaived!: FollowUpWaiver | null;
  @Column('boolean') unreachable!: boolean;
  @Column('int') autoReopened!: number;
  @Column('timestamptz', { nullable: true }) nextDueAt!: Date | null;
  @Column('text', { nullable: true }) nextClock!: string | null;
  @Column('bytea') statusHash!: Buffer;
  @Column('int') statusVersion!: number;
  @Column('int') eventSeq!: number;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') changedAt!: Date;
}

/** What the clocks need to know of a ticket. */
export function clockTicketOf(row: Ticket): ClockTicket {
  const { id, cycle, severity, channel, live, locationId, calendarId, policyVersionId, receivedAt } = row;
  return { id, cycle, severity, channel, live, locationId, calendarId, policyVersionId, receivedAt };
}
