import { amountWords } from '../catalogue/gesture-type-facts.rules';

/** How many gifts were decided on the spot, without asking anybody (domain.md 5.4). */

/** At least so many of all. */
export const DECIDED_ALONE_TARGET = 0.85;

/** One reason why gifts had to wait for somebody's yes, and how often. */
export interface Blocked {
  /** The own limit that the gift was above, in the smallest unit; null where it was something else. */
  limitMinor: number | null;
  /** A sentence, where it was something else. */
  why: string | null;
  count: number;
}

export interface ApprovalShare {
  decided: number;
  alone: number;
  asked: number;
  /** Share decided without approval, 0 to 1; null where nothing was decided. */
  share: number | null;
  target: number;
  met: boolean;
  blocked: { what: string; count: number }[];
  /** Below the target: what stood in the way most often, in a sentence. */
  blockedMost: string | null;
}

function words({ limitMinor, why }: Blocked): string {
  return limitMinor === null ? (why ?? 'Something else.') : `The limit of ${amountWords(limitMinor)} for one gift`;
}

/** The share, and below the target what blocked most. Nothing decided is nothing missed. */
export function approvalShare(alone: number, blocked: readonly Blocked[]): ApprovalShare {
  const asked = blocked.reduce((sum, { count }) => sum + count, 0);
  const decided = alone + asked;
  const share = decided === 0 ? null : alone / decided;
  const met = share === null || share >= DECIDED_ALONE_TARGET;
  const sorted = [...blocked].sort((a, b) => b.count - a.count || words(a).localeCompare(words(b)));
  const [most] = sorted;
  const sentence = most && `${words(most).replace(/\.$/, '')}: ${String(most.count)} of ${String(asked)} gifts that had to wait.`;
  return {
    ...{ decided, alone, asked, share, target: DECIDED_ALONE_TARGET, met },
    blocked: sorted.map((one) => ({ what: words(one), count: one.count })),
    blockedMost: met ? null : (sentence ?? null),
  };
}
