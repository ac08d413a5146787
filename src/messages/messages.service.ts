import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Config } from '../platform/config';
import type { Reader, Tx } from '../platform/database/tx';
import { mayBeTried } from '../platform/jobs/row-by-row';
import { CONFIG } from '../platform/runtime';
import { TemplatesService } from '../templates/templates.service';
import { ClosedWays } from './closed-ways.service';
import { BRAKED, CANCEL_OUTDATED, PLAN, PLAN_STAFF } from './message-plan.service';
import {
  type Channel,
  isAutomatic,
  type MessageKind,
  type MessageState,
  type PlannedMessage,
  type PlannedStaffMail,
} from './message.rules';
import { SPOKEN_KINDS } from './journey.rules';
import { overtakenBy } from './late-parts.service';
import { Outbox } from './outbox.service';
import { IS_ADVERTISING, SpendingGifts } from './spending-gifts.service';
import { scriptOf } from './task-script.rules';
import { TaskWriting } from './task-writing.service';
import { Troubles } from './troubles.service';
import { channelsFor, OUT_OF_ORDER } from './ways.rules';

export type { MessageKind, PlannedMessage, PlannedStaffMail } from './message.rules';

/** May the customer be reached this way, and where; else why not, in a sentence for the person who asks. */
export type Reach = { ok: true; address: string } | { ok: false; why: string };

interface Planned {
  id: string;
  state: MessageState;
  channel: Channel;
  to: string;
  why: string | null;
}

/** A person calls or writes within this time, unless the message waits for later anyway. */
const BY_HAND_MS = 4 * 3_600_000;

const NO_RELAY = 'No mail relay is set: ask by phone and log it.';

/** What other features ask of messages. Everything is written in the caller's transaction and sent after it. */
@Injectable()
export class MessagesService {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl' | 'smsUrl'>,
    private readonly outbox: Outbox,
    private readonly templates: TemplatesService,
    private readonly troubles: Troubles,
    private readonly tasks: TaskWriting,
    private readonly closedWays: ClosedWays,
    private readonly spending: SpendingGifts,
  ) {}

  /**
   * Writes one message for the customer and returns its id; the id of the earlier one under the same effect key; null where no way to the customer is
   * left. By call or letter it is a task for a person. A brake (settled.md 35) makes it `cancelled`.
   */
  async plan(tx: Tx, plan: PlannedMessage): Promise<string | null> {
    const { effectKey, kind, ticketId, now, channel = 'best' } = plan;
    const ways = channelsFor(kind, { email: true, sms: this.config.smsUrl !== null });
    const { channels, barred } =
      plan.needsSpend === true ? await this.spending.ways(tx, plan.customerId, ways, now) : { channels: ways, barred: [] };
    // most kinds go by mail alone, and that is asked about when it leaves
    const closed = channels.length > 1 && channel === 'best' ? await this.closedWays.of(tx, plan.customerId) : new Set<string>();
    const row = await tx.maybe<Planned>(PLAN, [
      ...[uuidv7(), effectKey, ticketId, plan.customerId, plan.cycle, kind, plan.class, plan.automatic ?? isAutomatic(kind)],
      ...[JSON.stringify(plan.vars), plan.notBefore ?? null, now, plan.to?.trim().toLowerCase() ?? null, this.firstState],
      ...[
        BRAKED,
        plan.sendBefore ?? null,
        channel,
        channels,
        this.config.smsUrl ? 'pending' : 'held',
        [...closed, ...barred],
        OUT_OF_ORDER,
      ],
    ]);
    if (!row) return this.unplanned(tx, plan, { isNarrowed: channels.length < ways.length, isClosed: closed.size > 0 });
    if (row.state === 'held' && channels.length < ways.length) await this.tellAdvertising(tx, plan, row);
    if (row.state === 'pending' && (plan.notBefore ?? now) <= now) tx.wake(row.channel === 'email' ? 'send-email' : 'send-other', row.id);
    if (SPOKEN_KINDS.includes(kind)) await overtakenBy(tx, ticketId, row.id);
    if (row.state === 'held') await this.byHand(tx, plan, row);
    // One receipt less is what the sender of two complaints expects; a silenced conversation is something to look at.
    if (row.state === 'cancelled' && kind !== 'receipt') {
      await this.troubles.tell(tx, [{ messageId: row.id, ticketId, kind, state: 'cancelled', why: row.why ?? '' }]);
    }
    return row.id;
  }

  /**
   * There is one already, or no way is left. Where that is for want of consent, by the customer's wish or because no address works any more, a person
   * thinks of something else; whoever never gave an address wanted none.
   */
  private async unplanned(
    tx: Tx,
    plan: PlannedMessage,
    { isNarrowed, isClosed }: Record<'isNarrowed' | 'isClosed', boolean>,
  ): Promise<string | null> {
    const earlier = await this.planned(tx, plan.effectKey);
    if (earlier !== null) return earlier;
    if (isNarrowed) await this.tellAdvertising(tx, plan, null);
    // of one way alone it is not known that it was the last
    else if (isClosed || (isBest(plan) && (await hadAddress(tx, plan.customerId)))) await this.tasks.noWay(tx, plan);
    return null;
  }

  /** `row`: the call or the letter that it has become. */
  private async tellAdvertising(tx: Tx, { effectKey, ticketId, kind }: PlannedMessage, row: Planned | null): Promise<void> {
    if (row !== null && row.channel !== 'call' && row.channel !== 'post') return;
    const trouble = row
      ? { messageId: row.id, state: 'moved' as const, why: `by ${row.channel}. ${IS_ADVERTISING}` }
      : {
          messageId: effectKey,
          state: 'cancelled' as const,
          why: `${IS_ADVERTISING}. Give something else, or tell them when they are here`,
        };
    await this.troubles.tell(tx, [{ ticketId, kind, ...trouble }]);
  }

  private async byHand(tx: Tx, { kind, vars, ticketId, customerId, notBefore, now }: PlannedMessage, row: Planned): Promise<void> {
    if (row.channel !== 'call' && row.channel !== 'post') return;
    const dueAt = new Date((notBefore ?? now).getTime() + BY_HAND_MS);
    const task = { ticketId, customerId, messageId: row.id, address: row.to, dueAt, script: scriptOf(kind, vars), now };
    await this.tasks.open(tx, { dedupeKey: `message:${row.id}:1`, kind: row.channel, ...task });
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
  async reachable(
    reader: Reader,
    customerId: string | null,
    channel: 'email' | 'sms' | 'chat' | 'phone',
    ticketId?: string,
  ): Promise<Reach> {
    if (channel === 'chat') return openChat(reader, ticketId);
    if (channel === 'email' && !this.config.smtpUrl) return { ok: false, why: NO_RELAY };
    if (channel === 'sms') return this.textable(reader, customerId);
    const address = await liveAddress(reader, customerId, channel);
    if (address !== null) return { ok: true, address };
    const why =
      channel === 'email' ? 'There is no e-mail address that works: ask by phone and log it.' : 'There is no phone number that works.';
    return { ok: false, why };
  }

  private async textable(reader: Reader, customerId: string | null): Promise<Reach> {
    if (!this.config.smsUrl) return { ok: false, why: 'No SMS provider is set: ask by e-mail, or by phone and log it.' };
    const address = await liveAddress(reader, customerId, 'phone', true);
    if (address === null) return { ok: false, why: 'There is no number that texts can be sent to.' };
    const closed = await this.closedWays.of(reader, customerId);
    return closed.has(`sms:${address}`)
      ? { ok: false, why: 'The customer asked not to be texted: call or write an e-mail.' }
      : { ok: true, address };
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
       WHERE state = 'dead' AND settled_at IS NULL AND class <> 'staff' AND ticket_id IS NOT NULL AND ${mayBeTried('dead_message', 'message.id')} ORDER BY seq LIMIT 50`,
    );
  }

  /** Whoever planned the message has learned of its end. */
  async settled(tx: Tx, id: string): Promise<void> {
    await tx.run('UPDATE message SET settled_at = desk_now() WHERE id = $1', [id]);
  }

  /**
   * At the start: messages that were held for want of a provider become `pending` where one is set now; where none is, those that nobody tried become
   * `held`, so that everybody sees why they do not leave. How many changed.
   */
  async releaseHeld(): Promise<number> {
    const mails = this.config.smtpUrl ? this.outbox.release('email') : this.outbox.hold('email', 'no mail relay');
    const texts = this.config.smsUrl ? this.outbox.release('sms') : this.outbox.hold('sms', 'no SMS provider');
    return (await mails) + (await texts);
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

function isBest({ channel = 'best' }: PlannedMessage): boolean {
  return channel === 'best';
}

async function hadAddress(tx: Tx, customerId: string | null): Promise<boolean> {
  const sql = 'SELECT 1 FROM address WHERE customer_id = (SELECT coalesce(merged_into, id) FROM customer WHERE id = $1) LIMIT 1';
  return customerId !== null && (await tx.maybe(sql, [customerId])) !== null;
}

async function openChat(reader: Reader, ticketId: string | undefined): Promise<Reach> {
  const [chat] = await reader.rows<{ id: string }>('SELECT id FROM chat WHERE ticket_id = $1 AND resume_until > desk_now() LIMIT 1', [
    ticketId ?? null,
  ]);
  return chat ? { ok: true, address: chat.id } : { ok: false, why: 'There is no open chat: ask by e-mail, or by phone and log it.' };
}

async function liveAddress(reader: Reader, customerId: string | null, kind: 'email' | 'phone', textable = false): Promise<string | null> {
  if (customerId === null) return null;
  const [row] = await reader.rows<{ value: string }>(
    `SELECT a.value_norm AS value FROM address a
     WHERE a.customer_id = (SELECT coalesce(c.merged_into, c.id) FROM customer c WHERE c.id = $1) AND a.kind = $2 AND a.state = 'live'
       AND NOT ($3::boolean AND a.extension IS NOT NULL)
     ORDER BY a.verified DESC, a.created_at DESC, a.id DESC LIMIT 1`,
    [customerId, kind, textable],
  );
  return row?.value ?? null;
}
