import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { monotonicMs } from '../platform/clock';
import { EmailClient, type WireMail } from './email.client';
import { MailWriter, type Written } from './mail-writer.service';
import { retryDelayMs } from './message.rules';
import { type ClaimedMessage, Outbox } from './outbox.service';
import { whyDrop } from './recheck.rules';
import { type Settlement, Settler } from './settler.service';
import { TemplatesService, type TemplateSet } from './templates.service';

/** A claim takes this many; more make no claim cheaper, and a lease must outlast its last mail. */
const BATCH = 100;
/** Claimed and not yet written down. The next claim overlaps with sending, so that the connections never run dry. */
const MOST_OPEN = 300;
/** A mail is not begun later than this after its claim: with 20 s for the mail itself it ends well inside the lease of 60 s. */
const LATEST_START_MS = 30_000;
/** A run waits this long for mails that a slow server holds up, then looks for new ones again. */
const PATIENCE_MS = 1000;
const MOST_CLAIMS = 50;

interface Letter {
  message: ClaimedMessage;
  mail: WireMail;
  templateVersionId: string | null;
  claimedMs: number;
}

/** Sends what is due: claims in sets, looks again whether each is still right, writes it, sends many at a time, writes down what became of them. */
@Injectable()
export class Sender implements OnModuleDestroy {
  private readonly waiting: Letter[] = [];
  /** At the relay. */
  private sending = 0;
  /** Claimed and not yet settled. */
  private open = 0;
  private listeners: (() => void)[] = [];
  private isStopping = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly templates: TemplatesService,
    private readonly writer: MailWriter,
    private readonly client: EmailClient,
    private readonly settler: Settler,
  ) {}

  /** Returns how many it took, plus how many are still under way; 0 means that nothing is left. */
  async run(): Promise<number> {
    if (!this.client.hasRelay) return 0;
    let taken = 0;
    for (let claims = 0; claims < MOST_CLAIMS && !this.isStopping; claims += 1) {
      await this.until((open) => open <= MOST_OPEN - BATCH);
      const claimedMs = monotonicMs();
      const messages = await this.outbox.claim(BATCH);
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
    this.client.close();
  }

  private async take(messages: readonly ClaimedMessage[], claimedMs: number): Promise<void> {
    this.open += messages.length;
    const templates = await this.templates.current().catch((error: unknown) => {
      for (const message of messages) this.settle(message, { as: 'untried' });
      throw error;
    });
    for (const message of messages) {
      const next = this.prepare(message, templates, claimedMs);
      if ('mail' in next) this.waiting.push(next);
      else this.settle(message, next);
    }
    this.pump();
  }

  /** The last look before a mail leaves; the facts are those of the claim, an instant ago. */
  private prepare(message: ClaimedMessage, templates: TemplateSet, claimedMs: number): Letter | Settlement {
    const dropped = whyNot(message);
    if (dropped) return dropped;
    const written = this.written(message, templates);
    if (written.ok) return { message, claimedMs, mail: written.mail, templateVersionId: written.templateVersionId };
    if ('unusable' in written) return { as: 'dead', why: written.unusable, tell: true };
    // A dead question sends its ticket back to work (settled.md 27); everything else waits for nobody.
    return { as: message.kind === 'question' ? 'dead' : 'cancelled', why: `missing: ${written.missing.join(', ')}`, tell: true };
  }

  /** One message that cannot be written must not hold up all the others: it ends, and says why. */
  private written(message: ClaimedMessage, templates: TemplateSet): Written {
    try {
      return this.writer.write(message, templates);
    } catch (error) {
      return { ok: false, unusable: `it cannot be written: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  private pump(): void {
    while (this.waiting.length > 0 && (this.sending < this.client.parallel || this.isStopping)) {
      const letter = this.waiting.shift();
      if (!letter) return;
      if (this.isStopping || monotonicMs() - letter.claimedMs > LATEST_START_MS) this.settle(letter.message, { as: 'untried' });
      else void this.send(letter);
    }
  }

  private async send({ message, mail, templateVersionId }: Letter): Promise<void> {
    this.sending += 1;
    const delivery = await this.client.send(mail);
    this.sending -= 1;
    if (delivery.end === 'sent') this.settle(message, { as: 'sent', reference: delivery.reference, templateVersionId });
    else if (delivery.end === 'unknown') this.settle(message, { as: 'uncertain', why: delivery.why, tell: true });
    else this.settle(message, refused(message, delivery));
    this.pump();
  }

  private settle(message: ClaimedMessage, settlement: Settlement): void {
    void this.settler.settle(message, settlement).then(() => {
      this.open -= 1;
      const listeners = this.listeners;
      this.listeners = [];
      for (const listener of listeners) listener();
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

/** Why a message does not leave at all; null when it may. */
function whyNot(message: ClaimedMessage): Settlement | null {
  if (message.class === 'staff') return whyNotToStaff(message);
  if (message.addressDead) return { as: 'dead', why: 'the address is dead', tell: true };
  if (message.receiptTwin) return { as: 'cancelled', why: 'brake: one receipt per address in 15 minutes', tell: false };
  const drop = whyDrop(message, ticketOf(message), gestureOf(message));
  return drop && { as: 'cancelled', why: drop.why, tell: drop.tell };
}

function whyNotToStaff(message: ClaimedMessage): Settlement | null {
  if (message.staffBarred) return { as: 'cancelled', why: 'outdated: this person gets no news of it any more', tell: false };
  const isOver = message.kind === 'invitation' && message.inviteId === null;
  return isOver ? { as: 'cancelled', why: 'outdated: the invitation is used or too old', tell: false } : null;
}

function ticketOf(message: ClaimedMessage) {
  const { ticketState, ticketCycle, automaticBlocked, apologyBlocked, followUpBlocked } = message;
  if (ticketState === null || ticketCycle === null) return null;
  return {
    state: ticketState,
    cycle: ticketCycle,
    automaticBlocked: automaticBlocked === true,
    apologyBlocked: apologyBlocked === true,
    followUpBlocked: followUpBlocked === true,
  };
}

function gestureOf({ gestureState, gestureSilent }: ClaimedMessage) {
  return gestureState === null ? null : { state: gestureState, silent: gestureSilent === true };
}

function refused(
  message: ClaimedMessage,
  { why, forGood, addressDead }: { why: string; forGood: boolean; addressDead: boolean },
): Settlement {
  const delayMs = forGood ? null : retryDelayMs(message.attempts, message.maxAttempts);
  if (delayMs !== null) return { as: 'later', why, delayMs };
  return { as: 'dead', why, tell: true, ...(addressDead && message.to !== null ? { deadAddress: message.to } : {}) };
}
