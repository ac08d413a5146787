import { isOpen } from '../calendar/business-time.rules';
import type { ClockName } from './clock.rules';
import type { ClockVerb } from './clock-verbs.rules';
import type { PolicyChannel } from './default-policy.rules';
import type { CalendarNow } from './timer-row.rules';

/** The three ways a complaint comes in: written (T01), told to a person (T02), told and put right at once (T03). */
export type IntakeEvent = 'log_async' | 'log_live' | 'log_fixed_on_spot';

/**
 * What logging does to the clocks (ticket_machine.json T01–T03). A promise counts from when the complaint was received, the one-up from when
 * the fix was there. `skip` names clocks that a hold keeps from starting.
 */
export function intakeVerbs(
  event: IntakeEvent,
  received: { at: Date; channel: PolicyChannel; calendar: CalendarNow; skip?: readonly ClockName[] },
): ClockVerb[] {
  const startAt = received.at;
  const contact: ClockVerb = { clock: 'contact', verb: event === 'log_async' ? 'arm' : 'met', startAt, policyKey: contactKey(received) };
  const statutory: ClockVerb = { clock: 'statutory', verb: event === 'log_fixed_on_spot' ? 'met' : 'arm', startAt };
  const rest: Readonly<Record<IntakeEvent, ClockVerb[]>> = {
    log_async: [{ clock: 'fix', verb: 'arm', startAt }],
    log_live: [
      { clock: 'fix', verb: 'arm', startAt },
      { clock: 'update', verb: 'arm', startAt },
    ],
    log_fixed_on_spot: [
      { clock: 'fix', verb: 'met', startAt },
      { clock: 'one_up', verb: 'arm', policyKey: 'on_the_spot' },
    ],
  };
  return [contact, ...rest[event], statutory].filter(({ clock }) => clock === '*' || !received.skip?.includes(clock));
}

/** Somebody who chats is waiting at the screen while we are open; else a chat is a message like one of the web form (settled.md 39). */
function contactKey({ at, channel, calendar }: { at: Date; channel: PolicyChannel; calendar: CalendarNow }): PolicyChannel {
  if (channel !== 'chat') return channel;
  return isOpen(calendar.spec, at) ? 'live_chat' : 'web_form';
}
