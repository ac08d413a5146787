import type { MessageKind } from './message.rules';

/** What the desk tells by itself on the way (domain.md 6.1), and how such news give way to what matters more. */

/** Kind words after the end: nobody misses one that does not arrive, so it takes no second way and nobody is told. */
export const CARE_KINDS: readonly MessageKind[] = ['after_care_2', 'after_care_14', 'after_care_30'];

/** Taken back when the complaint ends, is joined with another one or begins anew. */
export const JOURNEY_KINDS: readonly MessageKind[] = ['owner_named', 'missed_call', 'still_working', 'late_note', ...CARE_KINDS];

/** Nobody needs to read these any more once a person has spoken or written. */
export const OVERTAKEN_KINDS: readonly MessageKind[] = ['owner_named', 'missed_call', 'still_working', 'late_note'];

/** With these a person of ours speaks, or the work is done: what the desk wanted to say by itself is said with them. */
export const SPOKEN_KINDS: readonly MessageKind[] = ['staff_reply', 'question', 'fix_summary'];

/** A late note that would leave within this time of such news becomes part of it. */
export const CARRYING_KINDS: readonly MessageKind[] = ['status_step', ...SPOKEN_KINDS];
export const TOGETHER_MS = 30 * 60_000;

/** The name of whoever looks after it waits this long: mostly that person has written by then. */
export const NAMED_AFTER_MS = 30 * 60_000;

/** To somebody who says meanwhile that something else is not right, these would sound like mockery (domain.md 6.8). */
export const UNFITTING_KINDS: readonly MessageKind[] = ['survey', 'survey_reminder', 'voucher_reminder', ...CARE_KINDS];
