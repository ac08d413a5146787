/** Work that people do so that a customer hears of something: how it can end, and what that means. */

export const TASK_STATES = ['open', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

const ENDS = {
  call: ['reached', 'not_reached', 'wrong_number'],
  post: ['sent', 'not_possible'],
  no_way_to_reach: ['found', 'given_up'],
  human_check: ['stop', 'not_stop', 'not_me'],
} as const;

export type Outcome = (typeof ENDS)[keyof typeof ENDS][number];
export const OUTCOMES: readonly Outcome[] = Object.values(ENDS).flat();

/** The words for how a task of this kind may end. */
export function outcomesOf(kind: keyof typeof ENDS): readonly Outcome[] {
  return ENDS[kind];
}

/** In place of what to say, where the customer has meanwhile asked not to be told this way. */
export function barredScript(kind: keyof typeof ENDS): string {
  return kind === 'post'
    ? 'Do not write: the customer has not agreed to letters like this one, or asked for none meanwhile. Close it as not possible; then it goes another way.'
    : 'Do not call: the customer has not agreed to calls like this one, or asked for none meanwhile. Close it as not reached; then it goes another way.';
}

/** Does the customer know it now, or must it go another way? Null where no message hangs on it. */
export function arrivedBy(outcome: Outcome): boolean | null {
  if (outcome === 'reached' || outcome === 'sent') return true;
  return outcome === 'not_reached' || outcome === 'wrong_number' || outcome === 'not_possible' ? false : null;
}
