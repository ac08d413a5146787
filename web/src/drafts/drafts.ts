import { useCallback, useEffect, useRef, useState } from 'react';
import { api, desk, type View } from '../api/client';
import { personHere, queries } from '../api/queries';
import { deskNow } from '../clock/desk-clock';

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}
const SERVER_AFTER_MS = 2_000;

/**
 * A text or form that survives reload, crash and sign-out: in this browser at once, at the desk after 2 seconds, under `key`
 * (`reply:<ticket id>`, `note:<ticket id>`, `log:<id>`). The newer of the two copies wins when the page opens. `ready` is false until it
 * was looked up, so that nothing is overwritten by an empty form.
 */
export function useDraft<T extends object>(
  key: string,
  empty: T,
): { value: T; change: (value: T) => void; clear: () => void; ready: boolean; restored: boolean } {
  const [state, setState] = useState<{ key: string; value: T; ready: boolean; restored: boolean }>({
    key,
    value: empty,
    ready: false,
    restored: false,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const blank = useRef(empty);
  const latest = useRef<{ key: string; kept: Kept<T> } | null>(null);
  useEffect(() => {
    blank.current = empty;
  });

  useEffect(() => {
    let gone = false;
    void look<T>(key).then((kept) => {
      if (gone) return;
      // what was typed while we looked is newer than anything kept
      setState((now) =>
        now.key === key && now.ready ? now : { key, value: { ...blank.current, ...kept?.value }, ready: true, restored: kept !== null },
      );
    });
    return () => {
      gone = true;
      flush();
    };
    function flush(): void {
      clearTimeout(timer.current);
      if (latest.current?.key === key) void send(key, latest.current.kept);
      latest.current = null;
    }
  }, [key]);

  const change = useCallback(
    (value: T) => {
      const kept = { value, at: deskNow() };
      setState((now) => ({ key, value, ready: true, restored: now.restored }));
      keepHere(key, kept);
      latest.current = { key, kept };
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        latest.current = null;
        void send(key, kept);
      }, SERVER_AFTER_MS);
    },
    [key],
  );
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    latest.current = null;
    setState({ key, value: blank.current, ready: true, restored: false });
    void forget(key);
  }, [key]);
  return {
    value: state.key === key ? state.value : empty,
    change,
    clear,
    ready: state.key === key && state.ready,
    restored: state.restored,
  };
}

/** Words that go to the desk as a command, with the key of their sending. */
export interface Sendable {
  readonly command?: string;
}

/**
 * A draft that is sent from here. The key of its sending is made with its first letter and kept with it: after a lost answer and a reload the same
 * words still go out once. `command` answers that key; `clear`, once they were taken, ends it.
 */
export function useSendableDraft<T extends Sendable>(name: string, empty: T) {
  const draft = useDraft<T>(name, empty);
  const { value } = draft;
  const keep = (next: T, key: string): string => {
    draft.change({ ...next, command: key });
    return key;
  };
  return {
    ...draft,
    change: (next: T): void => void keep(next, next.command ?? value.command ?? crypto.randomUUID()),
    command: (): string => value.command ?? keep(value, crypto.randomUUID()),
  };
}

/** Each person's own: two people may share a computer. */
function nameOf(key: string): string {
  return `draft ${personHere()} ${key}`;
}

/**
 * At once and before the next keystroke: a page that is reloaded at this very moment still finds it, which IndexedDB does not promise. Where the
 * browser has no room left, the copy at the desk is the only one.
 */
function keepHere<T>(key: string, kept: Kept<T>): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(kept));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function keptHere<T>(key: string): Kept<T> | null {
  const text = localStorage.getItem(nameOf(key));
  return text === null ? null : (JSON.parse(text) as Kept<T>);
}

/** Whoever signs out by hand leaves no words behind in this browser; the desk has them. */
export function forgetHere(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith('draft ')) localStorage.removeItem(name);
}

async function look<T>(key: string): Promise<Kept<T> | null> {
  const here = keptHere<T>(key);
  const there = await fromDesk<T>(key);
  if (!here || !there) return here ?? there;
  return there.at > here.at ? there : here;
}

/** The copy at the desk; without a line there is only the one here. One look at all drafts serves every box of the page. */
async function fromDesk<T>(key: string): Promise<Kept<T> | null> {
  try {
    const { items } = await queries.query(desk.queryOptions('get', '/api/v1/drafts', {}, { staleTime: 30_000 }));
    return (items.find((one) => one.key === key)?.body as Kept<T> | undefined) ?? null;
  } catch {
    return null;
  }
}

/** The copy in this browser is the first; a desk that does not answer gets the next one. */
async function send<T>(key: string, kept: Kept<T>): Promise<void> {
  try {
    await api.PUT('/api/v1/drafts/{key}', { params: { path: { key } }, body: { body: kept as never } });
  } catch {
    return;
  }
}

/** Away with it, here and at the desk. */
export async function forget(key: string): Promise<void> {
  localStorage.removeItem(nameOf(key));
  const { queryKey } = desk.queryOptions('get', '/api/v1/drafts', {});
  queries.setQueryData<View<'DraftsView'>>(queryKey, (was) => was && { ...was, items: was.items.filter((one) => one.key !== key) });
  try {
    await api.DELETE('/api/v1/drafts/{key}', { params: { path: { key } } });
  } catch {
    return;
  }
}
