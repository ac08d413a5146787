import { Invalid } from '../errors';

const DEEPEST = 20;

/**
 * PostgreSQL stores neither NUL nor half a surrogate pair, and nobody writes a form 20 levels deep: say so before anything is done.
 * A field named as something that every object has (`constructor`, `toString`) would pass the check for unknown fields, so it is refused here.
 */
export function checkBody(value: unknown, depth = 0): void {
  if (depth > DEEPEST) throw new Invalid(`The request is nested too deeply (more than ${String(DEEPEST)} levels).`);
  if (typeof value === 'string') checkText(value);
  else if (Array.isArray(value)) for (const entry of value) checkBody(entry, depth + 1);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      checkText(key);
      if (key in Object.prototype) throw new Invalid(`${key} is not a field of this request.`);
      checkBody(entry, depth + 1);
    }
  }
}

function checkText(text: string): void {
  if (text.includes('\0')) throw new Invalid('The request holds a NUL character. Remove it and send again.');
  if (!text.isWellFormed()) throw new Invalid('The request holds a broken character (half of a surrogate pair). Remove it and send again.');
}
