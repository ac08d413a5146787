import { DAY_MS, MINUTE_MS } from '../clocks/clock.rules';
import type { GestureTerms } from './gesture-terms.rules';
import { PLAIN_TERMS } from './gesture-terms.rules';

/** The catalogue a new desk starts with (settled.md 40). Costs and values are in the smallest unit of the desk's currency. */

export interface StarterGesture {
  code: string;
  terms: Omit<GestureTerms, 'currency'>;
}

type Own = Pick<GestureTerms, 'name' | 'class' | 'kind' | 'costMinor' | 'faceMinor' | 'fulfilment'> & Partial<GestureTerms>;

/** A gift in English, to be in use at once; `text` is what the customer reads, `reason` why we give it. */
export function gift(code: string, own: Own, text: string, reason: string): StarterGesture {
  return { code, terms: { ...PLAIN_TERMS, customerText: { en: text }, reasonLine: { en: reason }, ...own } };
}

export const DAY_MINUTES = DAY_MS / MINUTE_MS;

/** What gifts of one kind have in common. */
export const VISIT = { class: 'service', fulfilment: 'handover', needsVisit: true } as const;
export const GOODS = { class: 'goods', kind: 'product_gift', fulfilment: 'handover' } as const;
export const CALL = { class: 'attention', kind: 'call', faceMinor: 0, fulfilment: 'task', needsContact: true, requiresNote: true } as const;
export const CARD = { class: 'attention', kind: 'card', faceMinor: 0, fulfilment: 'post', needsAddress: true, requiresNote: true } as const;
export const CREDIT = { class: 'money_now', kind: 'credit', fulfilment: 'credit' } as const;
export const COVER = { class: 'service', kind: 'extended_cover', fulfilment: 'credit' } as const;
export const FRONT = { class: 'time', kind: 'priority', fulfilment: 'booking' } as const;
export const COURIER = { class: 'time', kind: 'courier', fulfilment: 'courier', needsAddress: true, leadMinutes: DAY_MINUTES } as const;

export const STARTER_GESTURES: readonly StarterGesture[] = [
  gift(
    'oil_change',
    { ...VISIT, name: 'Free oil change', kind: 'free_service', costMinor: 1800, faceMinor: 4500 },
    'A free oil change for your car the next time you come by. Just say hello at the desk.',
    'You came to us for good service and did not get it. We would like to give you some.',
  ),
  gift(
    'car_wash',
    { ...VISIT, name: 'Free car wash', kind: 'free_service', costMinor: 600, faceMinor: 1500 },
    'A free car wash, inside and out, the next time you come by.',
    'You drove here for nothing. Let us at least make the car shine.',
  ),
  gift(
    'tyre_rotation',
    { ...VISIT, name: 'Free tyre rotation', kind: 'free_service', costMinor: 1000, faceMinor: 2500 },
    'A free tyre rotation and a check of all four tyres the next time you come by.',
    'We would like you to leave us safe and satisfied.',
  ),
  gift(
    'next_visit_upgrade',
    { ...VISIT, name: 'Upgrade on the next visit', kind: 'upgrade', costMinor: 800, faceMinor: 3000 },
    'On your next visit you get the better one for the price of the plain one.',
    'You did not get what you came for. Next time you get more.',
  ),
  gift(
    'product_gift',
    { name: 'Small product gift', class: 'goods', kind: 'product_gift', costMinor: 500, faceMinor: 1200, fulfilment: 'handover' },
    'A small present from our shop, chosen for you.',
    'What you bought from us let you down. This one should bring some joy.',
  ),
  gift(
    'card',
    {
      name: 'Handwritten card',
      class: 'attention',
      kind: 'card',
      costMinor: 200,
      faceMinor: 0,
      fulfilment: 'post',
      needsAddress: true,
      requiresNote: true,
      leadMinutes: 3 * DAY_MINUTES,
    },
    'A card with a few lines written by hand, sent to your home.',
    'You took the time to tell us what went wrong. We take the time to answer by hand.',
  ),
  gift(
    'manager_call',
    {
      name: 'Personal call by the manager',
      class: 'attention',
      kind: 'call',
      costMinor: 600,
      faceMinor: 0,
      fulfilment: 'task',
      needsContact: true,
      requiresNote: true,
    },
    'A personal call from our manager, who wants to hear it from you.',
    'You were not listened to. Now the person in charge listens.',
  ),
  gift(
    'courier',
    {
      name: 'Pick-up and return by courier',
      class: 'time',
      kind: 'courier',
      costMinor: 1200,
      faceMinor: 2000,
      fulfilment: 'courier',
      needsAddress: true,
      leadMinutes: DAY_MINUTES,
    },
    'Our courier picks it up at your door and brings it back. You do not have to go anywhere.',
    'You have lost enough time with this. From here on we do the driving.',
  ),
  gift(
    'priority_slot',
    { name: 'No waiting next time', class: 'time', kind: 'priority', costMinor: 100, faceMinor: 1000, fulfilment: 'booking' },
    'Next time you go straight to the front. We keep a place for you.',
    'We kept you waiting. Next time nobody will.',
  ),
  gift(
    'credit_10',
    { name: 'Credit of 10', class: 'money_now', kind: 'credit', costMinor: 1000, faceMinor: 1000, fulfilment: 'credit' },
    'A credit of 10 on your account. It is there for whatever you like.',
    'This cost you money and nerves. We would like to give a little of it back, on top of what we owe you.',
  ),
  gift(
    'extra_cover_6m',
    { name: 'Six months of extra cover', class: 'service', kind: 'extended_cover', costMinor: 400, faceMinor: 2500, fulfilment: 'credit' },
    'Six more months of cover, free, in case anything else goes wrong.',
    'We want you to be able to rely on it again.',
  ),
  gift(
    'donation',
    { name: 'Donation in the customer’s name', class: 'attention', kind: 'donation', costMinor: 500, faceMinor: 500, fulfilment: 'task' },
    'A donation in your name to a good cause. You tell us which one.',
    'Something good should come of this.',
  ),
  gift(
    'own_idea',
    { name: 'Own idea', class: 'attention', kind: 'custom', costMinor: 0, faceMinor: 0, fulfilment: 'task' },
    'Something we thought of just for you.',
    'We thought about what would really help you.',
  ),
  gift(
    'off_15',
    {
      name: '15 % off the next purchase',
      class: 'money_later',
      kind: 'discount_percent',
      costMinor: 900,
      faceMinor: 1500,
      fulfilment: 'code',
      needsSpend: true,
    },
    '15 % off your next purchase.',
    'We would like to see you again.',
  ),
];
