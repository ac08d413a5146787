import type { PushStep } from './push-step.rules';

/** What a step says to the customer where its sender gave no words of its own. */

type Sentences = Readonly<Record<PushStep, string>>;

const ENGLISH: Sentences = {
  ordered: 'The part is ordered.',
  picked_up: 'It was picked up.',
  in_work: 'It is being worked on.',
  ready: 'It is ready.',
  on_its_way: 'It is on its way.',
  delivered: 'It was delivered.',
  other: 'The work has moved on.',
};

const GERMAN: Sentences = {
  ordered: 'Das Teil ist bestellt.',
  picked_up: 'Es wurde abgeholt.',
  in_work: 'Es wird daran gearbeitet.',
  ready: 'Es ist fertig.',
  on_its_way: 'Es ist unterwegs.',
  delivered: 'Es wurde geliefert.',
  other: 'Die Arbeit ist weitergegangen.',
};

const SPANISH: Sentences = {
  ordered: 'La pieza está pedida.',
  picked_up: 'Se ha recogido.',
  in_work: 'Se está trabajando en ello.',
  ready: 'Está listo.',
  on_its_way: 'Está en camino.',
  delivered: 'Se ha entregado.',
  other: 'El trabajo ha avanzado.',
};

const FRENCH: Sentences = {
  ordered: 'La pièce est commandée.',
  picked_up: 'L’enlèvement est fait.',
  in_work: 'Le travail est en cours.',
  ready: 'C’est prêt.',
  on_its_way: 'C’est en route.',
  delivered: 'C’est livré.',
  other: 'Le travail a avancé.',
};

const ARABIC: Sentences = {
  ordered: 'طلبنا القطعة.',
  picked_up: 'تم الاستلام للنقل.',
  in_work: 'العمل جار عليها.',
  ready: 'كل شيء جاهز.',
  on_its_way: 'في الطريق إليكم.',
  delivered: 'تم التسليم.',
  other: 'تقدم العمل.',
};

const WORDS: Readonly<Record<string, Sentences>> = { en: ENGLISH, de: GERMAN, es: SPANISH, fr: FRENCH, ar: ARABIC };

/** `language` is a BCP 47 tag; English where we have no words in it. */
export function pushSentence(step: PushStep, language: string | null): string {
  const base = language?.toLowerCase().split('-')[0] ?? 'en';
  const words = Object.hasOwn(WORDS, base) ? WORDS[base] : undefined;
  return (words ?? ENGLISH)[step];
}
