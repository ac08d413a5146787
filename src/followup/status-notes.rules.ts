import { button, escape, htmlDocument, languageLinks } from './status-html.rules';
import { statusWords } from './words/status-languages.rules';

/** The short pages around the customer's page: a dead link, what a form could not do, and "look into your messages". */

/** Where a new link is asked for. */
export const NEW_LINK_PATH = '/public/status/new-link';

/** `path` is the dead page's own, for the links to other languages. */
export function deadLinkPage(language: string, path: string): string {
  const words = statusWords(language);
  const field = `<label for="contact">${escape(words.deadAsk)}</label><input id="contact" name="contact" dir="auto" autocomplete="email" required maxlength="200">`;
  const form = `<form method="post" action="${NEW_LINK_PATH}?lang=${language}">${field}${button(words.deadSend)}</form>`;
  const body = `<h1>${escape(words.deadTitle)}</h1><p class="state">${escape(words.dead)}</p>${form}`;
  return htmlDocument(language, words.deadTitle, body, languageLinks(path, language));
}

/** The same whether the address is known or not. */
export function linkSentPage(language: string): string {
  const words = statusWords(language);
  return htmlDocument(language, words.sentTitle, `<h1>${escape(words.sentTitle)}</h1><p class="state">${escape(words.sent)}</p>`);
}

/** The sentence of a refusal in the language of the page. */
export function whyNot(language: string, guard: string | null, sentence: string): string {
  const words = statusWords(language);
  const known = guard !== null && Object.hasOwn(words.problems, guard) ? words.problems[guard] : undefined;
  return known ?? (language === 'en' ? sentence : words.problem);
}

/** To somebody whose number it is now: nothing of the customer, and no way back. */
export function notMePage(language: string): string {
  const words = statusWords(language);
  return htmlDocument(language, words.notMeTitle, `<h1>${escape(words.notMeTitle)}</h1><p class="state">${escape(words.notMeDone)}</p>`);
}

/** Why a form did nothing. `guard` names it where we have words for it; in English `sentence` says the others. */
export function problemPage(language: string, guard: string | null, sentence: string, back: string): string {
  const words = statusWords(language);
  const why = whyNot(language, guard, sentence);
  const body = `<h1>${escape(words.problemTitle)}</h1><p class="problem">${escape(why)}</p><p><a href="${escape(back)}">${escape(words.back)}</a></p>`;
  return htmlDocument(language, words.problemTitle, body);
}
