/** Telling a "thanks!" on a closed ticket from the matter coming back (edges 31 and 32). In doubt the ticket opens again. */

const MOST_WORDS = 12;

const THANKS =
  /\b(thanks?|thank|thx|ty|cheers|great|perfect|excellent|wonderful|brilliant|lovely|appreciated?|super|danke|dank|merci|gracias|grazie|obrigad[oa]|bedankt|tack|takk|tak|kiitos|dziękuję|dzięki)(?![\p{L}\p{N}])/u;

/** Said in a friendly way and yet with a negative word in it. */
const FRIENDLY_NO =
  /\b(no (problem|worries|rush|need to (reply|answer))|not a problem|can(no|')?t thank you enough|couldn't be happier)\b/gu;

const NEGATIVE = new RegExp(
  [
    "n't\\b",
    '\\b(?:no|not|none|nothing|never|nobody|cannot|dont|doesnt|isnt|wont|cant|without)\\b',
    '\\b(?:but|however|still|again|yet|although|except|unless|until|only)\\b',
    '\\b(?:bad|worse|worst|wrong|broken|broke|fail\\w*|fault\\w*|leak\\w*|late|slow|poor|rude|problem\\w*|issue\\w*|error\\w*|missing)\\b',
    '\\b(?:terrible|awful|horrible|useless|ridiculous|joke|disgrace\\w*|shame\\w*|disappoint\\w*|unhappy|angry|upset|sad|sorry|waste\\w*)\\b',
    '\\b(?:refund\\w*|complain\\w*|lawyer|sue|cancel\\w*|wait\\w*)\\b',
    '\\b(?:nicht|nichts|nie|kein\\w*|aber|wieder|immer noch|leider|kaputt|pas|rien|jamais|mais|encore|nada|nunca|pero|niente|mai|ma|niet|maar)\\b',
  ].join('|'),
  'u',
);

/**
 * Is this mail only a thank-you? At most twelve words, a word of thanks, no question mark and no negative word.
 * `text` is what the customer wrote, without the quoted part of the mail.
 */
export function isJustThanks(text: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").trim();
  const words = plain.match(/[\p{L}\p{N}']+/gu) ?? [];
  if (words.length === 0 || words.length > MOST_WORDS || /[?؟？]/.test(plain)) return false;
  return THANKS.test(plain) && !NEGATIVE.test(plain.replace(FRIENDLY_NO, ' '));
}
