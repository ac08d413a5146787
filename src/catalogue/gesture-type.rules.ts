import { MINOR_PER_UNIT } from '../lifecycle/severity.rules';
import type { GestureTypeFacts } from './gesture-type-facts.rules';
import { GESTURE_KINDS, isMoney, OWED_KINDS } from './gesture-type-facts.rules';
import { conditionProblem } from '../templates/template-words.rules';

/** What may stand in the catalogue. */

/** Less money than this can please less than a plain thank-you. */
const MONEY_FLOOR_MINOR = 5 * MINOR_PER_UNIT;
const MONEY_FLOOR_SHARE = 0.05;

/** The least a gift of money may be worth, with a known price a share of it. */
export function moneyFloorMinor(priceMinor: number | null): number {
  return Math.max(MONEY_FLOOR_MINOR, Math.ceil((priceMinor ?? 0) * MONEY_FLOOR_SHARE));
}

/** Everything wrong with a type somebody puts into the catalogue, one sentence each; none where it may stand there (R3, R5, R6). */
export function catalogueProblems(type: GestureTypeFacts): string[] {
  const amounts = [type.costMinor, type.faceMinor, type.leadMinutes, type.offerDays];
  const rate = type.redemptionRate;
  const problems: (string | null)[] = [
    OWED_KINDS.includes(type.kind) ? 'What the customer is owed belongs to the fix; it is never a gift.' : null,
    !OWED_KINDS.includes(type.kind) && !GESTURE_KINDS.some((kind) => kind === type.kind)
      ? `There is no kind of gift called "${type.kind}".`
      : null,
    type.name.trim() === '' ? 'Give it a name.' : null,
    amounts.some((amount) => !Number.isSafeInteger(amount) || amount < 0)
      ? 'Cost, worth and times are whole numbers of zero or more.'
      : null,
    rate !== null && !(rate >= 0 && rate <= 1) ? 'The share that is used lies between 0 and 1.' : null,
    isMoney(type.class) && type.faceMinor < moneyFloorMinor(null) ? 'So little money can please less than a plain thank-you.' : null,
    type.validFrom && type.validTo && type.validTo.getTime() <= type.validFrom.getTime() ? 'Its last day lies before its first.' : null,
    conditionProblem(type.customerText),
  ];
  return problems.filter((problem) => problem !== null);
}
