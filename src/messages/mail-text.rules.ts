/** Plain text into simple HTML, and text into header values that cannot break out of their line (R3). */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/**
 * The text as a small HTML page: paragraphs and line breaks, nothing else. Only `link`, our own, becomes a link; what customers wrote never does.
 */
export function htmlOf(text: string, language: string, link: string | null): string {
  const body = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${withLink(escapeHtml(paragraph), link).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n');
  return `<!doctype html>\n<html lang="${escapeHtml(language)}">\n<head><meta charset="utf-8"></head>\n<body>\n${body}\n</body>\n</html>\n`;
}

function withLink(escaped: string, link: string | null): string {
  if (!link) return escaped;
  const shown = escapeHtml(link);
  return escaped.replaceAll(shown, () => `<a href="${shown}">${shown}</a>`);
}

/** One line without control characters. */
export function headerText(text: string): string {
  const spaced = [...text].map((char) => ((char.codePointAt(0) ?? 0) < 32 || char === '\u007f' ? ' ' : char));
  return spaced.join('').replace(/ {2,}/g, ' ').trim();
}

/** A mail address that may stand in a header and in an SMTP command: nothing that could end the line or begin another address. */
export function isSafeAddress(address: string): boolean {
  return address.length <= 320 && /^[^\s@<>(),;:"\\[\]\p{C}]+@[^\s@<>(),;:"\\[\]\p{C}]+$/u.test(address);
}
