import { Injectable } from '@nestjs/common';
import type { Severity } from '../clocks/clock.rules';
import { ClocksService } from '../clocks/clocks.service';
import type { CalendarNow, TimerRow } from '../clocks/timer-row.rules';
import { blocks, holdEffects, type HoldKind } from '../lifecycle/holds.rules';
import { isLiveChannel, loggingEvent } from '../lifecycle/opening.rules';
import { defaultSeverity } from '../lifecycle/severity.rules';
import type { Reader } from '../platform/database/tx';
import { defaultFailureClass, type FailureClass } from '../touchpoints/failure-class.rules';
import type { TicketChannel } from './ticket.entity';

/** What is said about a complaint that its grade and its clocks depend on. */
export interface Planned {
  channel: TicketChannel;
  severity?: Severity;
  holds?: HoldKind[];
  failureClass?: FailureClass;
  holdSeconds?: number;
  amountMinor?: number;
  orderMinor?: number;
  eventToday?: boolean;
  /** There where it was put right on the spot. */
  fix?: object;
}

/** How bad it is, why, and what kind of failure: as chosen, else as computed; a hold may raise it. */
export function gradeOf(
  input: Planned,
  touchPointClass: FailureClass | null,
): { severity: Severity; reason: string; failureClass: FailureClass } {
  const holds = input.holds ?? [];
  const computed = defaultSeverity({ holds, amountMinor: input.amountMinor, orderMinor: input.orderMinor, eventToday: input.eventToday });
  const failureClass = defaultFailureClass(input.failureClass ?? null, touchPointClass, input.holdSeconds ?? null);
  if (!input.severity) return { ...computed, failureClass };
  const severity = holds.reduce((grade, kind) => holdEffects(kind, grade).severity, input.severity);
  return { severity, reason: severity === input.severity ? 'Chosen by whoever logged it.' : 'Raised because of a hold.', failureClass };
}

/** The clocks that a new ticket starts with. */
@Injectable()
export class OpeningPlan {
  constructor(private readonly clocks: ClocksService) {}

  async timers(
    reader: Reader,
    input: Planned,
    at: { policyVersionId: string | null; hours: CalendarNow; now: Date },
    severity: Severity,
    receivedAt: Date,
  ): Promise<TimerRow[]> {
    if (at.policyVersionId) await this.clocks.policy(reader, at.policyVersionId);
    const held = blocks(
      (input.holds ?? []).map((kind) => ({ kind })),
      'gestures',
    );
    return this.clocks.intakePlan({
      policyVersionId: at.policyVersionId,
      calendarVersion: at.hours,
      severity,
      channel: input.channel,
      live: isLiveChannel(input.channel),
      receivedAt,
      now: at.now,
      event: loggingEvent(input.channel, input.fix !== undefined),
      ...(held ? { skip: ['one_up'] } : {}),
    });
  }
}
