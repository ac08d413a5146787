/** What kind of failure it was (settled.md 24): suggestions, value bands and statistics rest on it. */

export const FAILURE_CLASSES = ['money_lost', 'flawed_goods', 'failed_service', 'lack_of_attention', 'time_lost'] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

const BY_TOUCH_POINT: Readonly<Record<string, FailureClass>> = {
  billing: 'money_lost',
  point_of_sale: 'money_lost',
  promotions: 'money_lost',
  catalogue: 'flawed_goods',
  phone_system: 'time_lost',
  store_office: 'failed_service',
  website: 'failed_service',
  service_support: 'failed_service',
  online_help: 'failed_service',
  transactional_email: 'failed_service',
};

/** A wait on hold longer than this is itself the failure, where nothing else was said. */
const LONG_HOLD_SECONDS = 120;

/** The starting value of `touch_point.failure_class`; `null` is a complaint whose touch point is "unsure". */
export function failureClassOfTouchPoint(key: string | null): FailureClass {
  if (key === null) return 'failed_service';
  return BY_TOUCH_POINT[key] ?? 'lack_of_attention';
}

/**
 * The failure class of a new ticket: what the person said, else a long wait on hold, else the touch point's own class.
 * `touchPointClass` is `touch_point.failure_class`, null for "unsure"; `holdSeconds` is the caller's wait.
 */
export function defaultFailureClass(
  said: FailureClass | null,
  touchPointClass: FailureClass | null,
  holdSeconds: number | null,
): FailureClass {
  if (said) return said;
  if ((holdSeconds ?? 0) > LONG_HOLD_SECONDS) return 'time_lost';
  return touchPointClass ?? failureClassOfTouchPoint(null);
}
