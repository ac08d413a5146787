import { get, update } from 'idb-keyval';
import { api, type View } from '../api/client';
import { personHere, refresh } from '../api/queries';
import { isLost, sentenceOf } from '../api/problem';
import { line } from '../live/line';
import { store } from '../ui/store';

/** Something written while the line was down. Only a new complaint and a note may wait; a reply or a gift needs the desk's yes at once. */
export type Waiting =
  | {
      readonly key: string;
      /** Who wrote it: nobody else sends it. */
      readonly by: string;
      readonly kind: 'complaint';
      readonly title: string;
      readonly body: View<'LogComplaint'>;
      readonly refused?: string;
    }
  | {
      readonly key: string;
      /** Who wrote it: nobody else sends it. */
      readonly by: string;
      readonly kind: 'note';
      readonly title: string;
      readonly ticket: string;
      readonly text: string;
      readonly refused?: string;
    };

const KEPT = 'waiting';
const AGAIN_MS = 5_000;
/** What waits for the line, oldest first. What the desk refused stays too, with its sentence, until a person has looked at it. */
export const waiting = store<readonly Waiting[]>([]);

let busy = false;

export async function startWaiting(): Promise<void> {
  waiting.set((await get<Waiting[]>(KEPT).catch(() => undefined)) ?? []);
  setInterval(() => void sendWaiting(), AGAIN_MS);
  window.addEventListener('online', () => void sendWaiting());
  line.subscribe(() => void sendWaiting());
}

/** Keeps it in this browser and sends it, under the same key, as soon as the line is back. */
export async function keepWaiting(entry: Waiting): Promise<void> {
  await change((list) => [...list.filter((one) => one.key !== entry.key), entry]);
}

/** The person has taken it up again, or does not want it any more. */
export async function dropWaiting(key: string): Promise<void> {
  await change((list) => list.filter((one) => one.key !== key));
}

async function change(how: (list: readonly Waiting[]) => readonly Waiting[]): Promise<void> {
  let next: readonly Waiting[] = [];
  await update<readonly Waiting[]>(KEPT, (list) => (next = how(list ?? [])));
  waiting.set(next);
}

async function sendWaiting(): Promise<void> {
  const due = waiting.get().filter((entry) => entry.refused === undefined && entry.by === personHere());
  if (busy || due.length === 0) return;
  busy = true;
  try {
    for (const entry of due) {
      const { error, response } = await (entry.kind === 'complaint' ? sendComplaint(entry.key, entry.body) : sendNote(entry));
      // signed out or the desk itself in trouble: it keeps waiting
      if (response.status === 401 || response.status === 429) break;
      if (response.status >= 500) continue;
      if (!error) await dropWaiting(entry.key);
      else {
        const sentence = sentenceOf(error) ?? response.statusText;
        await change((list) => list.map((one) => (one.key === entry.key ? { ...one, refused: sentence } : one)));
      }
    }
    await refresh();
  } catch (error) {
    if (!isLost(error)) throw error;
  } finally {
    busy = false;
  }
}

function sendComplaint(key: string, body: View<'LogComplaint'>) {
  return api.POST('/api/v1/complaints', { headers: { 'Idempotency-Key': key }, body });
}

function sendNote({ key, ticket, text }: { key: string; ticket: string; text: string }) {
  return api.POST('/api/v1/tickets/{id}/notes', { headers: { 'Idempotency-Key': key }, params: { path: { id: ticket } }, body: { text } });
}
