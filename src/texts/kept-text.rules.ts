/** A text that was kept when it came; what it says about texts themselves is done already. */
export interface KeptText {
  id: string;
  provider: string;
  sourceId: string;
  from: string;
  text: string;
  reading: 'stop' | 'start' | 'not_me' | 'unclear' | 'none';
  ticketId: string | null;
  customerId: string | null;
  receivedAt: Date;
}

/** What became of it, and on which ticket. */
export interface Routed {
  outcome: string;
  ticketId: string | null;
}

/** The name of what it causes: the same text twice causes it once. */
export function keyOf({ provider, sourceId }: Pick<KeptText, 'provider' | 'sourceId'>): string {
  return `text:${provider}:${sourceId}`;
}
