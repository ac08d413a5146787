/** Text into header values that cannot break out of their line (R3). */

/** One line without control characters. */
export function headerText(text: string): string {
  const spaced = [...text].map((char) => ((char.codePointAt(0) ?? 0) < 32 || char === '\u007f' ? ' ' : char));
  return spaced.join('').replace(/ {2,}/g, ' ').trim();
}

/** A mail address that may stand in a header and in an SMTP command: nothing that could end the line or begin another address. */
export function isSafeAddress(address: string): boolean {
  return address.length <= 320 && /^[^\s@<>(),;:"\\[\]\p{C}]+@[^\s@<>(),;:"\\[\]\p{C}]+$/u.test(address);
}

const FOOT: Readonly<Record<string, string>> = {
  en: 'What you hear from us is up to you',
  de: 'Sie entscheiden, was Sie von uns hören',
  es: 'Usted decide lo que recibe de nosotros',
  fr: 'Vous choisissez ce que vous recevez de nous',
  ar: 'أنتم تقررون ما يصلكم منا',
};

/** The last lines of a mail, set apart by the signature mark that mail programs know. `link` opens the customer's own page. */
export function footOf(link: string, language: string): string {
  const words = FOOT[language.toLowerCase().split('-')[0] ?? ''] ?? FOOT['en'] ?? '';
  return `\n\n-- \n${words}: ${link}`;
}
