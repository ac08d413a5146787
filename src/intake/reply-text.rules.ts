/** What a person wrote in a reply, without the mail it answers. In doubt nothing is cut; the original is kept anyway. */

/** "On Mon, 3 Jun 2026 at 10:00, Help <help@example.com> wrote:", in the languages that mail programs speak. */
const SAYS =
  /^(on|am|le|el|il|op|em|den|dne|w dniu)\b.{4,300}\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napsal|napisał)\b.{0,100}:$/i;
const ORIGINAL =
  /^-{2,} ?(original message|forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale) ?-{2,}$/i;
/** Outlook's line above the head of the mail it answers. */
const RULE = /^_{20,}$/;
const HEAD = /^(from|von|de|da|van|fra|från)\s*:\s*\S/i;

const isQuoted = (line: string): boolean => line.startsWith('>') || line === '';

/** Where the quoted part begins, or the number of lines where there is none. `lines` are trimmed at their end. */
function quoteStart(lines: readonly string[]): number {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const next = lines[at + 1] ?? '';
    if (ORIGINAL.test(line) || (RULE.test(line) && HEAD.test(next))) return at;
    const wrapped = SAYS.test(line) ? 1 : SAYS.test(`${line} ${next}`) && /^(on|am|le|el|il|op|em|den|dne|w)\b/i.test(line) ? 2 : 0;
    // Somebody who answers between the quoted lines is left alone.
    if (wrapped > 0 && lines.slice(at + wrapped).every(isQuoted)) return at;
  }
  let end = lines.length;
  while (end > 0 && isQuoted(lines[end - 1] ?? '')) end -= 1;
  return end;
}

/** The new part of a reply; the whole text where nothing would remain. */
export function newPartOf(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const kept = lines.slice(0, quoteStart(lines)).join('\n').trim();
  return kept === '' ? text.trim() : kept;
}
