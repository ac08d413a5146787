import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Config } from '../platform/config';
import type { Reader, Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { BRAKED, CANCEL_OUTDATED, PLAN, PLAN_STAFF } from './message-plan.service';
import { isAutomatic, type MessageKind, type PlannedMessage, type PlannedStaffMail } from './message.rules';
import { Outbox } from './outbox.service';
import { TemplatesService } from './templates.service';
import { Troubles } from './troubles.service';

export type { MessageKind, PlannedMessage, PlannedStaffMail } from './message.rules';

/** May the customer be reached this way, and where; else why not, in a sentence for the person who asks. */
export type Reach = { ok: true; address: string } | { ok: false; why: string };

const NO_RELAY = 'No mail relay is set: ask by phone and log it.';

/** What other features ask of messages. Everything is written in the caller's transaction and sent after it. */
@Injectable()
export class MessagesService {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl'>,
    private readonly outbox: Outbox,
    private readonly templates: TemplatesService,
    private readonly troubles: Troubles,
  ) {}

  /**
   * Writes one message for the customer's best live address and returns its id; the id of the earlier one under the same effect key; null where
   * there is no live address. A brake (settled.md 35) makes it `cancelled`.
   */
  async plan(tx: Tx, plan: PlannedMessage): Promise<string | null> {
    const { effectKey, kind, ticketId, now, channel = 'email' } = plan;
    const state = channel === 'chat' ? 'pending' : this.firstState;
    const row = await tx.maybe<{ id: string; state: string; why: string | null }>(PLAN, [
      ...[uuidv7(), effectKey, ticketId, plan.customerId, plan.cycle, kind, plan.class, plan.automatic ?? isAutomatic(kind)],
      ...[
        JSON.stringify(plan.vars),
        plan.notBefore ?? null,
        now,
        plan.to?.trim().toLowerCase() ?? null,
        state,
        BRAKED,
        plan.sendBefore ?? null,
        channel,
      ],
    ]);
    if (!row) return this.planned(tx, effectKey);
    if (row.state === 'pending' && (plan.notBefore ?? now) <= now) tx.wake(channel === 'chat' ? 'send-other' : 'send-email', row.id);
    // One receipt less is what the sender of two complaints expects; a silenced conversation is something to look at.
    if (row.state === 'cancelled' && kind !== 'receipt') {
      await this.troubles.tell(tx, [{ messageId: row.id, ticketId, kind, state: 'cancelled', why: row.why ?? '' }]);
    }
    return row.id;
  }

  /** Writes one mail to a person of ours; null where she has left or the complaint is about her. */
  async planStaff(tx: Tx, { effectKey, staffId, ticketId, kind, vars, now }: PlannedStaffMail): Promise<string | null> {
    const row = await tx.maybe<{ id: string }>(PLAN_STAFF, [
      uuidv7(),
      effectKey,
      ticketId,
      staffId,
      kind,
      JSON.stringify(vars),
      this.firstState,
      now,
    ]);
    if (!row) return this.planned(tx, effectKey);
    if (this.config.smtpUrl) tx.wake('send-email', row.id);
    return row.id;
  }

  /** Can a question go out this way (settled.md 27)? By chat only while the customer may still come back to the ticket's chat. */
  async reachable(reader: Reader, customerId: string | null, channel: 'email' | 'chat' | 'phone', ticketId?: string): Promise<Reach> {
    if (channel === 'chat') return openChat(reader, ticketId);
    if (channel === 'email' && !this.config.smtpUrl) return { ok: false, why: NO_RELAY };
    const address = await liveAddress(reader, customerId, channel);
    if (address !== null) return { ok: true, address };
    const why =
      channel === 'email' ? 'There is no e-mail address that works: ask by phone and log it.' : 'There is no phone number that works.';
    return { ok: false, why };
  }

  /** Is there a way to reach the customer, by a message now or once a relay is set, or by a call? */
  async hasLiveAddress(reader: Reader, customerId: string | null): Promise<boolean> {
    return (await liveAddress(reader, customerId, 'email')) !== null || (await liveAddress(reader, customerId, 'phone')) !== null;
  }

  /** `pending` and `held` messages of these kinds → `cancelled`. One that is being sent right now goes out. How many. */
  cancelOutdated(tx: Tx, ticketId: string, kinds: readonly MessageKind[]): Promise<number> {
    return tx.run(CANCEL_OUTDATED, [ticketId, kinds]);
  }

  /** Messages to customers that will never arrive and whose planner has not heard of it yet, oldest first, at most 50. */
  unsettledDead(reader: Reader): Promise<{ id: string; kind: MessageKind; ticketId: string }[]> {
    return reader.rows<{ id: string; kind: MessageKind; ticketId: string }>(
      `SELECT id, kind, ticket_id AS "ticketId" FROM message
       WHERE state = 'dead' AND settled_at IS NULL AND class <> 'staff' AND ticket_id IS NOT NULL ORDER BY seq LIMIT 50`,
    );
  }

  /** Whoever planned the message has learned of its end. */
  async settled(tx: Tx, id: string): Promise<void> {
    await tx.run('UPDATE message SET settled_at = desk_now() WHERE id = $1', [id]);
  }

  /**
   * At the start: mails that were held for want of a relay become `pending` where one is set now; where none is, those that nobody tried become
   * `held`, so that everybody sees why they do not leave. How many changed.
   */
  releaseHeld(): Promise<number> {
    return this.config.smtpUrl ? this.outbox.release('email') : this.outbox.hold('email', 'no mail relay');
  }

  /** The texts that the desk begins with; what is there stays as it is. How many it made. */
  ensureStarterTemplates(tx: Tx): Promise<number> {
    return this.templates.ensureStarter(tx);
  }

  private get firstState(): 'pending' | 'held' {
    return this.config.smtpUrl ? 'pending' : 'held';
  }

  private async planned(tx: Tx, effectKey: string): Promise<string | null> {
    return (await tx.maybe<{ id: string }>('SELECT id FROM message WHERE effect_key = $1', [effectKey]))?.id ?? null;
  }
}

async function openChat(reader: Reader, ticketId: string | undefined): Promise<Reach> {
  const [chat] = await reader.rows<{ id: string }>('SELECT id FROM chat WHERE ticket_id = $1 AND resume_until > desk_now() LIMIT 1', [
    ticketId ?? null,
  ]);
  return chat ? { ok: true, address: chat.id } : { ok: false, why: 'There is no open chat: ask by e-mail, or by phone and log it.' };
}

async function liveAddress(reader: Reader, customerId: string | null, kind: 'email' | 'phone'): Promise<string | null> {
  if (customerId === null) return null;
  const [row] = await reader.rows<{ value: string }>(
    `SELECT a.value_norm AS value FROM address a
     WHERE a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $1) AND a.kind = $2 AND a.state = 'live'
     ORDER BY a.verified DESC, a.created_at DESC, a.id DESC LIMIT 1`,
    [customerId, kind],
  );
  return row?.value ?? null;
}
