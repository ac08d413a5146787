import { nameWords } from './greeting.rules';

/** What is known of the person who complains, with addresses normalised. */
export interface KnownOf {
  /** The customer a person has picked from the list, by id; then nothing else is guessed. */
  chosenId: string | null;
  name: string | null;
  email: string | null;
  /** E.164 */
  phone: string | null;
  extension: string | null;
  externalId: string | null;
  /** Typed by the public and proved by nothing: it gives nobody's record a further address, and a number alone finds nobody. */
  selfReported: boolean;
}

/** A customer who has one of the given addresses. Candidates come with the latest contact first. */
export interface Candidate {
  id: string;
  name: string | null;
  externalId: string | null;
  /** Picked by a person. */
  chosen: boolean;
  byExternalId: boolean;
  byEmail: boolean;
  byPhone: boolean;
  /** That of the phone number that matched. */
  extension: string | null;
  /** Has a live e-mail address, whichever. */
  hasEmail: boolean;
}

/**
 * The customer that these facts name for sure, or null (domain.md 9.3). First whom a person picked, then what the shop's own number says; then the e-mail address, of several
 * customers the one last active; then the phone number, where exactly one customer fits: a family or an office shares its number (edge 58).
 */
export function chooseCustomer(known: KnownOf, candidates: readonly Candidate[]): Candidate | null {
  if (known.chosenId !== null) return candidates.find((one) => one.chosen) ?? null;
  const fitting = candidates.filter((one) => !isAnotherRecord(known, one));
  return fitting.find((one) => one.byExternalId) ?? fitting.find((one) => one.byEmail) ?? choosePhone(known, fitting);
}

/** Two different numbers of the shop are two different customers, whatever address they share. */
function isAnotherRecord(known: KnownOf, one: Candidate): boolean {
  return known.externalId !== null && one.externalId !== null && known.externalId !== one.externalId;
}

function choosePhone(known: KnownOf, candidates: readonly Candidate[]): Candidate | null {
  if (known.selfReported) return null;
  const sharing = candidates.filter((one) => one.byPhone && !isAnotherDesk(known, one) && !(known.email !== null && one.hasEmail));
  const [only] = sharing;
  if (only && sharing.length === 1) return nameFit(known.name, only.name) === 'other' ? null : only;
  const named = sharing.filter((one) => nameFit(known.name, one.name) === 'same');
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Different extensions of one switchboard are different people. */
function isAnotherDesk(known: KnownOf, one: Candidate): boolean {
  return known.extension !== null && one.extension !== null && known.extension !== one.extension;
}

/** "Ann" and "Mrs Ann Brown" may be one person, "Ann" and "Bob" are two; without one of the names nobody can tell. */
function nameFit(a: string | null, b: string | null): 'same' | 'other' | 'unknown' {
  const [one, two] = [nameWords(a), nameWords(b)];
  if (one.length === 0 || two.length === 0) return 'unknown';
  return one.some((word) => two.includes(word)) ? 'same' : 'other';
}

/**
 * What makes a new customer the same new customer when two contacts arrive at once; null where nothing but a name is known, which proves nothing.
 * A shared phone number is no such thing by itself, so the name goes with it.
 */
export function claimKey(known: KnownOf): string | null {
  if (known.externalId !== null) return `external:${known.externalId}`;
  if (known.email !== null) return `email:${known.email}`;
  if (known.phone === null) return null;
  return `phone:${known.phone}:${known.extension ?? ''}:${nameWords(known.name).sort().join(' ')}`;
}
