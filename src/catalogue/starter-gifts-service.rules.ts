import { CALL, COVER, CREDIT, DAY_MINUTES, FRONT, GOODS, VISIT, gift, type StarterGesture } from './starter-gestures.rules';

/** Gifts for trades that deal with people where they are. Costs and values are in the smallest unit of the desk's currency. */

export const TELECOM: readonly StarterGesture[] = [
  gift(
    'telecom_data_20gb',
    {
      name: '20 GB more this month',
      class: 'service',
      kind: 'upgrade',
      costMinor: 200,
      faceMinor: 1500,
      fulfilment: 'credit',
      silent: true,
    },
    '20 GB more for this month. They are on your line already.',
    'You could not use what you pay for. Here is more of it.',
  ),
  gift(
    'telecom_faster_3m',
    { name: 'Faster line for three months', class: 'service', kind: 'upgrade', costMinor: 600, faceMinor: 3000, fulfilment: 'credit' },
    'The next faster line for three months, at the price you pay now. After that it goes back by itself.',
    'Your connection let you down. For a while it shall be better than you ordered.',
  ),
  gift(
    'telecom_backup_router',
    {
      ...GOODS,
      name: 'Mobile router as a spare',
      costMinor: 2500,
      faceMinor: 6000,
      fulfilment: 'post',
      needsAddress: true,
      leadMinutes: 2 * DAY_MINUTES,
    },
    'A small mobile router for your drawer, with data on it for the day when the line is down.',
    'You were cut off. That should not leave you without a connection again.',
  ),
  gift(
    'telecom_named_person',
    { ...CALL, name: 'One person for you', costMinor: 500 },
    'One person who knows your case, with a direct number, for the next three months.',
    'You had to tell your story again and again. From now on one person knows it.',
  ),
  gift(
    'telecom_evening_visit',
    { ...FRONT, name: 'Technician in the evening or on Saturday', costMinor: 1800, faceMinor: 4500, needsAddress: true },
    'Our technician comes in the evening or on a Saturday, within one hour that you choose.',
    'You took a day off and nobody came. The next visit fits your day.',
  ),
  gift(
    'telecom_home_check',
    {
      name: 'Wi-Fi check at home',
      class: 'service',
      kind: 'free_service',
      costMinor: 2000,
      faceMinor: 6000,
      fulfilment: 'booking',
      needsAddress: true,
    },
    'A technician checks the Wi-Fi in every room and sets it up so that it reaches everywhere.',
    'We fixed the line. We would like it to be good in your last corner too.',
  ),
  gift(
    'telecom_roaming_week',
    { name: 'A week of roaming', class: 'service', kind: 'free_service', costMinor: 500, faceMinor: 2000, fulfilment: 'credit' },
    'One week of calls and data abroad, free, whenever you travel within a year.',
    'You had trouble with us. On your next journey you shall have none.',
  ),
  gift(
    'telecom_film_month',
    { name: 'A month of films', class: 'goods', kind: 'product_gift', costMinor: 700, faceMinor: 1300, fulfilment: 'credit' },
    'One month of our film package, free. It ends by itself.',
    'You had evenings without a connection. Here are some better ones.',
  ),
  gift(
    'telecom_cover_12m',
    { ...COVER, name: 'Device cover for a year', costMinor: 900, faceMinor: 4800 },
    'Twelve months of cover for your device, free. It ends by itself.',
    'You should not have to think about it breaking again.',
  ),
  gift(
    'telecom_credit_15',
    { ...CREDIT, name: 'Credit of 15 on the next bill', costMinor: 1500, faceMinor: 1500 },
    'A credit of 15 on your next bill.',
    'Our mistake cost you time and nerves. We would like to give something back, on top of what we owe you.',
  ),
];

export const HOTEL: readonly StarterGesture[] = [
  gift(
    'hotel_late_check_out',
    { name: 'Late check-out', class: 'time', kind: 'priority', costMinor: 500, faceMinor: 3000, fulfilment: 'handover' },
    'Keep your room until four in the afternoon. Sleep in and leave when you like.',
    'Your night was not as restful as it should have been.',
  ),
  gift(
    'hotel_room_upgrade',
    { name: 'Better room', class: 'service', kind: 'upgrade', costMinor: 2000, faceMinor: 6000, fulfilment: 'handover' },
    'A better room for the rest of your stay. We move your luggage.',
    'Your room was not what you had booked. You should have a better one.',
  ),
  gift(
    'hotel_breakfast',
    { name: 'Breakfast for two', class: 'service', kind: 'free_service', costMinor: 1400, faceMinor: 4000, fulfilment: 'handover' },
    'Breakfast for two, in the room or with us downstairs.',
    'The day before did not go well. The next one should begin well.',
  ),
  gift(
    'hotel_fruit_plate',
    {
      ...GOODS,
      name: 'Plate of fruit and a note',
      costMinor: 600,
      faceMinor: 1500,
      requiresNote: true,
      eligible: { restricted: ['allergy'] },
    },
    'A plate of fresh fruit in your room, with a few lines from us.',
    'You came to be looked after, and we did not look after you.',
  ),
  gift(
    'hotel_bottle_of_wine',
    { ...GOODS, name: 'Bottle of wine', costMinor: 1200, faceMinor: 3500, eligible: { restricted: ['alcohol'] } },
    'A bottle of wine in your room, chosen by our kitchen.',
    'We spoiled an evening of yours. We hope for a better one.',
  ),
  gift(
    'hotel_airport_ride',
    { name: 'Ride to the airport or station', class: 'time', kind: 'courier', costMinor: 2200, faceMinor: 4500, fulfilment: 'booking' },
    'Our driver takes you to the airport or the station when you leave.',
    'We cost you time. On your way home you save some.',
  ),
  gift(
    'hotel_spa_hour',
    { name: 'An hour in the spa', class: 'service', kind: 'free_service', costMinor: 1800, faceMinor: 5000, fulfilment: 'booking' },
    'One hour in our spa, at a time you choose.',
    'You came to rest. You should still get some.',
  ),
  gift(
    'hotel_manager_visit',
    {
      name: 'Talk with the manager',
      class: 'attention',
      kind: 'call',
      costMinor: 500,
      faceMinor: 0,
      fulfilment: 'task',
      requiresNote: true,
    },
    'Our manager would like to hear it from you, over a coffee or on the phone, as you like.',
    'Nobody listened to you when it mattered.',
  ),
  gift(
    'hotel_parking',
    { name: 'Free parking', class: 'service', kind: 'free_service', costMinor: 400, faceMinor: 2500, fulfilment: 'credit' },
    'Your parking with us is free for the whole stay.',
    'Arriving was harder than it should be. Leaving shall be easy.',
  ),
  gift(
    'hotel_next_stay_upgrade',
    { ...VISIT, name: 'Better room on the next stay', kind: 'upgrade', costMinor: 1500, faceMinor: 6000 },
    'On your next stay you get a better room for the price of the one you book.',
    'This stay was not our best. We would like to show you a better one.',
  ),
  gift(
    'hotel_credit_25',
    { ...CREDIT, name: 'House credit of 25', costMinor: 2500, faceMinor: 2500 },
    'A credit of 25 for the bar, the restaurant or the room.',
    'This cost you rest and nerves. We would like to give something back, on top of what we owe you.',
  ),
];
