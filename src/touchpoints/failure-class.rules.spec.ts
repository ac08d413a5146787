import { defaultFailureClass, failureClassOfTouchPoint } from './failure-class.rules';

test('the touch point tells what kind of failure it probably was', () => {
  expect(failureClassOfTouchPoint('billing')).toBe('money_lost');
  expect(failureClassOfTouchPoint('catalogue')).toBe('flawed_goods');
  expect(failureClassOfTouchPoint('phone_system')).toBe('time_lost');
  expect(failureClassOfTouchPoint('website')).toBe('failed_service');
  expect(failureClassOfTouchPoint('advertising')).toBe('lack_of_attention');
  expect(failureClassOfTouchPoint(null)).toBe('failed_service');
});

test('more than two minutes on hold is time lost, unless the person said otherwise', () => {
  expect(defaultFailureClass(null, 'money_lost', 121)).toBe('time_lost');
  expect(defaultFailureClass(null, 'money_lost', 120)).toBe('money_lost');
  expect(defaultFailureClass('flawed_goods', 'money_lost', 600)).toBe('flawed_goods');
  expect(defaultFailureClass(null, null, null)).toBe('failed_service');
});
