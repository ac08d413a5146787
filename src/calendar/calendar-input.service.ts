import { Invalid } from '../platform/errors';
import type { CalendarSpec } from './business-time.rules';
import { readHours } from './calendar-hours.rules';

/** Opening hours as a request holds them. Throws Invalid (400) with what is wrong with them, all of it in `errors`. */
export function hoursOf(given: unknown): CalendarSpec {
  const { spec, problems } = readHours(given);
  if (spec) return spec;
  throw new Invalid(problems.slice(0, 5).join(' '), { errors: problems.slice(0, 50).map((why) => ({ field: 'calendar', why })) });
}
