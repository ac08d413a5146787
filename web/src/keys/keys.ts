import { useEffect, useRef } from 'react';
import { store } from '../ui/store';
import type { KeyId, KeyLine } from './known-keys';

interface Bound extends KeyLine {
  readonly run: React.RefObject<(event: KeyboardEvent) => void>;
  readonly typing: boolean;
}

export interface KeySettings {
  /** Single letters can be switched off (WCAG 2.1.4). */
  readonly letters: boolean;
  /** Own keys by id. */
  readonly own: Readonly<Record<string, string>>;
}
export const keySettings = store<KeySettings>({ letters: true, own: {} });
export const boundKeys = store<readonly Bound[]>([]);

const SEQUENCE_MS = 1_200;
/** The key before, and until when the next one belongs to it. */
let before: { key: string; until: number } | null = null;

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(target.type)) return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function nameOf(event: KeyboardEvent): string {
  const mod = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph') ? 'mod+' : '';
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : '';
  const key = event.key.length === 1 && mod !== '' ? event.key.toLowerCase() : event.key;
  return `${mod}${shift}${key}`;
}

function inDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role=dialog],[role=alertdialog],[role=listbox],[role=menu]') !== null;
}

function onKey(event: KeyboardEvent): void {
  // AltGr writes [ and ] on many keyboards; a key held down acts once, but walks on
  const altGr = event.getModifierState('AltGraph');
  if (event.defaultPrevented || event.isComposing || (event.altKey && !altGr)) return;
  if (event.repeat && !/^[jk]$/i.test(event.key)) return;
  const name = nameOf(event);
  const typing = isTyping(event.target);
  const settings = keySettings.get();
  const sequence = before && performance.now() < before.until ? `${before.key} ${name}` : null;
  // a sequence before a single key (`g t` is never `t`), then the newest screen
  const bound = [...boundKeys.get()].reverse();
  const keysOf = (one: Bound): string => settings.own[one.id] ?? one.keys;
  for (const one of [...bound.filter((each) => keysOf(each) === sequence), ...bound.filter((each) => keysOf(each) === name)]) {
    const plain = !name.startsWith('mod+') && name.length === 1;
    if ((typing && !one.typing) || (inDialog(event) && !one.typing) || (plain && !settings.letters)) continue;
    event.preventDefault();
    // a key of its own may also begin a sequence, and there is first something to read: `o`, then `o 1`
    before = { key: name, until: Infinity };
    one.run.current(event);
    return;
  }
  before = typing ? null : { key: name, until: performance.now() + SEQUENCE_MS };
}

let listening = false;

/**
 * Binds a key while the component is on the page. `typing: true` also works inside a text box (Ctrl+Enter). The key appears in the cheat
 * sheet and can be changed in My settings.
 */
export function useKey(line: KeyLine & { id: KeyId; typing?: boolean; when?: boolean }, run: (event: KeyboardEvent) => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const { id, keys, label, group, typing = false, when = true } = line;
  useEffect(() => {
    if (!when) return;
    if (!listening) window.addEventListener('keydown', onKey);
    listening = true;
    const bound: Bound = { id, keys, label, group, typing, run: latest };
    boundKeys.set([...boundKeys.get(), bound]);
    return () => boundKeys.set(boundKeys.get().filter((one) => one !== bound));
  }, [id, keys, label, group, typing, when]);
}
