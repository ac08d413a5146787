import { readMoney } from '../../ui/money.rules';

/** A box of a small form. `required` is the sentence when it is left empty. */
interface Common {
  readonly name: string;
  readonly label: string;
  readonly more?: string;
  readonly start?: string;
  readonly required?: string;
}
export type Field =
  | (Common & { readonly kind: 'words' | 'line' })
  | (Common & { readonly kind: 'money'; readonly currency: string; readonly unreadable: string })
  | (Common & { readonly kind: 'count'; readonly unreadable: string })
  | (Common & { readonly kind: 'choice'; readonly data: readonly { readonly value: string; readonly label: string }[] })
  | (Common & { readonly kind: 'choices'; readonly data: readonly { readonly value: string; readonly label: string }[] })
  | (Common & { readonly kind: 'flag' });

/** What stands in the boxes, by name; flags are `yes` or empty, several choices are parted by commas. */
export type Answers = Readonly<Record<string, string>>;

export function emptyAnswers(fields: readonly Field[]): Answers {
  return Object.fromEntries(fields.map(({ name, start }) => [name, start ?? '']));
}

/** What is wrong with a box, in a sentence; null where nothing is. */
export function wrongIn(field: Field, answers: Answers): string | null {
  const typed = (answers[field.name] ?? '').trim();
  if (typed === '') return field.required ?? null;
  if (field.kind === 'money') return readMoney(typed, field.currency) === null ? field.unreadable : null;
  if (field.kind === 'count') return /^\d{1,7}$/.test(typed) ? null : field.unreadable;
  return null;
}

/** What was typed, without spaces around it; undefined where nothing was, so that the body leaves it out. */
export function wordsIn(answers: Answers, name: string): string | undefined {
  const typed = (answers[name] ?? '').trim();
  return typed === '' ? undefined : typed;
}

/** An amount that `wrongIn` has let pass; undefined where none was typed. */
export function moneyIn(answers: Answers, name: string, currency: string): number | undefined {
  return readMoney(answers[name] ?? '', currency) ?? undefined;
}

/** Several choices as a list, only those that may be chosen. */
export function choicesIn<Choice extends string>(answers: Answers, name: string, all: readonly Choice[]): Choice[] {
  const chosen = (answers[name] ?? '').split(',');
  return all.filter((one) => chosen.includes(one));
}

/** One choice of a closed list; undefined where none was made. */
export function choiceIn<Choice extends string>(answers: Answers, name: string, all: readonly Choice[]): Choice | undefined {
  return all.find((one) => one === answers[name]);
}
