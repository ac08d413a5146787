import { direction } from './language.rules';

/** Plain text into simple HTML (R3). */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** A code that stands out in the text, and the inline picture of it. */
export interface ShownCode {
  text: string;
  cid: string;
}

/**
 * The text as a small HTML page: paragraphs and line breaks, nothing else. Only `link`, our own, becomes a link; what customers wrote never does. Below
 * the paragraph that holds the code stands its picture.
 */
export function htmlOf(text: string, language: string, link: string | null, code: ShownCode | null = null): string {
  const body = text
    .split(/\n{2,}/)
    .map((paragraph) => {
      const inside = withLink(escapeHtml(paragraph), link).replaceAll('\n', '<br>\n');
      return code !== null && paragraph.includes(code.text) ? withCode(inside, code) : `<p>${inside}</p>`;
    })
    .join('\n');
  return `<!doctype html>\n<html lang="${escapeHtml(language)}" dir="${direction(language)}">\n<head><meta charset="utf-8"></head>\n<body>\n${body}\n</body>\n</html>\n`;
}

function withLink(escaped: string, link: string | null): string {
  if (!link) return escaped;
  const shown = escapeHtml(link);
  return escaped.replaceAll(shown, () => `<a href="${shown}">${shown}</a>`);
}

function withCode(inside: string, { text, cid }: ShownCode): string {
  const large = inside.replaceAll(text, `<strong style="font-size:1.5em;letter-spacing:0.05em">${text}</strong>`);
  return `<p>${large}</p>\n<p><img src="cid:${cid}" alt="The same code as a picture for scanning" width="200" height="200"></p>`;
}
