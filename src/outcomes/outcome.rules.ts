/** What became of a customer after the complaint (domain.md 7.6). Measured, and no opinion of ours. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** After this the outcome is final, and what the customer does later says nothing about it. */
export const FINAL_AFTER_DAYS = 90;
/** Another complaint within this says that we did not win them back, whatever it is about. */
const ANY_REPEAT_DAYS = 30;

export type OutcomeValue = 'recovered' | 'not_recovered' | 'unknown';
/** What it rests on: what they said, else what they did. */
export type OutcomeBasis = 'survey' | 'call' | 'reopened' | 'left' | 'repeat' | 'purchase' | 'silence';

export interface Outcome {
  value: OutcomeValue;
  basis: OutcomeBasis;
}

export interface OutcomeFacts {
  closedAt: Date;
  now: Date;
  /** What the customer said, by survey or on the telephone; null where they said nothing. */
  said: Outcome | null;
  /** Bought something (no return) within the 90 days after closing. */
  bought: boolean;
  /** Complaints of the same person after the fix. `sameMatter`: linked to it, or about the same touch point or cause. */
  repeats: readonly { at: Date; sameMatter: boolean }[];
  /** When the customer left us; null = is a customer. */
  leftAt: Date | null;
}

export function isFinal(closedAt: Date, now: Date): boolean {
  return now.getTime() - closedAt.getTime() >= FINAL_AFTER_DAYS * DAY_MS;
}

/**
 * The outcome of the attempt that closed the ticket. Deeds before words: who left, or came back with the same matter, was not won back, however kind the
 * answer was. A purchase counts only for whoever said nothing, did not complain again, and only once the 90 days are over: until then they may still complain.
 */
export function outcomeOf({ closedAt, now, said, bought, repeats, leftAt }: OutcomeFacts): Outcome {
  const within = (at: Date, days: number): boolean => at.getTime() - closedAt.getTime() <= days * DAY_MS && at <= now;
  if (said?.value === 'not_recovered') return said;
  if (leftAt !== null && within(leftAt, FINAL_AFTER_DAYS)) return { value: 'not_recovered', basis: 'left' };
  const recent = repeats.filter(({ at }) => within(at, FINAL_AFTER_DAYS));
  if (recent.some(({ sameMatter }) => sameMatter)) return { value: 'not_recovered', basis: 'repeat' };
  if (said) return said;
  if (recent.some(({ at }) => within(at, ANY_REPEAT_DAYS))) return { value: 'not_recovered', basis: 'repeat' };
  if (bought && recent.length === 0 && isFinal(closedAt, now)) return { value: 'recovered', basis: 'purchase' };
  return { value: 'unknown', basis: 'silence' };
}

/** The outcome of an attempt that another one followed: what the customer said of it, else that it was not right. */
export function outcomeOfEarlier(said: Outcome | null): Outcome {
  return said ?? { value: 'not_recovered', basis: 'reopened' };
}
