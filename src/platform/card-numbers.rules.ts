/**
 * Numbers of payment cards in what people type or write: they are shortened at the door, so that none is kept anywhere (edge 127). A number counts as one
 * when it begins and is as long as those of a card network, and its last digit fits (Luhn, ISO/IEC 7812-1). The last four digits stay, as PCI DSS 3.4 allows:
 * whoever reads it sees which card was meant, and that something was taken out.
 */

/** Digits in a row, or in groups with one blank, dash or dot between; no part of a name. */
const RUN = /(?<![\p{L}\d])\d(?:[ \u00a0.-]?\d)+(?![\p{L}\d])/gu;
/** How the numbers of the networks begin, with their length: Diners, American Express, Visa, Mastercard, Discover, JCB, UnionPay. */
const NETWORKS: readonly RegExp[] = [
  /^3(?:0[0-5]|[68])\d{11,12}$/,
  /^3[47]\d{13}$/,
  /^4\d{15}$/,
  /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)\d+$/,
  /^(?:6011|64[4-9]|65)\d+$/,
  /^35(?:2[89]|[3-8])\d+$/,
  /^62\d+$/,
];
const LONG = 16;
/** The longest first: what is left over belongs to something else, such as the date after it. */
const LENGTHS = [LONG, 15, 14];

/** The text with `[card …1234]` in the place of each card number; never longer than before. */
export function withoutCardNumbers(text: string): string {
  return text.replace(RUN, (run) => {
    let [shown, rest] = ['', run];
    while (rest !== '') {
      const card = cardAtStart(rest);
      const taken = card ?? rest.slice(0, (/^\d+\D?/.exec(rest)?.[0] ?? rest).length);
      shown += card === null ? taken : `[card …${card.replace(/\D/g, '').slice(-4)}]`;
      rest = rest.slice(taken.length);
      if (card !== null && rest !== '') [shown, rest] = [shown + rest.slice(0, 1), rest.slice(1)];
    }
    return shown;
  });
}

/** The card number that a run of digits begins with, with the marks in it; it ends where a group of digits ends. */
function cardAtStart(run: string): string | null {
  for (const length of LENGTHS) {
    const found = new RegExp(`^\\d(?:\\D?\\d){${String(length - 1)}}(?!\\d)`).exec(run)?.[0];
    if (found !== undefined && isCardNumber(found.replace(/\D/g, ''))) return found;
  }
  return null;
}

function isCardNumber(digits: string): boolean {
  return NETWORKS.some((network, index) => network.test(digits) && (index < 2 || digits.length === LONG)) && luhn(digits);
}

/** Every second digit from the right but one is doubled; the sum of all digits ends in nought. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
