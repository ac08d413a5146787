import { BRAKED_KINDS, type MessageKind } from './message.rules';

/** The brake for the whole desk (security.md R11): when something runs away, what the desk says by itself stops until a person has looked. */

/** Whatever can be planned without anybody of ours doing something at that moment. Codes and confirmations, for which somebody waits, are not among them. */
export const STOPPABLE_KINDS: readonly MessageKind[] = [...BRAKED_KINDS, 'owner_named', 'status_step', 'voucher_reminder'];

const TIMES = 5;
/** As many in an hour are never too many: a small desk, a new one or a quiet hour of last week is no yardstick. */
const NEVER_TOO_MANY = 500;

/** Automatic messages that were planned. */
export interface Pace {
  lastHour: number;
  /** In the same hour a week before. */
  weekBefore: number;
  /** In an hour that a person called right within the last week; 0 where nobody had to. */
  letGo: number;
}

export function isRunaway({ lastHour, weekBefore, letGo }: Pace): boolean {
  return lastHour > Math.max(NEVER_TOO_MANY, TIMES * weekBefore, TIMES * letGo);
}
