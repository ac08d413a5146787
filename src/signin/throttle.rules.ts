/** How fast somebody may guess passwords. Failures wear off with time, so that nobody is shut out for good. */
export interface ThrottleLimit {
  /** Failures that cost nothing; from this one on each makes the next attempt wait. */
  free: number;
  /** The first wait, in seconds; it doubles with each further failure. */
  baseSeconds: number;
  /** The longest wait, in seconds. */
  capSeconds: number;
  /** One failure wears off in this many seconds. */
  leakSeconds: number;
}

export type ThrottleKind = 'account' | 'device' | 'network' | 'desk';

/**
 * Per account (or, on a browser that has signed in before, per browser, so that a stranger's guesses never shut the owner out), per
 * network, and for the whole desk. The last is wide: it stops thousands of machines that try one password each.
 */
export const LIMITS: Readonly<Record<ThrottleKind, ThrottleLimit>> = {
  account: { free: 5, baseSeconds: 15, capSeconds: 900, leakSeconds: 900 },
  device: { free: 5, baseSeconds: 15, capSeconds: 900, leakSeconds: 900 },
  network: { free: 30, baseSeconds: 15, capSeconds: 900, leakSeconds: 60 },
  desk: { free: 300, baseSeconds: 1, capSeconds: 30, leakSeconds: 2 },
};

/** The network that an address belongs to: /24 of IPv4, /64 of IPv6, because whoever has one address there has them all. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip;
  const v4 = /^(\d+\.\d+\.\d+)\.\d+$/.exec(mapped)?.[1];
  if (v4) return `${v4}.0/24`;
  const [head = '', tail] = mapped.toLowerCase().split('%')[0]?.split('::') ?? [];
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  const groups = [...front, ...zeros, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
