import { useClock } from '../../clock/desk-clock';

const DAY = 86_400_000;
export const PERIODS = [28, 90, 365] as const;
export type Period = (typeof PERIODS)[number];

/** The beginning of the last so many days, to the hour, so that looking again within the hour asks the same question. */
export function useSince(days: Period): string {
  const hour = useClock((now) => Math.floor(now / 3_600_000));
  return new Date(hour * 3_600_000 - days * DAY).toISOString();
}
