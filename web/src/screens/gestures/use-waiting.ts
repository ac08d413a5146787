import { useState } from 'react';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';

export type Question = View<'ApprovalView'>;
export interface Waiting {
  readonly question: Question;
  readonly customer: string | null;
  /** It no longer waits: somebody has answered it while it was on this screen. */
  readonly answered: boolean;
  /** The desk's sentence where my own answer came too late. */
  readonly refusal: string | null;
}

/**
 * What waits for a yes, the oldest first. A question that somebody else answers meanwhile stays where it is, with the answer, so that nobody
 * looks for it or wonders; `clear` takes the answered ones away.
 */
export function useWaiting() {
  const query = { limit: 100 };
  const approvals = desk.useQuery('get', '/api/v1/approvals', { params: { query } }, { meta: LIVE });
  const lines = desk.useQuery('get', '/api/v1/gestures', { params: { query: { ...query, tab: 'waiting' } } }, { meta: LIVE });
  const [seen, setSeen] = useState<readonly Question[]>([]);
  const [refusals, setRefusals] = useState<Readonly<Record<string, string>>>({});
  const items = approvals.data?.items;
  const known = new Set(seen.map(({ gesture }) => gesture));
  const fresh = (items ?? []).filter(({ gesture }) => !known.has(gesture));
  // a list that only grows, kept while it is drawn as React asks for it: no effect, no second painting
  if (fresh.length > 0) setSeen([...seen, ...fresh]);

  const now = new Map(items?.map((one) => [one.gesture, one]));
  const customers = new Map(lines.data?.items.map(({ id, customerName }) => [id, customerName]));
  const rows: Waiting[] = seen.map((question) => ({
    question: now.get(question.gesture) ?? question,
    customer: customers.get(question.gesture) ?? null,
    answered: !now.has(question.gesture),
    refusal: refusals[question.gesture] ?? null,
  }));
  return {
    approvals,
    rows,
    more: approvals.data?.nextCursor !== null && approvals.data !== undefined,
    refuse: (gesture: string, sentence: string) => setRefusals({ ...refusals, [gesture]: sentence }),
    clear: () => setSeen(items ?? []),
  };
}
