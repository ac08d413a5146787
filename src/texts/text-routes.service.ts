import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { IncomingMessages } from '../intake/incoming.service';
import { isJustThanks } from '../intake/thanks.rules';
import { taskOfText, TaskWriting } from '../messages/task-writing.service';
import type { Tx } from '../platform/database/tx';
import { keyOf, type KeptText, type Routed } from './kept-text.rules';
import { TextNotes } from './text-notes.service';
import { readTextedAnswer, type TextedAnswer } from './texted-answer.rules';
import { TextedAnswers } from './texted-answers.service';

const LOOK_WITHIN_MS = 4 * 3_600_000;

/** Decides what a text is and does it, inside one transaction: the same as for mail, but a number stands for the person. */
@Injectable()
export class TextRoutes {
  constructor(
    private readonly incoming: IncomingMessages,
    private readonly notes: TextNotes,
    private readonly answers: TextedAnswers,
    private readonly customers: CustomersService,
    private readonly tasks: TaskWriting,
  ) {}

  async take(tx: Tx, kept: KeptText): Promise<Routed> {
    const { ticketId, reading, text, from, receivedAt } = kept;
    if (ticketId === null) return this.toPerson(tx, kept, 'Somebody texted us from a number that belongs to no complaint');
    if (reading === 'stop' || reading === 'start' || reading === 'not_me') return this.notes.take(tx, kept, ticketId, reading);
    if (!(await this.isTheirs(tx, kept))) return this.ordinary(tx, kept, ticketId, 'visitor');
    const answer = readTextedAnswer(text);
    const about = await this.answers.meant(tx, from, receivedAt);
    if (about.what === 'survey') return this.toSurvey(tx, kept, { ticketId, asked: about.ticketId }, answer);
    if (about.what === 'other' && (answer === null || !(await this.isClosed(tx, ticketId))))
      return this.ordinary(tx, kept, ticketId, 'participant');
    return this.askWhich(tx, kept, ticketId, answer);
  }

  /** A mark is an answer. All other words go where they would go anyway; those about what was asked, a person reads before the ticket closes. */
  private async toSurvey(tx: Tx, kept: KeptText, to: { ticketId: string; asked: string }, answer: TextedAnswer | null): Promise<Routed> {
    const reply = { from: kept.from, text: kept.text, at: kept.receivedAt, sourceKey: keyOf(kept) };
    if (answer) return { outcome: 'survey', ticketId: await this.answers.take(tx, to.asked, reply, answer) };
    const routed = await this.ordinary(tx, kept, to.ticketId, 'participant');
    if (routed.outcome === 'attached' && routed.ticketId === to.asked && !isJustThanks(kept.text))
      await this.answers.readFirst(tx, to.asked);
    return routed;
  }

  /** A mark that could belong to more than one question, or to none: it changes nothing until a person has looked. */
  private async askWhich(tx: Tx, kept: KeptText, ticketId: string, answer: TextedAnswer | null): Promise<Routed> {
    if (answer === null) return this.ordinary(tx, kept, ticketId, 'participant');
    await this.toPerson(
      tx,
      kept,
      'The customer texted a mark, and it is not clear which question it answers. Look, and ask them if need be',
    );
    return { outcome: 'to_person', ticketId: null };
  }

  private async isClosed(tx: Tx, ticketId: string): Promise<boolean> {
    return (await tx.maybe(`SELECT FROM ticket WHERE id = $1 AND state = 'closed'`, [ticketId])) !== null;
  }

  private async ordinary(tx: Tx, kept: KeptText, ticketId: string, author: 'participant' | 'visitor'): Promise<Routed> {
    const { text, from, receivedAt: at } = kept;
    const said = { channel: 'sms', text, at, fromAddress: from, sourceKey: keyOf(kept), tell: true } as const;
    const taken = await this.incoming.take(tx, ticketId, said, author);
    if (taken.outcome !== 'new') return { outcome: taken.outcome, ticketId: taken.ticketId };
    return this.toPerson(tx, kept, 'The customer texted long after their complaint was closed');
  }

  private async isTheirs(tx: Tx, { customerId, from }: KeptText): Promise<boolean> {
    if (customerId === null) return false;
    const addresses = await this.customers.addresses(tx, customerId);
    return addresses.some(({ kind, value, state }) => kind === 'phone' && value === from && state === 'live');
  }

  /** Nothing that somebody wrote is lost: where no ticket takes it, a person reads it. One that is to be read anyway makes no second task. */
  async toPerson(tx: Tx, kept: KeptText, why: string, dedupeKey = taskOfText(kept.id)): Promise<Routed> {
    const now = await tx.now();
    await this.tasks.open(tx, {
      dedupeKey,
      kind: 'human_check',
      // what the person decides holds for this number
      address: kept.from.startsWith('+') ? kept.from : null,
      ticketId: kept.ticketId,
      customerId: kept.customerId,
      dueAt: new Date(now.getTime() + LOOK_WITHIN_MS),
      script: `${why} (${kept.from}):\n\n${kept.text}`,
      now,
    });
    return { outcome: 'to_person', ticketId: null };
  }
}
