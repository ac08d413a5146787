import { render, slotsOf } from './template.rules';

/** The word that we are late, as a part of another mail (domain.md 6.4). */

const ITS_OWN = ['promised', 'promise'];

/**
 * The sentences of the late note (`body`) that say what was promised and, where there is one, the new time; so whoever changes that note changes this part
 * too. '' where the note names neither.
 */
export function latePart(body: string, values: Readonly<Record<string, string | null>>): string {
  const own = body.split(/\n{2,}/).filter((paragraph) => slotsOf(paragraph).some((name) => ITS_OWN.includes(name)));
  return render(own.join('\n\n'), values, new Set(ITS_OWN)).text;
}

/** Puts it behind the greeting of a mail. What followed the greeting begins a sentence of its own then, as far as it is the template's own word. */
export function withPart(body: string, text: string, part: string): string {
  if (part === '') return text;
  if (!body.trimStart().startsWith('{{greeting}}')) return `${part}\n\n${text}`;
  const [greeting = '', ...rest] = text.split('\n\n');
  const isOurs = !(body.trim().split(/\n{2,}/)[1] ?? '{{').startsWith('{{');
  const after = rest.join('\n\n');
  return [greeting, part, isOurs ? after.charAt(0).toUpperCase() + after.slice(1) : after].join('\n\n');
}
