/** Whom calls are counted for: an IPv4 address, or the /64 that whoever has one IPv6 address has the whole of. */
export function networkOf(ip: string): string {
  const v4 = /(\d+\.\d+\.\d+\.\d+)$/.exec(ip)?.[1];
  return v4 ?? ip.toLowerCase().split(':').slice(0, 4).join(':');
}
