/**
 * The only door to this machine's own time. Nothing that is stored rests on it: that is the database's clock, desk_now().
 * It serves for measuring (how long, how late) and for noticing that the two clocks drift apart.
 */
export function monotonicMs(): number {
  return performance.now();
}

/** Milliseconds since 1970 by this machine. */
export function machineMs(): number {
  return Date.now();
}
