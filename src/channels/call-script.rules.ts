import { DateTime } from 'luxon';
import { openFrom } from '../consent/window.rules';
import { callWords } from './call-words.rules';

/** The call after a serious complaint (S1, S2): what to say, and the hour at which the customer is likely to be there (domain.md 6.1, 6.8). */

export interface FollowUpCall {
  severity: 'S1' | 'S2' | 'S3' | 'S4';
  customerName: string | null;
  ref: string;
  /** What we did, in our own words. */
  fixSummary: string | null;
  gesture: string | null;
  /** IANA name of the customer's zone. */
  zone: string;
  /** When the customer called or wrote of their own accord, in any order. */
  ownContacts: readonly Date[];
  /** Tags of the languages to say it in, best first (`languageChain`). */
  languages: readonly string[];
  /** Do we know a number that may be called? */
  canBeCalled: boolean;
  now: Date;
}

const HOUR_MS = 3_600_000;
/** Where nothing is known: late morning, when most people can talk. */
const USUAL_HOUR = 11;

/** What to say, and from when on to call. The hour is the middle one of the customer's own contacts, moved into the hours in which we may call. */
export function followUpCall(call: FollowUpCall): { script: string; bestFrom: Date } {
  const hours = call.ownContacts.map((at) => wallHour(at, call.zone)).sort((a, b) => a - b);
  const wanted = hours[Math.floor((hours.length - 1) / 2)] ?? USUAL_HOUR;
  const ahead = (wanted - wallHour(call.now, call.zone) + 24) % 24;
  const at = new Date(call.now.getTime() + ahead * HOUR_MS);
  const ask = {
    class: 'service',
    channel: 'call',
    severity: 'S3',
    answeringSince: null,
    zones: [call.zone],
    holidays: () => false,
    now: at,
  } as const;
  return { script: scriptOf(call), bestFrom: openFrom(ask) };
}

function wallHour(at: Date, zone: string): number {
  return DateTime.fromJSDate(at, { zone }).hour;
}

function scriptOf({ severity, customerName, ref, fixSummary, gesture, languages, canBeCalled }: FollowUpCall): string {
  const words = callWords(languages);
  const lines = [
    canBeCalled ? null : words.noNumber,
    words.open(customerName, ref),
    severity === 'S1' ? words.safe : words.sorry,
    fixSummary === null ? null : words.did(fixSummary),
    words.ask,
    gesture === null ? null : words.gave(gesture),
    words.notRight,
  ];
  return lines.filter((line) => line !== null).join('\n\n');
}
