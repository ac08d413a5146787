/** Words that make a gift a bargain (R5), language by language: a settlement, a withdrawn complaint, rights given up, praise, silence. */

/** A pattern as whole words; `\b` knows only the letters of English. The lists hold small letters and no vowel marks of Arabic. */
function words(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');
}

const GERMAN_CASE = '(?:beschwerde|reklamation|klage|anzeige|forderung)';
const GERMAN_RIGHTS = '(?:rechte|ansprüche|forderungen)';
const GERMAN = [
  words('(?:zur|als) (?:\\p{L}+ )?(?:abgeltung|abfindung)'),
  words(`${GERMAN_CASE} (?:\\p{L}+ )?zurück(?:zu)?(?:zieh|nehm|nimm)\\p{L}*`),
  words(`(?:zieh|nehm|nimm)\\p{L}* (?:sie |du )?(?:ihre|deine|die) ${GERMAN_CASE} (?:\\p{L}+ )?zurück`),
  words(`auf (?:\\p{L}+ ){0,2}${GERMAN_RIGHTS} (?:zu )?verzicht\\p{L}*`),
  words(`verzicht\\p{L}* (?:sie |du )?auf (?:\\p{L}+ ){0,2}${GERMAN_RIGHTS}`),
  words('keine (?:weiteren|anderen) (?:ansprüche|forderungen|beschwerden)'),
  words('(?:eine|ihre|deine|gute|positive) (?:[\\p{L}-]+ )?(?:[\\p{L}\\d-]+-)?(?:bewertung|rezension)'),
  words('(?:bewerten sie|bewerte|empfehlen sie|empfiehl) uns'),
  words(
    'im gegenzug|als gegenleistung|unter der (?:bedingung|voraussetzung)|vorausgesetzt,? (?:dass )?(?:sie|du)|nur,? (?:wenn|falls) (?:sie|du)',
  ),
];

const SPANISH_CASE = '(?:queja|reclamación|reclamo|denuncia|demanda)s?';
const SPANISH = [
  words('(?:liquidación|acuerdo|arreglo|pago|finiquito) (?:total y )?(?:final|definitiv[oa])'),
  words(`(?:retir|anul|cancel)\\p{L}+ (?:su|tu|la|el) ${SPANISH_CASE}|desist\\p{L}+ de (?:su|tu|la|el) ${SPANISH_CASE}`),
  words(`renunci\\p{L}+ a (?:\\p{L}+ ){0,3}(?:derechos?|reclamaciones|${SPANISH_CASE})`),
  words('(?:sin|ninguna|no haga|no hará) (?:más|otra|otras) (?:queja|reclamaci)\\p{L}*'),
  words('(?:una|su|tu|buena|deje|deja|escriba|escribe) (?:\\p{L}+ )?(?:reseña|valoración|calificación)'),
  words('(?:cinco|5) estrellas|valóranos|valórenos|califícanos|califíquenos|recomiéndanos|recomiéndenos'),
  words('a cambio de|(?:a|con la) condición de(?: que)?|siempre y cuando|s[oó]lo si (?:usted|tú|retir\\p{L}+|acept\\p{L}+)'),
  words('si (?:usted |tú )?(?:retira|renuncia|promete|borra|elimina|no (?:lo )?(?:publica|reclama|cuenta|denuncia))s?'),
];

const FRENCH_CASE = '(?:plainte|réclamation|demande|action)s?';
const FRENCH = [
  words('(?:pour|en) (?:solde|règlement) (?:de tout compte|définitif|intégral|complet)'),
  words(`retir\\p{L}+ (?:votre|ta|la|sa|cette) ${FRENCH_CASE}`),
  words(`renonc\\p{L}+ à (?:\\p{L}+ ){0,3}(?:droits?|recours|poursuites?|${FRENCH_CASE})`),
  words('aucune (?:autre )?(?:réclamation|plainte|poursuite)'),
  words('(?:laiss|écri|publi|donn|post)\\p{L}*(?:-nous)? (?:un|votre|ton) (?:\\p{L}+ )?(?:avis|commentaire)'),
  words('(?:bon|bel) avis|(?:avis|commentaire) (?:positif|favorable)|(?:cinq|5) étoiles'),
  words('(?:notez|évaluez|recommandez|note|évalue|recommande)-nous'),
  words(
    "en échange de|en échange d'\\p{L}+|en contrepartie|à (?:la )?condition (?:que|de|d'\\p{L}+)|pourvu que|(?:seulement|uniquement) si vous",
  ),
  words('si vous (?:retirez|renoncez|promettez|supprimez|effacez|ne (?:publiez|réclamez|portez|dites))'),
];

// Small words such as "and" and "with" are written together with the next one.
const ARABIC = [
  words('[وفبكل]*(?:ال)?تسوية (?:ال)?(?:نهائية|كاملة|شاملة)'),
  words('[وفبكل]*(?:ال)?(?:سحب|تسحب|يسحب|[اإ]سحب|تنازل|تتنازل|[اإ]لغاء|تلغي)\\p{L}* (?:عن )?(?:ال)?(?:شكو|مطالب|دعو|حق)\\p{L}*'),
  words('[وفبكل]*عدم (?:ال)?(?:مطالبة|شكوى|نشر)'),
  words('[وف]*(?:[اأ]ترك|[اأ]كتب)\\p{L}* (?:لنا )?(?:ال)?(?:تقييم|مراجعة)\\p{L}*|[وف]*قيمو?نا'),
  words('[وفبكل]*(?:ال)?تقييم\\p{L}* (?:ال)?(?:[اإ]يجابي|جيد|ممتاز)\\p{L}*|(?:خمس|5) نجوم'),
  words('(?<!(?:بدون|دون|بلا)(?: [اأ]ي)? )(?:في ال)?مقابل'),
  words('بشرط [اأ]ن|شريطة [اأ]ن|على شرط'),
  words('[وف]*[اإ]ذا (?:سحبت|تنازلت|حذفت|وعدت|لم تنشر)\\p{L}*'),
];

export const BARGAINS_ABROAD: readonly RegExp[] = [...GERMAN, ...SPANISH, ...FRENCH, ...ARABIC];
