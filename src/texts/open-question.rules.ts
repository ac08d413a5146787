/** Which question of ours a text answers: a number tells who writes, and says nothing about which complaint. */

/** A survey that may be answered now by whoever has this number. */
export interface OpenSurvey {
  ticketId: string;
  /** When it, or its reminder, was texted to this number; null where it went another way. */
  textedAt: Date | null;
  askedAt: Date;
  /** The number belongs to more than one customer: whoever writes may be the other one. */
  isShared: boolean;
}

/** The latest other words of ours that were texted to the number and want an answer: a question, or what a person wrote. */
export interface OtherQuestion {
  isWaiting: boolean;
  at: Date;
}

export type Meant =
  | { what: 'survey'; ticketId: string }
  /** Something else that was asked, or nothing: as any other text. */
  | { what: 'other' }
  /** Nobody can say without looking. */
  | { what: 'unclear' };

/**
 * The one survey that was texted there, else the only one that is open at all, if the number is one customer's alone. Two that are open, or words of a person that came after the survey, are
 * for a person to look at; a question that the complaint waits for is answered first.
 */
export function meant(surveys: readonly OpenSurvey[], other: OtherQuestion | null): Meant {
  if (surveys.length === 0) return { what: 'other' };
  const texted = surveys.filter(({ textedAt }) => textedAt !== null);
  const [only, ...more] = texted.length > 0 ? texted : surveys;
  if (only === undefined || more.length > 0 || (only.textedAt === null && only.isShared)) return { what: 'unclear' };
  const asked = only.textedAt ?? only.askedAt;
  if (other !== null && other.at > asked) return { what: other.isWaiting ? 'other' : 'unclear' };
  return { what: 'survey', ticketId: only.ticketId };
}
