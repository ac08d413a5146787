import { useCallback, useState } from 'react';
import { api, type View } from '../../api/client';
import { isLost, isProblem, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { sayFailed } from '../../ui/say';

/** How far somebody had read when a form was opened: what came after it by another hand is a conflict. */
export interface Seen {
  readonly version: number;
  readonly seq: number;
}

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'lost' }
  | { readonly kind: 'theirs' };
export type Call = (at: { readonly id: string; readonly version: number }) => Promise<{ readonly error?: unknown }>;
/** Does something to the ticket as it was seen. `quietly` leaves saying what went wrong to the caller. */
export type Act = (call: Call, seen: Seen, quietly?: boolean) => Promise<Outcome>;

export interface Conflict {
  readonly changes: readonly View<'TicketEventView'>[];
  readonly decide: (mine: boolean) => void;
}

/**
 * One way to change a ticket: where somebody else was faster it shows what they did and asks whose word holds; what only the desk itself
 * did in the meantime (a clock, a delivery) is no reason to ask.
 */
export function useAct(id: string, me: string | null): { act: Act; conflict: Conflict | null } {
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const act = useCallback<Act>(
    async (call, seen, quietly = false) => {
      const ask = (changes: Conflict['changes']): Promise<boolean> =>
        new Promise((resolve) => {
          const decide = (mine: boolean): void => {
            setConflict(null);
            resolve(mine);
          };
          setConflict({ changes, decide });
        });
      const { outcome, error } = await attempt(call, id, seen, me, ask);
      if (!quietly && error !== undefined) sayFailed(error);
      if (outcome.kind !== 'lost') await refresh();
      return outcome;
    },
    [id, me],
  );
  return { act, conflict };
}

interface Tried {
  readonly outcome: Outcome;
  readonly error?: unknown;
}

async function attempt(
  call: Call,
  id: string,
  seen: Seen,
  me: string | null,
  ask: (changes: Conflict['changes']) => Promise<boolean>,
): Promise<Tried> {
  try {
    const { error } = await call({ id, version: seen.version });
    if (error === undefined) return { outcome: { kind: 'done' } };
    if (!isProblem(error) || error.guard !== 'version') return { outcome: { kind: 'refused', sentence: sentenceOf(error) ?? '' }, error };
    const now = await news(id, seen.seq);
    const byOthers = now.changes.filter((change) => change.byKind !== 'system' && (change.by === null || change.by.id !== me));
    if (byOthers.length > 0 && !(await ask(byOthers))) return { outcome: { kind: 'theirs' } };
    return await attempt(call, id, now.seen, me, ask);
  } catch (error) {
    if (!isLost(error)) throw error;
    return { outcome: { kind: 'lost' }, error };
  }
}

async function news(id: string, after: number): Promise<{ seen: Seen; changes: Conflict['changes'] }> {
  const params = { path: { id } };
  const { data: ticket } = await api.GET('/api/v1/tickets/{id}', { params });
  const { data: events } = await api.GET('/api/v1/tickets/{id}/events', { params: { ...params, query: { after } } });
  if (!ticket || !events) throw new TypeError('The ticket could not be read again.');
  return { seen: { version: ticket.version, seq: events.items.at(-1)?.seq ?? after }, changes: events.items };
}
