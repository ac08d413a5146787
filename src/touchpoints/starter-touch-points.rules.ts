import { type FailureClass, failureClassOfTouchPoint } from './failure-class.rules';

export const PHASES = ['before', 'during', 'after'] as const;
export type Phase = (typeof PHASES)[number];

export const CONTROLS = ['yes', 'partly', 'no'] as const;
export type Control = (typeof CONTROLS)[number];

export interface StarterTouchPoint {
  key: string;
  name: string;
  phase: Phase;
  /** From 1 within the phase. */
  position: number;
  control: Control;
  failureClass: FailureClass;
}

const NAMES: Readonly<Record<Phase, readonly [key: string, name: string, control?: Control][]>> = {
  before: [
    ['social_media', 'Social media', 'partly'],
    ['ratings_reviews', 'Ratings and reviews', 'partly'],
    ['word_of_mouth', 'Word of mouth', 'no'],
    ['community', 'Community events', 'partly'],
    ['advertising', 'Advertising'],
    ['marketing_pr', 'Marketing and press'],
  ],
  during: [
    ['store_office', 'Shop or office'],
    ['website', 'Website'],
    ['catalogue', 'Catalogue'],
    ['promotions', 'Offers and promotions'],
    ['staff_sales', 'Staff and sales'],
    ['phone_system', 'Phone line'],
    ['point_of_sale', 'Checkout and till'],
  ],
  after: [
    ['billing', 'Billing'],
    ['transactional_email', 'Order and booking e-mails'],
    ['marketing_email', 'Marketing e-mails'],
    ['service_support', 'Service and support'],
    ['online_help', 'Online help'],
    ['follow_ups', 'Follow-ups'],
    ['thank_you_cards', 'Thank-you cards'],
  ],
};

/** The 20 touch points a new desk starts with (settled.md 40), in the order in which a customer meets them. */
export const STARTER_TOUCH_POINTS: readonly StarterTouchPoint[] = PHASES.flatMap((phase) =>
  NAMES[phase].map(([key, name, control = 'yes'], i) => ({
    key,
    name,
    phase,
    position: i + 1,
    control,
    failureClass: failureClassOfTouchPoint(key),
  })),
);

/** The causes a new desk starts with (settled.md 40). */
export const STARTER_CAUSES: readonly { key: string; name: string; position: number }[] = [
  ['people', 'People'],
  ['process', 'Way of working'],
  ['product', 'Product'],
  ['system', 'Computer system'],
  ['partner', 'Partner or supplier'],
  ['information', 'Wrong or missing information'],
  ['outside', 'Outside our control'],
].map(([key = '', name = ''], i) => ({ key, name, position: i + 1 }));
