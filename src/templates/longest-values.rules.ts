import { greeting } from './greeting.rules';
import { baseOf } from './language.rules';
import { type TemplateVariable, variablesOf } from './template.rules';
import type { TemplateChannel, TemplateKey } from './template-keys.rules';
import { readable, type Wording, wordingOf } from './variable-values.rules';

/** What a preview is filled with: every variable at about the longest that happens, in the language of the text. */

const NAME = 'Maximiliane Featherstonehaugh-Cholmondeley';
const OWNER = 'Wolfeschlegelstein';
const PLACE = 'Llanfairpwllgwyngyll Service Centre North-West';
const TOKEN = 'x'.repeat(43);
const LONGEST_MONEY = '123456789012 USD';
const DAYS_ONLY = ['lastDay', 'redressOn'];
const LONG_ZONES = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];

const STORY: Readonly<Record<string, string>> = {
  en: 'The car came back with the wrong tyres, the bill was twice what we had agreed on the phone, and nobody could tell me for three days where it was.',
  de: 'Das Auto kam mit den falschen Reifen zurück, die Rechnung war doppelt so hoch wie vereinbart, und drei Tage lang wusste niemand, wo es war.',
  es: 'El coche volvió con los neumáticos equivocados, la factura era el doble de lo acordado y durante tres días nadie supo decirme dónde estaba.',
  fr: 'La voiture est revenue avec les mauvais pneus, la facture était le double du prix convenu, et pendant trois jours personne n’a su me dire où elle était.',
  ar: 'عادت السيارة بإطارات خاطئة، وكانت الفاتورة ضعف ما اتفقنا عليه بالهاتف، ولم يستطع أحد خلال ثلاثة أيام أن يخبرني أين هي.',
};

const FIXED: Readonly<Record<string, string>> = {
  signature: `${OWNER}, ${PLACE}`,
  place: PLACE,
  owner: OWNER,
  number: 'R-1000000001',
  directLine: '+49 1512 345678901',
  code: 'WXYZ-WXYZ-WXYZ',
  checkCode: '888888',
  gesture: 'A free oil change and a full check of the car, on us, at any of our service centres',
  reason: 'You lost half a day because of us.',
  postalAddress: '12 Featherstonehaugh Street, Llanfair SY16 2LZ',
};

/** By the names of the variables. `language` is the template's tag. */
export function longestValues(key: TemplateKey, language: string, channel: TemplateChannel): Record<string, string> {
  return Object.fromEntries(variablesOf(key).map((variable) => [variable.name, longest(key, variable, language, wordingOf(channel))]));
}

function longest(key: TemplateKey, { name, type }: TemplateVariable, language: string, wording: Wording): string {
  if (name === 'greeting') return greeting(NAME, language);
  const fixed = FIXED[name];
  if (fixed !== undefined) return fixed;
  switch (type) {
    case 'link':
      return linkOf(key, wording);
    case 'date':
      return longestDate(language, wording, DAYS_ONLY.includes(name));
    case 'money':
      return readable('money', LONGEST_MONEY, 'UTC', language, wording) ?? '';
    case 'int':
      return '1000000';
    case 'text':
      return STORY[baseOf(language)] ?? STORY['en'] ?? '';
  }
}

function linkOf(key: TemplateKey, wording: Wording): string {
  if (key === 'staff_notice') return 'https://desk.example.com/tickets/R-1000000001';
  const end = wording === 'short' ? '?n=xxxxxx' : '';
  return `https://desk.example.com/${key === 'invitation' ? 'invite' : 's'}/${TOKEN}${end}`;
}

/** Looking through the nine last days of every month in four zones takes milliseconds, and every preview asks. */
const dates = new Map<string, string>();

function longestDate(language: string, wording: Wording, isDay: boolean): string {
  const key = `${language} ${wording} ${String(isDay)}`;
  const known = dates.get(key);
  if (known !== undefined) return known;
  const days = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0')).flatMap((month) =>
    Array.from({ length: 7 }, (_, day) => `2026-${month}-${String(day + 20)}`),
  );
  const all = days.flatMap((day) =>
    isDay
      ? [readable('date', day, 'UTC', language, wording) ?? '']
      : LONG_ZONES.map((zone) => readable('date', `${day}T10:30:00Z`, zone, language, wording) ?? ''),
  );
  const found = all.reduce((best, one) => (one.length > best.length ? one : best), '');
  dates.set(key, found);
  return found;
}
