import { isBadAnswer, isGoodAnswer } from '../lifecycle/closing.rules';
import type { Answer } from '../lifecycle/ticket-facts.rules';

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

const NOT_FIXED =
  /\b(still|again|yet)\b.{0,30}\b(broken|wrong|leak\w*|not|does ?n[o']t|isn'?t|waiting|problem)\b|\bnot (fixed|solved|working|right|resolved)\b|\bdoes ?n[o']t work\b/iu;

/** Words that say it is not fixed, whatever the mark says. */
export function saysNotFixed(text: string): boolean {
  return NOT_FIXED.test(text);
}

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
