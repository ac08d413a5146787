import { get, update } from 'idb-keyval';
import { api, type View } from '../api/client';
import { personHere, refresh } from '../api/queries';
import { isLost, sentenceOf } from '../api/problem';
import { deskNow } from '../clock/desk-clock';
import { line } from '../live/line';
import { store } from '../ui/store';
import { type Agreed, agreedSteps, type Step, takeStep } from './steps';

/**
 * Something written or decided while the line was down. Only a new complaint, a note and a step inside our walls may wait; a reply or a gift needs
 * the desk's yes at once.
 */
export type Waiting =
  | {
      readonly key: string;
      /** Who wrote it: nobody else sends it. */
      readonly by: string;
      readonly kind: 'complaint';
      readonly title: string;
      readonly body: View<'LogComplaint'>;
      /** What is said to the desk as soon as there is a ticket. */
      readonly agreed?: Agreed | null;
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
    }
  | Promised;

/** Something that was to be done after the seconds of the undo. */
export interface Promised {
  readonly key: string;
  readonly by: string;
  readonly kind: 'step';
  readonly title: string;
  readonly step: Step;
  /** When the undo ends, in the desk's time. */
  readonly due: number;
  readonly refused?: string;
}

/** Before the key of what is promised, in the storage of this browser; read without waiting, so a page that is left loses nothing. */
export const NAME = 'promised ';
/** So long after the undo the page that promised it is gone. */
const GONE_AFTER_MS = 15_000;
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

/** What other pages promised before they were left. */
async function takeUpPromised(): Promise<void> {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(NAME))) {
    const entry = JSON.parse(localStorage.getItem(name) ?? 'null') as Promised | null;
    if (entry === null || entry.by !== personHere() || deskNow() < entry.due + GONE_AFTER_MS) continue;
    await keepWaiting(entry);
    localStorage.removeItem(name);
  }
}

/** Signed out, too often, or the desk itself in trouble: it keeps waiting. */
export function waitsOn(status: number): boolean {
  return status === 401 || status === 429 || status >= 500;
}

async function sendWaiting(): Promise<void> {
  await takeUpPromised();
  const due = waiting.get().filter((entry) => entry.refused === undefined && entry.by === personHere());
  if (busy || due.length === 0) return;
  busy = true;
  try {
    for (const entry of due) {
      const { error, response } = await send(entry);
      if (response.status >= 500) continue;
      if (waitsOn(response.status)) break;
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

function send(entry: Waiting): Promise<{ error?: unknown; response: Response }> {
  if (entry.kind === 'step') return takeStep(entry.step, entry.key);
  return entry.kind === 'complaint' ? sendComplaint(entry) : sendNote(entry);
}

/** A step as it waits, due at once. */
export function stepWaiting(step: Step, key: string, title: string): Promised {
  return { key, by: personHere(), kind: 'step', title, step, due: deskNow() };
}

async function sendComplaint({ key, body, agreed }: Extract<Waiting, { kind: 'complaint' }>) {
  const answer = await api.POST('/api/v1/complaints', { headers: { 'Idempotency-Key': key }, body });
  if (answer.data && agreed)
    for (const step of agreedSteps(agreed, answer.data.ticket.id))
      await keepWaiting(stepWaiting(step, `${key}-${step.what}`, answer.data.ticket.label));
  return answer;
}

function sendNote({ key, ticket, text }: { key: string; ticket: string; text: string }) {
  return api.POST('/api/v1/tickets/{id}/notes', { headers: { 'Idempotency-Key': key }, params: { path: { id: ticket } }, body: { text } });
}
