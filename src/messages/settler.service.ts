import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Metrics } from '../platform/metrics';
import { LOG } from '../platform/runtime';
import { Endings } from './endings.service';
import { type ClaimedMessage, Outbox } from './outbox.service';

/** What became of a claimed message. */
export type Settlement =
  | { as: 'sent'; reference: string | null; templateVersionId: string | null; segments: number | null }
  | { as: 'later'; why: string; delayMs: number }
  /** Nobody tried: it goes back as it was. */
  | { as: 'untried' }
  /** Not at this hour, or not so many in a day: it is looked at again then. */
  | { as: 'waiting'; why: string; until: Date }
  /** Until a person has read an answer that is not clear. */
  | { as: 'checked'; why: string }
  /** `dead` where the message may go on to another way: then it does. */
  | { as: 'dead' | 'uncertain' | 'cancelled'; why: string; tell: boolean; deadAddress?: string };

interface Entry {
  message: ClaimedMessage;
  settlement: Settlement;
  done: () => void;
}

const OUTCOMES = ['sent', 'later', 'untried', 'waiting', 'checked', 'dead', 'uncertain', 'cancelled'] as const;
/** The first result waits this long for company: many small statements cost the database more than they save. */
const GATHER_MS = 20;
const RETRY_MS = 1000;

/**
 * Writes down what became of messages, in one statement per outcome. What comes while a statement is under way waits for the next one, so the sets
 * grow with the load by themselves. While the database is away it keeps trying: what it knows here nobody else knows, and a lease that ends
 * meanwhile only makes the message `uncertain`.
 */
@Injectable()
export class Settler {
  private entries: Entry[] = [];
  private isWriting = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly endings: Endings,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Resolves once it is written down. */
  settle(message: ClaimedMessage, settlement: Settlement): Promise<void> {
    return new Promise((resolve) => {
      this.entries.push({ message, settlement, done: resolve });
      if (!this.isWriting) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.entries.length > 0) {
      await pause(GATHER_MS);
      const entries = this.entries;
      this.entries = [];
      const written = await Promise.all(OUTCOMES.map((as) => this.tryOutcome(entries.filter((entry) => entry.settlement.as === as))));
      if (written.includes(false)) await pause(RETRY_MS);
    }
    this.isWriting = false;
  }

  private async tryOutcome(entries: readonly Entry[]): Promise<boolean> {
    if (entries.length === 0) return true;
    try {
      await this.writeOutcome(entries);
      for (const entry of entries) entry.done();
      return true;
    } catch (error) {
      this.log.warn({ err: error, messages: entries.length }, 'what became of messages could not be written down; trying again');
      this.entries.unshift(...entries);
      return false;
    }
  }

  /** All entries have the same outcome. */
  private async writeOutcome(entries: readonly Entry[]): Promise<void> {
    const sent = entries.flatMap(({ message, settlement }) => (settlement.as === 'sent' ? [{ ...lease(message), ...settlement }] : []));
    const later = entries.flatMap(({ message, settlement }) => (settlement.as === 'later' ? [{ ...lease(message), ...settlement }] : []));
    const untried = entries.flatMap(({ message, settlement }) => (settlement.as === 'untried' ? [lease(message)] : []));
    const waiting = entries.flatMap(({ message, settlement }) =>
      settlement.as === 'waiting' ? [{ ...lease(message), ...settlement }] : [],
    );
    const checked = entries.flatMap(({ message, settlement }) =>
      settlement.as === 'checked' ? [{ ...lease(message), ...settlement }] : [],
    );
    if (sent.length > 0) this.measure(entries, await this.outbox.settleSent(sent));
    if (waiting.length > 0) await this.outbox.settleWaiting(waiting);
    if (checked.length > 0) await this.outbox.settleChecked(checked);
    if (later.length > 0) await this.outbox.settleLater(later);
    if (untried.length > 0) await this.outbox.settleUntried(untried);
    for (const state of ['dead', 'uncertain', 'cancelled'] as const) {
      const ended = entries.flatMap(({ message, settlement }) => (settlement.as === state ? [{ message, ...settlement }] : []));
      if (ended.length > 0) await this.endings.end(state, ended);
    }
  }

  private measure(sent: readonly Entry[], waited: readonly { channel: string; waited: number }[]): void {
    for (const { channel, waited: seconds } of waited) this.metrics.outboxSeconds.observe({ channel }, seconds);
    if (waited.length < sent.length) this.log.warn({ lost: sent.length - waited.length }, 'messages were sent after their lease had ended');
  }
}

function lease({ id, leaseToken }: ClaimedMessage): { id: string; leaseToken: string } {
  return { id, leaseToken };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
