import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** Everything that the demo says it shows. It has shown a thing only when it has seen it on the desk or in a mailbox. */
export const CLAIMS = {
  people: 'two people are invited, choose a password and sign in',
  promises: 'a place of its own gets promises of a few seconds',
  mailTaken: 'a mail sent by SMTP becomes a complaint with a number',
  receipt: 'the sender gets a receipt with that number',
  reply: 'a person answers by mail',
  threaded: 'the customer’s answer to that mail joins the same ticket',
  called: 'a follow-up by phone closes a ticket',
  promiseAloud: 'a phone call is logged with its waiting time and gives a promise to read aloud',
  warned: 'the owner is warned before the promise is broken',
  breached: 'a promise is broken on time and a manager is told',
  board: 'the broken promise stands on the board',
  badAnswer: 'a bad answer by link reopens the ticket at once, with a lead and as Serious',
  sorry: 'the customer is told that we are sorry and who is back on it',
  secondFix: 'the second fix must say what is different, and does',
  chatOpened: 'the first line of a chat becomes a complaint',
  chatAnswered: 'a person answers in the chat, inside the promised time',
  suggested: 'gestures are suggested with their reasons',
  offered: 'the offer reaches the customer by mail',
  accepted: 'the customer accepts it by the link in the mail',
  followUp: 'the follow-up mail reaches the customer',
  answered: 'the customer answers the survey by link',
  closed: 'a good answer closes the ticket as recovered',
  counter: 'a complaint at the counter is fixed on the spot',
  counterGift: 'the gesture is handed over at the counter',
  refused: 'a gift that the rules forbid is refused with a reason',
  approved: 'a gift above the own limit is approved by a lead',
  voucher: 'a voucher reaches the customer by mail',
  redeemed: 'the voucher is used once, and only once',
  budget: 'the budget has spent what was given',
  nothingRuns: 'no promise runs on any finished ticket',
} as const;

export type Claim = keyof typeof CLAIMS;

/** It was not seen in time. */
export class NotSeen extends Error {}

/** Prints what happened and keeps account of what was seen. */
export class Findings {
  private readonly startedAt = performance.now();
  private readonly seen = new Set<Claim>();

  constructor(private readonly print: (line: string) => void) {}

  /** Something happened to this complaint. */
  say(where: string, sentence: string): void {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1).padStart(5);
    this.print(`${seconds} s  ${where.padEnd(8)} ${sentence}`);
  }

  /** Something happened that the demo is there to show. */
  saw(claim: Claim, where: string, sentence: string): void {
    this.seen.add(claim);
    this.say(where, sentence);
  }

  plain(line: string): void {
    this.print(line);
  }

  get seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }

  get count(): number {
    return this.seen.size;
  }

  /** What was announced and never seen. */
  missing(): string[] {
    return (Object.keys(CLAIMS) as Claim[]).filter((claim) => !this.seen.has(claim)).map((claim) => CLAIMS[claim]);
  }
}

const LOOK_EVERY_MS = 150;

/** Looks again and again until there is something; throws NotSeen with these words when there is nothing after `limitMs` (20 s). */
export async function until<Thing>(what: string, look: () => Promise<Thing | null> | Thing | null, limitMs = 20_000): Promise<Thing> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new NotSeen(`waited ${String(limitMs / 1000)} seconds in vain for ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Stops the story where something is not as it should be. */
export function insist(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new NotSeen(otherwise);
}
