import { Injectable } from '@nestjs/common';
import { JOURNEY_KINDS } from '../messages/journey.rules';
import { MessagesService } from '../messages/messages.service';
import type { PlannedMessage } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import { Explainers } from '../templates/explainers.service';
import { reopenUntil } from '../lifecycle/move-effects.rules';
import type { FixBody } from '../lifecycle/fix.rules';
import type { MoveInput } from '../lifecycle/ticket-facts.rules';
import type { LockedTicket } from './locked-ticket.dto';
import type { Ticket } from './ticket.entity';
import type { Step } from '../lifecycle/ticket.rules';

/** What the customer is told of a move, written into the outbox in the move's own transaction. */
@Injectable()
export class MoveMessages {
  constructor(
    private readonly messages: MessagesService,
    private readonly explainers: Explainers,
  ) {}

  async plan(tx: Tx, t: LockedTicket, step: Step, input: MoveInput): Promise<void> {
    const { sends } = step.transition;
    if (sends === '' || sends === 'receipt') return;
    if (sends === 'question' && input.channel === 'phone') return;
    // Silence is not answered: who did not react to the survey hears nothing when the ticket closes.
    if (sends === 'closing_note' && step.transition.event === 'close' && !t.facts.lastAnswer && !input.followUp) return;
    const vars = sends === 'fix_summary' ? await this.fixVars(tx, t, input) : this.vars(t, sends, input);
    // a question goes the way that was chosen, and no other: whoever asked waits for its answer there
    const channel = sends === 'question' ? (input.channel === 'chat' ? 'chat' : input.channel === 'sms' ? 'sms' : 'email') : 'best';
    await this.messages.plan(tx, { ...this.about(t, sends), class: 'service', channel, vars });
  }

  /** The summary of a fix on the spot, which is no move of a ticket that was there before. */
  async fixSummary(tx: Tx, t: LockedTicket, fix: FixBody): Promise<void> {
    await this.messages.plan(tx, { ...this.about(t, 'fix_summary'), class: 'service', vars: await this.fixVars(tx, t, { fix }) });
  }

  /** Nobody waits for the answer any more: what still asks for it does not leave. */
  async takeBackQuestion(tx: Tx, t: LockedTicket): Promise<void> {
    await this.messages.cancelOutdated(tx, t.row.id, ['question', 'chase_1', 'chase_2']);
  }

  /** The complaint is over, or begins anew: what was on its way about the time before does not leave. */
  async stopJourney(tx: Tx, t: LockedTicket): Promise<void> {
    await this.messages.cancelOutdated(tx, t.row.id, JOURNEY_KINDS);
  }

  private about(t: LockedTicket, kind: PlannedMessage['kind']): Omit<PlannedMessage, 'class' | 'vars'> {
    const { row } = t;
    return {
      effectKey: `ticket:${row.id}:${String(row.cycle)}:${String(row.eventSeq)}:${kind}`,
      kind,
      ticketId: row.id,
      customerId: row.customerId,
      cycle: row.cycle,
      now: t.now,
    };
  }

  /** With the notes in plain words that belong to the cause. */
  private async fixVars(tx: Tx, t: LockedTicket, input: MoveInput): Promise<PlannedMessage['vars']> {
    return { ...fixVars(input), explained: await this.explainers.textFor(tx, t.row.id, input.fix?.cause) };
  }

  private vars(t: LockedTicket, kind: string, input: MoveInput): PlannedMessage['vars'] {
    switch (kind) {
      case 'question':
        return { question: input.question ?? '' };
      case 'sorry_again':
        return { promise: t.row.nextDueAt?.toISOString() ?? null };
      case 'closing_note':
      case 'lapse_notice':
        return { reopenUntil: reopenUntil(t.now).toISOString() };
      default:
        return {};
    }
  }

  /** At the end of the one-up: is there a way to ask the customer how it went? Without a live address the follow-up is waived (settled.md 28). */
  async followUpPossible(tx: Tx, row: Ticket): Promise<Pick<Ticket, 'followUp' | 'followUpWaived'>> {
    const reachable = await this.messages.hasLiveAddress(tx, row.customerId);
    return reachable ? { followUp: 'due', followUpWaived: null } : { followUp: 'waived', followUpWaived: 'no_contact_data' };
  }
}

function fixVars({ fix }: MoveInput): PlannedMessage['vars'] {
  const { redress } = fix ?? {};
  return {
    summary: fix?.summary ?? '',
    whatChanged: fix?.whatChanged ?? null,
    notUpheldReason: fix?.notUpheld?.reason ?? null,
    nextStep: fix?.notUpheld?.nextStep ?? null,
    redress: redress ? `${String(redress.amountMinor)} ${redress.currency}` : null,
    redressOn: redress?.state === 'scheduled' ? (redress.dueOn ?? null) : null,
  };
}
