import { failureClassOfTouchPoint } from './failure-class.rules';
import { PHASES, STARTER_CAUSES, STARTER_TOUCH_POINTS } from './starter-touch-points.rules';

test('a new desk knows twenty touch points: six before, seven during and seven after a purchase', () => {
  const keys = PHASES.map((phase) => STARTER_TOUCH_POINTS.filter((point) => point.phase === phase).map((point) => point.key));
  expect(keys).toEqual([
    ['social_media', 'ratings_reviews', 'word_of_mouth', 'community', 'advertising', 'marketing_pr'],
    ['store_office', 'website', 'catalogue', 'promotions', 'staff_sales', 'phone_system', 'point_of_sale'],
    ['billing', 'transactional_email', 'marketing_email', 'service_support', 'online_help', 'follow_ups', 'thank_you_cards'],
  ]);
  for (const point of STARTER_TOUCH_POINTS) expect(point.failureClass).toBe(failureClassOfTouchPoint(point.key));
});

test('and seven causes', () => {
  expect(STARTER_CAUSES.map((cause) => cause.key)).toEqual(['people', 'process', 'product', 'system', 'partner', 'information', 'outside']);
});

test('every name is there once', () => {
  for (const rows of [STARTER_TOUCH_POINTS, STARTER_CAUSES]) {
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  }
});
