import type { View } from '../../api/client';
import type { Agreed } from '../../drafts/steps';

type Body = View<'LogComplaint'>;
type Spoken = NonNullable<Body['speak']>;

const SPOKEN: readonly Spoken[] = ['en', 'de', 'es', 'fr', 'ar'];

/** The form as it is typed; also what the draft keeps. */
export interface LogForm {
  readonly channel: Body['channel'];
  /** What was typed into "Who is it?". */
  readonly who: string;
  /** The customer chosen from the matches. */
  readonly customer: { readonly id: string; readonly name: string | null; readonly language?: string | null } | null;
  readonly anonymous: boolean;
  readonly text: string;
  readonly touchPoint: string | null;
  readonly severity: Body['severity'] | null;
  readonly mood: NonNullable<Body['mood']>;
  readonly wants: NonNullable<Body['wants']>;
  readonly holds: NonNullable<Body['holds']>;
  readonly language: string | null;
  /** The ticket this belongs to, where it is no new matter. */
  readonly addTo: { readonly id: string; readonly number: number } | null;
  readonly order: string;
  /** When the customer hears from us, as it was typed, and the instant that was understood. */
  readonly promise: string;
  readonly promiseAt: string | null;
  readonly contactBy: Agreed['contactBy'];
  readonly fixed: {
    readonly summary: string;
    readonly kind: View<'FixDto'>['kind'];
    readonly fault: View<'FixDto'>['fault'];
    readonly cause: string;
    readonly apology: boolean;
  } | null;
  readonly startedAt: string | null;
  readonly keystrokes: number;
  readonly callId: string | null;
  readonly holdSeconds: number | null;
}

export function emptyForm(channel: Body['channel']): LogForm {
  return {
    channel,
    who: '',
    customer: null,
    anonymous: false,
    text: '',
    touchPoint: null,
    severity: null,
    mood: 'calm',
    wants: [],
    holds: [],
    language: null,
    addTo: null,
    order: '',
    promise: '',
    promiseAt: null,
    contactBy: null,
    fixed: null,
    startedAt: null,
    keystrokes: 0,
    callId: null,
    holdSeconds: null,
  };
}

export type Missing = 'who' | 'text' | 'touchPoint' | 'fixSummary' | 'promise';

/** What is still missing, in the order of the form; nothing else is ever required. */
export function missingIn(form: LogForm): Missing[] {
  const missing: Missing[] = [];
  if (!form.anonymous && form.customer === null && form.who.trim() === '' && form.addTo === null) missing.push('who');
  if (form.text.trim() === '') missing.push('text');
  if (form.touchPoint === null) missing.push('touchPoint');
  if (form.fixed !== null && form.fixed.summary.trim().length < 20) missing.push('fixSummary');
  if (mayPromise(form) && form.promise.trim() !== '' && form.promiseAt === null) missing.push('promise');
  return missing;
}

/** One box takes a number, an address, an order or a name; this says which it is. */
export function readWho(who: string): { phone?: string; email?: string; name?: string } {
  const typed = who.trim();
  if (typed === '') return {};
  if (typed.includes('@')) return { email: typed };
  if (/^\+?[\d\s()./-]{6,}$/.test(typed)) return { phone: typed };
  return { name: typed };
}

/** In which the caller is spoken to: their own language where it is known and the desk speaks it, else the one of the page. */
export function spokenTo({ language, customer }: LogForm, ofPage: string): Spoken {
  const base = (tag?: string | null): Spoken | undefined => SPOKEN.find((one) => one === tag?.toLowerCase().split('-')[0]);
  return base(language) ?? base(customer?.language) ?? base(ofPage) ?? 'en';
}

/** Somebody to whom one speaks now can be promised the next news, as long as there is something to be done. */
export function mayPromise({ channel, fixed }: LogForm): boolean {
  return fixed === null && (channel === 'phone' || channel === 'in_person');
}

/** What was agreed beside the complaint itself; null where nothing was. `note` is the sentence for the history of the ticket. */
export function agreedIn(form: LogForm, note: string): Agreed | null {
  const { channel, promiseAt, anonymous } = form;
  const contactBy = anonymous ? null : form.contactBy;
  const isLive = channel === 'phone' || channel === 'in_person';
  const promise = promiseAt !== null && isLive && mayPromise(form) ? { at: promiseAt, channel, note } : null;
  return contactBy === null && promise === null ? null : { contactBy, promise };
}

/** Whether something stands behind "More". */
export function hasMore({ holds, language, order, promise, contactBy }: LogForm): boolean {
  return holds.length > 0 || language !== null || order.trim() !== '' || promise.trim() !== '' || contactBy !== null;
}

const HELPERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead'];

/**
 * Whether a key that was pressed counts as work besides the text (domain.md 9.2): not what writes the text, not a key that only helps another one,
 * not one that is held down.
 */
export function countsAsKey(pressed: { key: string; inText: boolean; ctrlKey: boolean; metaKey: boolean; repeat: boolean }): boolean {
  if (pressed.repeat || HELPERS.includes(pressed.key)) return false;
  return (
    !pressed.inText ||
    pressed.key === 'Tab' ||
    pressed.key === 'Escape' ||
    (pressed.key === 'Enter' && (pressed.ctrlKey || pressed.metaKey))
  );
}

/** The body of `POST /complaints`. Only for a form in which nothing is missing. `ofPage` is its language, `orderLine` the line of words that names the order. */
export function bodyOf(form: LogForm, ofPage: string, orderLine = form.order.trim()): Body {
  const { fixed } = form;
  const isNamed = form.order.trim() === '' || form.text.includes(form.order.trim());
  return {
    channel: form.channel,
    text: isNamed ? form.text.trim() : `${form.text.trim()}\n\n${orderLine}`,
    speak: spokenTo(form, ofPage),
    touchPoint: form.touchPoint ?? 'unsure',
    mood: form.mood,
    ...(form.anonymous ? { anonymous: true } : { customer: form.customer ? { id: form.customer.id } : readWho(form.who) }),
    ...(form.severity ? { severity: form.severity } : {}),
    ...(form.wants.length > 0 ? { wants: form.wants } : {}),
    ...(form.holds.length > 0 ? { holds: form.holds } : {}),
    ...(form.language ? { language: form.language } : {}),
    ...(form.addTo ? { ticket: form.addTo.id } : {}),
    ...(form.startedAt ? { startedAt: form.startedAt, keystrokes: form.keystrokes } : {}),
    ...(form.callId ? { callId: form.callId } : {}),
    ...(form.holdSeconds !== null ? { holdSeconds: form.holdSeconds } : {}),
    ...(fixed
      ? {
          fix: {
            kind: fixed.kind,
            summary: fixed.summary.trim(),
            decision: 'upheld',
            fault: fixed.fault,
            cause: fixed.cause,
            apology: fixed.apology ? { given: true } : { given: false, why: 'not said yet' },
          },
        }
      : {}),
  };
}

/** Whether there is anything in it worth keeping. */
export function isTouched(form: LogForm): boolean {
  return form.who.trim() !== '' || form.text.trim() !== '' || form.customer !== null || form.fixed !== null || hasMore(form);
}
