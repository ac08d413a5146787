/** Words of advertising, in five languages. Messages about a complaint and surveys carry none (domain.md 6.2; PECR, CAN-SPAM: 2.2). */

/** As whole words; `\b` knows only the letters of English. */
function words(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');
}

const ADVERTS: readonly RegExp[] = [
  words(
    '(?:special )?offers?|discounts?|buy(?: now)?|shop now|(?:on )?sale|coupons?|promo(?:tions?)?|vouchers?|deals?|bargains?|newsletters?',
  ),
  words('subscribe|limited time|free trial|(?:\\d+ ?)?% off'),
  words(
    '(?:sonder)?angebot(?:e|en|s|es)?|rabatt(?:e|en|s|es)?|(?:jetzt )?kaufen|sonderpreise?n?|schnäppchen|ausverkauf|gutschein(?:e|en|s|es)?',
  ),
  words('sparen sie|abonnieren|\\d+ ?% (?:billiger|günstiger)|werbung|werbeaktion(?:en)?'),
  words(
    'ofertas?|descuentos?|comprar|compre|compra ahora|rebajas?|promoci(?:ón|ones)|cup(?:ón|ones)|gangas?|vales? de (?:compra|descuento)',
  ),
  words('suscríb\\p{L}+|boletín|ahorre|aproveche (?:ahora|ya|nuestr\\p{L}+)'),
  words("offres?(?: spéciales?)?|remises?|réductions?|achetez|acheter|promotions?|soldes|bons? d'achat|bons plans?"),
  words('abonnez-vous|profitez|économisez'),
  // Small words such as "and" and "with" are written together with the next one.
  words(
    '[وفبكل]*(?:ال)?(?:عروض|خصم|خصومات|تخفيض\\p{L}*|تنزيلات|قسيم\\p{L}*|كوبون\\p{L}*|ترويج\\p{L}*|تسوق\\p{L}*)|[وف]*عرض خاص|[وف]*[اإ]شتر(?:وا|ي|ى)?',
  ),
];

const MARKS = /[\u064B-\u0652\u0640]/g;

/** Words of advertising in a text, in the order of the text, each once, whatever language the text says it is in. Variables are not read. */
export function advertWords(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .replace(/\{\{\w*\}\}/g, ' ')
    .replace(MARKS, '')
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ');
  const hits = ADVERTS.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map((match) => ({ at: match.index, word: match[0].toLowerCase() })),
  );
  return [...new Set(hits.sort((a, b) => a.at - b.at).map(({ word }) => word))];
}
