import { isBadAnswer, isGoodAnswer } from '../lifecycle/closing.rules';
import type { Answer } from '../lifecycle/ticket-facts.rules';
import { saysNotFixed } from './not-fixed.rules';

/** What a survey answer leads to (domain.md 6.8). */
export type AnswerEffect =
  /** Back to work, to a lead. */
  | 'bad'
  /** Somebody calls within two business days; no reopening. */
  | 'call'
  /** Recovered, and close when nothing stands in the way. */
  | 'good'
  /** A person reads it first: words only, or a good mark beside words that say the opposite (edge 121). */
  | 'read';

export function effectOf(answer: Answer): AnswerEffect {
  if (isBadAnswer(answer)) return 'bad';
  if (saysNotFixed(answer.text ?? '')) return 'read';
  if (isGoodAnswer(answer)) return 'good';
  return typeof answer.score === 'number' ? 'call' : 'read';
}

const EDITABLE_MS = 24 * 60 * 60 * 1000;

/** The first answer may be changed for a day (settled.md 10); the latest counts (edge 120). */
export function mayChange(answeredAt: Date, now: Date): boolean {
  return now.getTime() - answeredAt.getTime() <= EDITABLE_MS;
}

/** A serious matter is followed up by a person who calls, a lesser one by a survey (domain.md 6.1). */
export function followsUpByCall(severity: string): boolean {
  return severity === 'S1' || severity === 'S2';
}

/** Silence for this long after the survey gets one reminder (domain.md 6.1). */
export const REMIND_AFTER_DAYS = 3;

/**
 * Does the customer praise this person? A good answer with words that name them by their first name; a name of one or two letters is too often a word. A name
 * that happens to be a word as well (Rose, Mark) is praise too much: the person reads one kind line more.
 */
export function praises(answer: Answer, personName: string): boolean {
  const first = personName.trim().split(/\s+/u)[0] ?? '';
  if (!isGoodAnswer(answer) || first.length < 3) return false;
  const literal = first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}])${literal}(?![\\p{L}])`, 'iu').test(answer.text ?? '');
}
