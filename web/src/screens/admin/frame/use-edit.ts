import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { isProblem, type Problem } from '../../../api/problem';
import { useDraft } from '../../../drafts/drafts';
import { say } from '../../../ui/say';

/** A form on something that the desk keeps: what is typed, whether it differs, and how saving went. */
export interface Edit<T> extends Saving {
  readonly value: T;
  readonly change: (part: Partial<T>) => void;
  /** What is wrong with a field, from the first try to save on. */
  readonly wrong: (field: keyof T & string) => string | undefined;
}
export interface Saving {
  readonly dirty: boolean;
  readonly busy: boolean;
  /** What was typed before a reload or crash is back. */
  readonly restored: boolean;
  /** The refusal of the last try; null = none. */
  readonly refusal: unknown;
  /** Somebody else saved meanwhile; `current` in it is what holds now. */
  readonly conflict: Problem | null;
  /** True when nothing is wrong; otherwise the fields say so, and the first takes the focus. */
  readonly check: () => boolean;
  readonly save: () => Promise<boolean>;
  readonly reset: () => void;
  readonly keepMine: () => Promise<boolean>;
  readonly takeTheirs: () => void;
  readonly notNow: () => void;
  /** Whether leaving would lose something. */
  readonly holds: () => boolean;
}
interface EditOptions<T, Saved> {
  /** Name of the draft, `settings:<part>:<id>`: letters, digits, `:`, `_` and `-`. */
  readonly key: string;
  readonly stored: T;
  /** The version that `stored` was read with; 0 for something new. */
  readonly version: number;
  readonly problems?: (value: T) => Partial<Record<keyof T & string, string>>;
  readonly send: (value: T, version: number) => Promise<{ data?: Saved; error?: unknown }>;
  /** After it was taken: read anew, or go to what was made. Without `saved`: somebody else saved, and theirs is wanted. */
  readonly after: (saved: Saved | undefined) => Promise<unknown>;
}
interface Words<T> {
  readonly words: T | null;
  /** The version that was on the page when typing began. */
  readonly base: number | null;
}

interface State<T> {
  readonly busy: boolean;
  readonly tried: boolean;
  readonly problem: unknown;
  /** What the desk has taken, until it is read anew. */
  readonly taken: T | null;
}
const CALM = { busy: false, tried: false, problem: null, taken: null } as const;

/**
 * A form on something stored. What is typed survives reload and crash (a draft), is sent with the version it was begun on, and stays when
 * the desk refuses it.
 */
export function useEdit<T extends object, Saved>({ key, stored, version, problems, send, after }: EditOptions<T, Saved>): Edit<T> {
  const { t } = useTranslation('admin');
  const draft = useDraft<Words<T>>(key, { words: null, base: null });
  const [state, setState] = useState<State<T>>(CALM);
  const letGo = useRef(false);
  const value = state.taken ?? draft.value.words ?? stored;
  const dirty = draft.value.words !== null && JSON.stringify(draft.value.words) !== JSON.stringify(stored);
  const found: Partial<Record<string, string>> = problems?.(value) ?? {};
  const conflict = isProblem(state.problem) && state.problem.status === 409 && 'current' in state.problem ? state.problem : null;

  const check = (): boolean => {
    if (Object.keys(found).length === 0) return true;
    flushSync(() => setState({ ...state, tried: true }));
    document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
    return false;
  };
  const save = async (base = draft.value.base ?? version): Promise<boolean> => {
    if (state.busy || !check()) return false;
    setState({ ...CALM, busy: true, tried: true });
    const problem = await send(value, base).then(
      async ({ data, error }) => {
        if (error !== undefined) return error;
        letGo.current = true;
        draft.clear();
        setState({ ...CALM, busy: true, taken: value });
        await after(data);
        letGo.current = false;
        say(t('saved'));
        return null;
      },
      (error: unknown) => error,
    );
    setState({ ...CALM, tried: problem !== null, problem });
    return problem === null;
  };
  const reset = (): void => {
    draft.clear();
    setState(CALM);
  };
  return {
    value,
    change: (part) => draft.change({ words: { ...value, ...part }, base: draft.value.base ?? version }),
    wrong: (field) => (state.tried ? found[field] : undefined),
    dirty,
    busy: state.busy,
    restored: draft.restored && dirty,
    refusal: conflict ? null : state.problem,
    conflict,
    check,
    save: () => save(),
    reset,
    async keepMine() {
      const current = versionIn(conflict);
      draft.change({ words: value, base: current });
      return save(current);
    },
    takeTheirs() {
      reset();
      void after(undefined);
    },
    notNow: () => setState({ ...state, problem: null }),
    holds: () => dirty && !letGo.current,
  };
}

/** What the desk says holds now; 0 = there is none. */
function versionIn(conflict: Problem | null): number {
  const current = conflict?.current;
  if (typeof current !== 'object' || current === null || !('version' in current)) return 0;
  return typeof current.version === 'number' ? current.version : 0;
}
