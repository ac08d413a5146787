import type { ClockVerb } from '../clocks/clock-verbs.rules';
import type { PolicyChannel } from '../clocks/default-policy.rules';
import { blocks } from './holds.rules';
import type { MoveInput, TicketFacts } from './ticket-facts.rules';
import type { Step } from './ticket.rules';

interface MoveClocksAsked {
  facts: TicketFacts;
  input: MoveInput;
  /** When the customer was promised to hear from us next. */
  nextNewsAt?: Date;
  /** Since when we have waited for the customer, before this move. */
  waitingSince: Date | null;
  /** Nobody can be asked how it went. */
  followUpWaived: boolean;
}

/** The clock verbs of a move with what the clocks need to know besides: reasons, promised times, which row of the policy. */
export function verbsOf(step: Step, asked: MoveClocksAsked): ClockVerb[] {
  return step.clocks.flatMap((verb) => dressed(step, verb, asked));
}

function dressed(step: Step, verb: ClockVerb, { facts, input, nextNewsAt, followUpWaived, waitingSince }: MoveClocksAsked): ClockVerb[] {
  const arms = verb.verb === 'arm';
  // A question takes the place of an earlier pause, whose end no longer matters.
  if (verb.clock === 'chase' && arms)
    return [
      { clock: 'snooze', verb: 'clear' },
      { ...verb, startAt: input.askedAt ?? undefined },
    ];
  if (verb.clock === 'update' && arms && nextNewsAt) return [{ clock: 'promise', verb: 'arm', dueAt: nextNewsAt }];
  if (verb.clock === 'fix' && verb.verb === 'pause') return [{ ...verb, pauseReason: 'waiting_customer' }];
  // A fix that is there ends an earlier pause as well.
  if (verb.clock === 'fix' && verb.verb === 'stop') return [{ clock: 'snooze', verb: 'clear' }, verb];
  if (verb.clock === 'fix' && verb.verb === 'resume' && input.pauseWasOurs) return [{ ...verb, startAt: waitingSince ?? undefined }];
  if (verb.clock === 'one_up' && arms) return blocks(facts.holds, 'gestures') ? [] : [{ ...verb, policyKey: onTheSpot(step) }];
  if (verb.clock === 'follow_up' && arms && followUpWaived) return [];
  return [verb];
}

/** A fix within the first contact has its own, shorter time for the one-up (domain.md 4.2). */
function onTheSpot(step: Step): PolicyChannel | undefined {
  const { event } = step.transition;
  return event === 'log_fixed_on_spot' || event === 'fixed_at_first_contact' ? 'on_the_spot' : undefined;
}
