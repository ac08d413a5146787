/** Milliseconds by which clocks of the zone are ahead of UTC at this instant. */
function aheadMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
  }).formatToParts(new Date(at));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - Math.floor(at / 1000) * 1000;
}

/** The instant at which clocks of the zone show `local` (`2026-12-24T09:00`), as ISO text; null where that is no time or no zone. */
export function instantIn(local: string, zone: string): string | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  try {
    const guess = wall - aheadMs(wall, zone);
    return new Date(wall - aheadMs(guess, zone)).toISOString();
  } catch {
    return null;
  }
}
