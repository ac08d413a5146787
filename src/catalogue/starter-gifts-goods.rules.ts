import { CALL, CARD, COURIER, COVER, CREDIT, DAY_MINUTES, FRONT, GOODS, VISIT, gift, type StarterGesture } from './starter-gestures.rules';

/** Gifts for trades that deal with things. Costs and values are in the smallest unit of the desk's currency. */

export const REPAIR_SHOP: readonly StarterGesture[] = [
  gift(
    'repair_season_check',
    { ...VISIT, name: 'Free seasonal check', kind: 'free_service', costMinor: 1200, faceMinor: 3500 },
    'A free check before the next season: lights, brakes, fluids and battery. Just come by.',
    'Our work let you down once. We would like to make sure that everything else holds.',
  ),
  gift(
    'repair_wiper_blades',
    { ...GOODS, name: 'New wiper blades', costMinor: 900, faceMinor: 2400 },
    'A new pair of wiper blades, fitted while you wait.',
    'You drove home unhappy. We would like you to see clearly again.',
  ),
  gift(
    'repair_inside_cleaning',
    { ...VISIT, name: 'Free inside cleaning', kind: 'free_service', costMinor: 1500, faceMinor: 4000 },
    'A thorough cleaning of the inside the next time it is with us.',
    'We did not treat it as carefully as you do. This time we will.',
  ),
  gift(
    'repair_loan_next_time',
    { ...FRONT, name: 'Replacement to use next time', costMinor: 1500, faceMinor: 4000 },
    'Next time we lend you a replacement while yours is with us, at no charge.',
    'You had to do without it for too long. That will not happen again.',
  ),
  gift(
    'repair_first_slot',
    { ...FRONT, name: 'First in line next time', costMinor: 100, faceMinor: 1500 },
    'Your next repair starts first thing in the morning of the day you choose.',
    'You waited longer than we said. Next time you come first.',
  ),
  gift(
    'repair_pick_up',
    { ...COURIER, name: 'Pick-up and return', costMinor: 1400, faceMinor: 3000 },
    'We pick it up at your door and bring it back when it is done.',
    'You made the trip for nothing. The next one is ours.',
  ),
  gift(
    'repair_cover_12m',
    { ...COVER, name: 'A year more on the repair', costMinor: 700, faceMinor: 4000 },
    'Twelve more months of cover on this repair, free.',
    'We stand by our work, and for a year longer than we have to.',
  ),
  gift(
    'repair_master_call',
    { ...CALL, name: 'Call by the workshop’s head', costMinor: 600 },
    'A call from the head of our workshop, who explains what we found and what we did.',
    'Nobody told you properly what was wrong. You should hear it from somebody who knows.',
  ),
  gift(
    'repair_old_part',
    { name: 'Old part and photos', class: 'attention', kind: 'custom', costMinor: 200, faceMinor: 0, fulfilment: 'task' },
    'The old part and photos of the work, so that you can see what was done.',
    'You had no reason to trust us. We would like to show you our work.',
  ),
  gift(
    'repair_credit_20',
    { ...CREDIT, name: 'Workshop credit of 20', costMinor: 2000, faceMinor: 2000 },
    'A credit of 20 with us, for whatever you like.',
    'This took your time and your patience. We would like to give a little of it back.',
  ),
];

export const RETAIL: readonly StarterGesture[] = [
  gift(
    'retail_small_present',
    { ...GOODS, name: 'Present from the shelf', costMinor: 600, faceMinor: 1500 },
    'A small present from our shop that goes well with what you bought.',
    'You came home with something that was not right. Here is something that is.',
  ),
  gift(
    'retail_gift_wrap',
    { name: 'Free gift wrapping', class: 'service', kind: 'free_service', costMinor: 150, faceMinor: 600, fulfilment: 'handover' },
    'We wrap your next three presents for you, free.',
    'We did not take enough care. Next time you will see the care we take.',
  ),
  gift(
    'retail_express_delivery',
    { name: 'Free express delivery', class: 'time', kind: 'upgrade', costMinor: 900, faceMinor: 1500, fulfilment: 'credit' },
    'Express delivery on your next order, free.',
    'Your order came late. The next one comes first.',
  ),
  gift(
    'retail_home_pick_up',
    { ...COURIER, name: 'Return picked up at home', costMinor: 800, faceMinor: 1200 },
    'We pick up what you send back at your door. No label, no queue.',
    'Our mistake should not send you to the post office.',
  ),
  gift(
    'retail_personal_shopper',
    { ...FRONT, name: 'Personal advice by appointment', costMinor: 1000, faceMinor: 3000, needsVisit: true },
    'Half an hour with our best adviser, only for you, on a day you choose.',
    'Nobody had time for you. Now somebody has.',
  ),
  gift(
    'retail_new_season_first',
    { name: 'First look at the new season', class: 'attention', kind: 'custom', costMinor: 200, faceMinor: 0, fulfilment: 'task' },
    'An invitation to see the new season a day before everybody else.',
    'You matter to us more than we showed.',
  ),
  gift(
    'retail_alteration',
    { ...VISIT, name: 'Free alteration or set-up', kind: 'free_service', costMinor: 1000, faceMinor: 2500 },
    'We alter, assemble or set up one thing you bought from us, free.',
    'It did not fit as it should. We make the next one fit.',
  ),
  gift(
    'retail_tasting_box',
    { ...GOODS, name: 'Box of sweets', costMinor: 700, faceMinor: 1600, eligible: { restricted: ['allergy'] } },
    'A box of sweets from our own shelves.',
    'We left a bad taste. This one is better.',
  ),
  gift(
    'retail_thank_you_card',
    { ...CARD, name: 'Card from the shop', costMinor: 200, leadMinutes: 3 * DAY_MINUTES },
    'A card with a few lines from the people in the shop, written by hand.',
    'You told us what went wrong. We would like to thank you for it.',
  ),
  gift(
    'retail_credit_15',
    { ...CREDIT, name: 'Shop credit of 15', costMinor: 1500, faceMinor: 1500 },
    'A credit of 15 in our shops, with no smallest purchase and no end of the month.',
    'This cost you more than it should have. We would like to give something back, on top of what we owe you.',
  ),
];
