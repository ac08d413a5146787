import type { Call } from './use-act';

/** What a small form asks, and what was typed: everything as text, '' where nothing was. */
export type Values = Readonly<Record<string, string>>;

export interface Field {
  readonly name: string;
  readonly as: 'words' | 'line' | 'choice' | 'when' | 'score' | 'yesNo' | 'staff' | 'cause' | 'gesture' | 'gift' | 'money';
  readonly options?: readonly string[];
  /** Words of the options: `options.<of>.<value>`; default the field's own name. */
  readonly of?: string;
  readonly optional?: boolean;
  readonly first?: string;
  readonly when?: (values: Values) => boolean;
}

export interface StepForm {
  /** Words: `forms.<key>.title`, `.act`, `.more`. */
  readonly key: string;
  readonly fields: readonly Field[];
  readonly send: (values: Values) => Call;
}

/** Which fields the form asks now, given what was chosen. */
export function fieldsNow(fields: readonly Field[], values: Values): readonly Field[] {
  return fields.filter(({ when }) => when === undefined || when(values));
}

/** The first field that still needs something; null when all is there. */
export function firstMissing(fields: readonly Field[], values: Values): string | null {
  const missing = fieldsNow(fields, values).find(({ name, optional = false }) => !optional && (values[name] ?? '').trim() === '');
  return missing?.name ?? null;
}

/** One of the words the desk knows; what is none of them is the first. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T, value: string | undefined): T[number] {
  return words.find((word) => word === value) ?? words[0];
}

/** What was typed, or undefined where nothing was. */
export function given(value: string | undefined): string | undefined {
  const typed = (value ?? '').trim();
  return typed === '' ? undefined : typed;
}
