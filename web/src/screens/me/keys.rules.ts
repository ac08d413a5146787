/** A command and the key it has now: one key (`j`), one with Ctrl or ⌘ (`mod+k`), or two after each other (`g q`). */
export interface Command {
  readonly id: string;
  readonly keys: string;
  /** Where it works: the words of its group. */
  readonly place: string;
}

/** What works wherever one stands. */
const SHARED = ['keys.everywhere', 'keys.go', 'keys.list'];
const ALONE = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Tab'];

/** What was pressed, in the console's own spelling; null for keys that cannot be a command. Alt and Ctrl+Shift belong to the browser and to typing. */
export function pressed(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}): string | null {
  const mod = event.ctrlKey || event.metaKey;
  if (ALONE.includes(event.key) || event.altKey || event.key === ' ' || (mod && event.shiftKey)) return null;
  if (event.key.length > 1) return `${mod ? 'mod+' : ''}${event.shiftKey ? 'shift+' : ''}${event.key}`;
  return mod ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** Whether both may be bound at the same time: on the same screen, or one of them everywhere. */
function meet(a: string, b: string): boolean {
  return a === b || SHARED.includes(a) || SHARED.includes(b);
}

/** The other command that would not be reached any more, or would keep this one from being reached; null where there is none. */
export function conflictOf<C extends Command>(commands: readonly C[], id: string, keys: string): C | null {
  const start = (text: string): string => text.split(' ')[0] ?? text;
  const here = commands.find((one) => one.id === id)?.place ?? '';
  return (
    commands.find(
      (one) =>
        one.id !== id &&
        meet(one.place, here) &&
        (one.keys === keys || (one.keys.includes(' ') && !keys.includes(' ') && start(one.keys) === keys)),
    ) ?? null
  );
}
