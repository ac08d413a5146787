import { withoutCardNumbers } from '../platform/card-numbers.rules';

/** Strangers' text on its way into the desk: what the database cannot hold and what could pretend to be something else is taken out. */

/** NUL and other control characters, but not tab and line feed. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;
/** Characters that turn the direction of writing: "gpj.exe" shown as "exe.jpg". And those that show nothing. */
const TURNING = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text of several lines: line feeds only, no control characters, no half characters, no card numbers, no empty lines around it. */
export function cleanText(raw: string): string {
  return withoutCardNumbers(raw.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed()).trim();
}

/** One line, at most `max` characters: for subjects, names and file names. A line break in it is only a space. */
export function cleanLine(raw: string, max = 200): string {
  const line = raw
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(TURNING, '')
    .toWellFormed()
    .trim();
  return cut(line, max);
}

/** What a long mail is cut to on screen; the original stays in the database. */
const CUT_NOTE = '\n\n[The rest of this message was cut off here. The original is kept.]';

/** At most `max` characters, and a sentence about it where something was cut. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : `${cut(text, max - CUT_NOTE.length)}${CUT_NOTE}`;
}

/** Never cuts a character in two. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}
