import { Inject, Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import type { Config } from '../platform/config';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { CONFIG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { Breaker } from './breaker.service';
import { type ChannelList, type ChannelView, PAUSABLE, type PauseChannel } from './channel.dto';
import { type Channel, CHANNELS } from './message.rules';

const LONGEST_PAUSE_MS = 7 * 86_400_000;
/** `lastSuccessAt` is looked for among so many: the time of sending has no index, so that sending stays cheap. */
const LAST_SENT = 2000;

interface Row {
  channel: Channel;
  lastSuccessAt: Date | null;
  waiting: number;
  oldestWaitingSince: Date | null;
  uncertain: number;
  dead: number;
  by: string | null;
  reason: string | null;
  until: Date | null;
}

const HEALTH = `
  WITH clock AS MATERIALIZED (SELECT desk_now() AS now),
  sent AS (SELECT channel, max(sent_at) AS at FROM (SELECT channel, sent_at FROM message WHERE state = 'sent' ORDER BY id DESC LIMIT ${String(LAST_SENT)}) few GROUP BY channel),
  waiting AS (
    SELECT channel, count(*)::int AS n, min(greatest(not_before, created_at)) AS since FROM message
    WHERE state IN ('pending', 'held') AND not_before <= (SELECT now FROM clock) GROUP BY channel),
  bad AS (
    SELECT channel, count(*) FILTER (WHERE state = 'uncertain')::int AS uncertain,
      count(*) FILTER (WHERE state = 'dead' AND created_at > (SELECT now FROM clock) - interval '7 days')::int AS dead
    FROM message WHERE state IN ('uncertain', 'dead') GROUP BY channel)
  SELECT c.channel, sent.at AS "lastSuccessAt", coalesce(waiting.n, 0) AS waiting, waiting.since AS "oldestWaitingSince",
    coalesce(bad.uncertain, 0) AS uncertain, coalesce(bad.dead, 0) AS dead, s.name AS by, p.reason, p.until
  FROM unnest($1::text[]) WITH ORDINALITY AS c(channel, place)
  LEFT JOIN sent USING (channel) LEFT JOIN waiting USING (channel) LEFT JOIN bad USING (channel)
  LEFT JOIN channel_pause p ON p.channel = c.channel AND p.until > (SELECT now FROM clock) LEFT JOIN staff s ON s.id = p.staff_id
  ORDER BY c.place`;

/** The ways out of the house: how each is doing, and stopping one for a while. */
@Injectable()
export class ChannelDesk {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly breaker: Breaker,
    @Inject(CONFIG) private readonly config: Pick<Config, 'smtpUrl' | 'smsUrl' | 'smsPerSecond'>,
  ) {}

  async list(reader: Reader = this.db): Promise<ChannelList> {
    return { breaker: await this.breaker.stopped(reader), items: await this.views(reader) };
  }

  /** Automatic messages go on after the breaker stopped them; also where it did not. */
  letGo(note: string | undefined, actor: Actor): Promise<ChannelList> {
    return this.commands.once(actor.command, async (tx) => {
      await this.breaker.lift(tx, note, actor);
      return this.list(tx);
    });
  }

  /** Nothing of this channel is taken up until then; what is being sent at this moment goes out. A second pause takes the place of the first. */
  pause(channel: Channel, { reason, until }: PauseChannel, actor: Actor): Promise<ChannelView> {
    return this.commands.once(actor.command, async (tx) => {
      refuseByHand(channel);
      const now = await tx.now();
      const staffId = actor.staffId;
      if (staffId === null) throw new Refused('person', 'Only a person can stop a channel.');
      if (until <= now) throw new Invalid('until must be later than now.');
      if (until.getTime() - now.getTime() > LONGEST_PAUSE_MS) throw new Invalid('A channel can be stopped for 7 days at most.');
      await tx.run(
        `INSERT INTO channel_pause (channel, reason, staff_id, at, until) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (channel) DO UPDATE SET reason = EXCLUDED.reason, staff_id = EXCLUDED.staff_id, at = EXCLUDED.at, until = EXCLUDED.until`,
        [channel, reason, staffId, now, until],
      );
      await audit(tx, actor, 'channel.paused', `channel:${channel}`, { until, reason });
      return this.view(tx, channel);
    });
  }

  /** Goes on at once; also where nothing was stopped. */
  resume(channel: Channel, note: string | undefined, actor: Actor): Promise<ChannelView> {
    return this.commands.once(actor.command, async (tx) => {
      refuseByHand(channel);
      const gone = await tx.run('DELETE FROM channel_pause WHERE channel = $1', [channel]);
      if (gone > 0) await audit(tx, actor, 'channel.resumed', `channel:${channel}`, { note: note ?? null });
      tx.wake(channel === 'email' ? 'send-email' : 'send-other', channel);
      return this.view(tx, channel);
    });
  }

  private async view(reader: Reader, channel: Channel): Promise<ChannelView> {
    const found = (await this.views(reader)).find((one) => one.channel === channel);
    if (!found) throw new Missing();
    return found;
  }

  private async views(reader: Reader): Promise<ChannelView[]> {
    const rows = await reader.rows<Row>(HEALTH, [CHANNELS]);
    return rows.map(({ by, reason, until, ...row }) => ({
      ...row,
      configured: row.channel === 'email' ? this.config.smtpUrl !== null : row.channel !== 'sms' || this.config.smsUrl !== null,
      ratePerMinute: row.channel === 'sms' ? this.config.smsPerSecond * 60 : null,
      paused: until === null ? null : { by: by ?? '', reason: reason ?? '', until },
    }));
  }
}

function refuseByHand(channel: Channel): void {
  if (!PAUSABLE.some((one) => one === channel))
    throw new Refused('by_hand', 'People bring these themselves: there is nothing to stop. Tell them, or take the tasks back.');
}
