import { DateTime } from 'luxon';
import type { Fulfilment } from '../clocks/default-policy.rules';
import type { Role } from '../staff/role.rules';
import type { GestureClass, GestureTypeFacts } from './gesture-type-facts.rules';

/** The terms of a gesture type as the catalogue keeps them (domain.md 5.1). */

/** Language → text. */
export type Texts = Readonly<Record<string, string>>;

/** For whom it is meant; a missing list allows all. Customers with one of the marks in `excludedFlags` do not get it (edge 107). */
export interface Eligible extends Readonly<GestureTypeFacts['eligible']> {
  readonly excludedFlags?: readonly string[];
}

/** Money in the smallest unit of `currency`. */
export interface GestureTerms {
  name: string;
  customerText: Texts;
  reasonLine: Texts;
  class: GestureClass;
  kind: string;
  costMinor: number;
  faceMinor: number;
  currency: string;
  redemptionRate: number;
  needsSpend: boolean;
  needsAddress: boolean;
  needsContact: boolean;
  needsVisit: boolean;
  requiresNote: boolean;
  silent: boolean;
  roleMin: Role | null;
  eligible: Eligible;
  validFrom: Date | null;
  validTo: Date | null;
  offerDays: number;
  validityDays: number;
  fulfilment: Fulfilment;
  leadMinutes: number;
  combinable: boolean;
  /** For the books: how the gift is taxed, in the owner's words. */
  taxNote: string | null;
}

export type TypeStatus = GestureTypeFacts['status'];

/** What a type has where nobody says otherwise. */
export const PLAIN_TERMS = {
  reasonLine: {},
  redemptionRate: 1,
  needsSpend: false,
  needsAddress: false,
  needsContact: false,
  needsVisit: false,
  requiresNote: false,
  silent: false,
  roleMin: null,
  eligible: {},
  validFrom: null,
  validTo: null,
  offerDays: 14,
  validityDays: 365,
  leadMinutes: 0,
  combinable: false,
  taxNote: null,
} as const satisfies Partial<GestureTerms>;

/** The words for this language; else English, else whatever there is. Empty where there is no text at all. */
export function textIn(texts: Texts, language: string | null): string {
  const own = language === null ? undefined : (texts[language] ?? texts[language.split('-')[0] ?? '']);
  return own ?? texts['en'] ?? Object.values(texts)[0] ?? '';
}

/** The end of the local day that lies `days` days after `now`; a day that a change of clocks shortens or stretches ends when the calendar says so. */
export function endOfOffer(now: Date, days: number, zone: string): Date {
  return DateTime.fromJSDate(now, { zone }).plus({ days }).endOf('day').toJSDate();
}

/** The terms as the rules judge them. */
export function factsOf(code: string, status: TypeStatus, terms: GestureTerms): GestureTypeFacts {
  const { excludedFlags = [], ...eligible } = terms.eligible;
  const texts = [terms.name, ...Object.values(terms.customerText), ...Object.values(terms.reasonLine)];
  return {
    code,
    status,
    name: terms.name,
    class: terms.class,
    kind: terms.kind,
    costMinor: terms.costMinor,
    faceMinor: terms.faceMinor,
    currency: terms.currency,
    needsSpend: terms.needsSpend,
    needsAddress: terms.needsAddress,
    needsContact: terms.needsContact,
    needsVisit: terms.needsVisit,
    requiresNote: terms.requiresNote,
    silent: terms.silent,
    authorityRoleMin: terms.roleMin,
    fulfilment: terms.fulfilment,
    leadMinutes: terms.leadMinutes,
    combinable: terms.combinable,
    redemptionRate: terms.redemptionRate,
    offerDays: terms.offerDays,
    validFrom: terms.validFrom,
    validTo: terms.validTo,
    eligible,
    excludedFlags,
    customerText: texts.join('\n'),
  };
}
