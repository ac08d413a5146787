import { isLost } from '../api/problem';
import { personHere, refresh } from '../api/queries';
import { deskNow } from '../clock/desk-clock';
import { sayFailed, UNDO_MS, unlessUndone } from '../ui/say';
import { type Agreed, agreedSteps, type Step, takeStep } from './steps';
import { keepWaiting, NAME, type Promised, stepWaiting, waitsOn } from './waiting';

/**
 * What stays inside our walls is done after 8 seconds in which it can be taken back. Each step is kept in this browser from the first moment, before
 * the next line runs: where the page is left, or the browser dies, it goes out then or at the next start, under the same key, so it happens once.
 */
export function unlessTakenBack(
  sentence: string,
  steps: readonly Step[],
  { done, undone }: { done?: (refused: boolean) => unknown; undone?: () => void } = {},
): void {
  const entries = steps.map((step): Promised => ({
    key: crypto.randomUUID(),
    by: personHere(),
    kind: 'step',
    title: sentence,
    step,
    due: deskNow() + UNDO_MS,
  }));
  for (const entry of entries) localStorage.setItem(`${NAME}${entry.key}`, JSON.stringify(entry));
  unlessUndone(
    sentence,
    async () => {
      // all of them at once: a page that is left waits for no answer before the next
      const refused = await Promise.all(entries.map(fulfil));
      await refresh();
      await done?.(refused.includes(true));
    },
    () => {
      for (const { key } of entries) localStorage.removeItem(`${NAME}${key}`);
      undone?.();
    },
  );
}

/** What was agreed on the phone, told to the desk under keys made from that of the complaint. Without a line it waits; a refusal is shown. */
export async function tellAgreed(
  agreed: Agreed,
  complaint: string,
  ticket: { readonly id: string; readonly label: string },
): Promise<void> {
  const entries = agreedSteps(agreed, ticket.id).map((step) => stepWaiting(step, `${complaint}-${step.what}`, ticket.label));
  for (const entry of entries) localStorage.setItem(`${NAME}${entry.key}`, JSON.stringify(entry));
  await Promise.all(entries.map(fulfil));
}

/** True where the desk refused it. Without an answer it waits for the line. */
async function fulfil(entry: Promised): Promise<boolean> {
  try {
    const { error, response } = await takeStep(entry.step, entry.key);
    if (error !== undefined && waitsOn(response.status)) await keepWaiting(entry);
    else if (error !== undefined) sayFailed(error);
    localStorage.removeItem(`${NAME}${entry.key}`);
    return error !== undefined && !waitsOn(response.status);
  } catch (error) {
    if (!isLost(error)) throw error;
    await keepWaiting(entry);
    localStorage.removeItem(`${NAME}${entry.key}`);
    return false;
  }
}
