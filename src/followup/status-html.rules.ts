import { direction } from '../templates/language.rules';
import { STATUS_LANGUAGES, statusWords } from './words/status-languages.rules';

/** The frame of the customer's pages and the small pieces they are made of. Everything that is shown goes through `escape`. */

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/** `{name}` filled in, and the whole escaped. What a value holds is never read as a slot again. */
export function said(words: string, values: Readonly<Record<string, string>> = {}): string {
  return escape(words.replace(/\{([a-z]+)\}/g, (slot, name: string) => values[name] ?? slot));
}

/** `id` is where a link may lead to. */
export function section(title: string, inside: string, id: string | null = null): string {
  return `<section${id === null ? '' : ` id="${id}"`}><h2>${escape(title)}</h2>${inside}</section>`;
}

export function field(id: string, name: string, label: string, isRequired: boolean, dir = ''): string {
  return `<label for="${id}"${dir}>${escape(label)}</label><textarea id="${id}" name="${name}" rows="3" dir="auto"${isRequired ? ' required' : ''} maxlength="5000"></textarea>`;
}

/** `about` is the id of what it belongs to, where several of them look alike. */
export function button(text: string, isQuiet = false, about: string | null = null): string {
  return `<p><button${isQuiet ? ' class="quiet"' : ''}${about === null ? '' : ` aria-describedby="${about}"`}>${escape(text)}</button></p>`;
}

/** Links to the same page in the other languages; they are followed with GET and change nothing. */
export function languageLinks(path: string, language: string): string {
  const links = STATUS_LANGUAGES.filter((one) => one !== language).map(
    (one) =>
      `<a href="${escape(path)}?lang=${one}" lang="${one}" hreflang="${one}" dir="${direction(one)}">${escape(statusWords(one).name)}</a>`,
  );
  return `<nav class="languages" aria-label="${escape(statusWords(language).languages)}">${links.join(' ')}</nav>`;
}

export function htmlDocument(language: string, title: string, body: string, after = ''): string {
  return `<!doctype html><html lang="${language}" dir="${direction(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escape(title)}</title><link rel="stylesheet" href="/assets/desk.css"></head><body><main class="status">${body}</main>${after}</body></html>`;
}
