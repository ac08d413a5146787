import type { View } from '../../api/client';

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
    fixed: null,
    startedAt: null,
    keystrokes: 0,
    callId: null,
    holdSeconds: null,
  };
}

export type Missing = 'who' | 'text' | 'touchPoint' | 'fixSummary';

/** What is still missing, in the order of the form; nothing else is ever required. */
export function missingIn(form: LogForm): Missing[] {
  const missing: Missing[] = [];
  if (!form.anonymous && form.customer === null && form.who.trim() === '' && form.addTo === null) missing.push('who');
  if (form.text.trim() === '') missing.push('text');
  if (form.touchPoint === null) missing.push('touchPoint');
  if (form.fixed !== null && form.fixed.summary.trim().length < 20) missing.push('fixSummary');
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

/** The body of `POST /complaints`. Only for a form in which nothing is missing. */
export function bodyOf(form: LogForm, ofPage: string): Body {
  const { fixed } = form;
  return {
    channel: form.channel,
    text: form.text.trim(),
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
  return form.who.trim() !== '' || form.text.trim() !== '' || form.customer !== null || form.fixed !== null;
}
