import type { OnModuleDestroy } from '@nestjs/common';
import { monotonicMs } from '../platform/clock';
import type { TemplateSet, TemplatesService } from '../templates/templates.service';
import type { Delivery } from './delivery.rules';
import { type Carried, retryDelayMs } from './message.rules';
import type { ClaimedMessage, Outbox } from './outbox.service';
import type { SendChecks } from './send-checks.service';
import type { Settlement, Settler } from './settler.service';

export type Written<Wire> =
  | { ok: true; wire: Wire; templateVersionId: string | null; segments: number | null }
  /** Variables without a value. */
  | { ok: false; missing: readonly string[] }
  /** This way cannot carry it; `says` why. */
  | { ok: false; unusable: string };

/** One way out of the house: how a message is written for it, and how it is handed over. */
export interface Carrier<Wire> {
  readonly channel: Carried;
  /** Is there a provider? */
  readonly isSet: boolean;
  /** How many to hand over at a time. */
  readonly parallel: number;
  /** How many in a second, all processes together; null = as many as it takes. */
  readonly perSecond: number | null;
  /** May throw for what cannot be written. */
  write(message: ClaimedMessage, templates: TemplateSet): Written<Wire>;
  /** Never throws for anything the network or the provider does. */
  send(wire: Wire): Promise<Delivery>;
  close(): void;
}

/** A claim takes this many; more make no claim cheaper, and a lease must outlast its last mail. */
const BATCH = 100;
/** Claimed and not yet written down. The next claim overlaps with sending, so that the connections never run dry. */
const MOST_OPEN = 300;
/** A mail is not begun later than this after its claim: with 20 s of waiting for a connection and 20 s for itself it ends inside the lease of 60 s. */
const LATEST_START_MS = 15_000;
/** A run waits this long for mails that a slow server holds up, then looks for new ones again. */
const PATIENCE_MS = 1000;
const MOST_CLAIMS = 50;

interface Letter<Wire> {
  message: ClaimedMessage;
  wire: Wire;
  templateVersionId: string | null;
  segments: number | null;
  claimedMs: number;
}

/** Sends what is due: claims in sets, looks again whether each is still right, writes it, sends many at a time, writes down what became of them. */
export class Sender<Wire> implements OnModuleDestroy {
  private readonly waiting: Letter<Wire>[] = [];
  /** At the provider. */
  private sending = 0;
  /** Claimed and not yet settled. */
  private open = 0;
  private listeners: (() => void)[] = [];
  private isStopping = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly templates: TemplatesService,
    private readonly checks: SendChecks,
    private readonly carrier: Carrier<Wire>,
    private readonly settler: Settler,
  ) {}

  /** Returns how many it took, plus how many are still under way; 0 means that nothing is left. */
  async run(): Promise<number> {
    if (!this.carrier.isSet) return 0;
    let taken = 0;
    for (let claims = 0; claims < MOST_CLAIMS && !this.isStopping; claims += 1) {
      await this.until((open) => open <= MOST_OPEN - BATCH);
      const claimedMs = monotonicMs();
      const messages = await this.claim();
      if (messages.length === 0) break;
      taken += messages.length;
      await this.take(messages, claimedMs);
    }
    await this.until((open) => open === 0, PATIENCE_MS);
    return taken + this.open;
  }

  /** Takes nothing new, gives back what has not begun, waits for what has. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.pump();
    await this.until((open) => open === 0);
    this.carrier.close();
  }

  private async take(messages: readonly ClaimedMessage[], claimedMs: number): Promise<void> {
    const look = Promise.all([this.templates.current(), this.checks.look(messages)]);
    const [templates, stopped] = await look.catch((error: unknown) => {
      for (const message of messages) this.settle(message, { as: 'untried' });
      throw error;
    });
    for (const message of messages) {
      const next = stopped.get(message.id) ?? this.prepare(message, templates, claimedMs);
      if ('wire' in next) this.waiting.push(next);
      else this.settle(message, next);
    }
    this.pump();
    await this.templates.noteFallbacks(templates);
  }

  private prepare(message: ClaimedMessage, templates: TemplateSet, claimedMs: number): Letter<Wire> | Settlement {
    const written = this.written(message, templates);
    if (written.ok) {
      const { wire, templateVersionId, segments } = written;
      return { message, claimedMs, wire, templateVersionId, segments };
    }
    if ('unusable' in written) return { as: 'dead', why: written.unusable, tell: true };
    // A dead question sends its ticket back to work (settled.md 27); everything else waits for nobody.
    return { as: message.kind === 'question' ? 'dead' : 'cancelled', why: `missing: ${written.missing.join(', ')}`, tell: true };
  }

  /** One message that cannot be written must not hold up all the others: it ends, and says why. */
  private written(message: ClaimedMessage, templates: TemplateSet): Written<Wire> {
    try {
      return this.carrier.write(message, templates);
    } catch (error) {
      return { ok: false, unusable: `it cannot be written: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  private pump(): void {
    while (this.waiting.length > 0 && (this.sending < this.carrier.parallel || this.isStopping)) {
      const letter = this.waiting.shift();
      if (!letter) return;
      if (this.isStopping || monotonicMs() - letter.claimedMs > LATEST_START_MS) this.settle(letter.message, { as: 'untried' });
      else void this.send(letter);
    }
  }

  private async send({ message, wire, templateVersionId, segments }: Letter<Wire>): Promise<void> {
    this.sending += 1;
    const delivery = await this.carrier.send(wire);
    this.sending -= 1;
    if (delivery.end === 'sent') this.settle(message, { as: 'sent', reference: delivery.reference, templateVersionId, segments });
    // Of a text the provider is asked first; a mail relay cannot be asked, so a person is told at once.
    else if (delivery.end === 'unknown') this.settle(message, { as: 'uncertain', why: delivery.why, tell: message.channel === 'email' });
    else this.settle(message, refused(message, delivery));
    this.pump();
  }

  /** What is being claimed counts as open from the beginning: whoever stops waits for it, and gives it back. */
  private async claim(): Promise<ClaimedMessage[]> {
    this.open += 1;
    try {
      const messages = await this.outbox.claim(this.carrier.channel, BATCH, this.carrier.perSecond);
      this.open += messages.length;
      return messages;
    } finally {
      this.close(1);
    }
  }

  private close(count: number): void {
    this.open -= count;
    const listeners = this.listeners;
    this.listeners = [];
    for (const listener of listeners) listener();
  }

  private settle(message: ClaimedMessage, settlement: Settlement): void {
    void this.settler.settle(message, settlement).then(() => {
      this.close(1);
    });
  }

  /** Waits until the number of open messages fits, at most `patienceMs`. */
  private async until(fits: (open: number) => boolean, patienceMs?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = { isOver: false };
    const over = new Promise<void>((resolve) => {
      if (patienceMs !== undefined) timer = setTimeout(resolve, patienceMs);
    }).then(() => {
      patience.isOver = true;
    });
    while (!fits(this.open) && !patience.isOver) await Promise.race([over, new Promise<void>((resolve) => this.listeners.push(resolve))]);
    clearTimeout(timer);
  }
}

function refused(
  message: ClaimedMessage,
  { why, forGood, addressDead }: { why: string; forGood: boolean; addressDead: boolean },
): Settlement {
  const delayMs = forGood ? null : retryDelayMs(message.attempts, message.maxAttempts);
  if (delayMs !== null) return { as: 'later', why, delayMs };
  return { as: 'dead', why, tell: true, ...(addressDead && message.to !== null ? { deadAddress: message.to } : {}) };
}
