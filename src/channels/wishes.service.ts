import { Injectable } from '@nestjs/common';
import { CustomersService } from '../customers/customers.service';
import { messageVisibleTo } from '../messages/message-sight.rules';
import { Commands } from '../platform/database/commands';
import { Missing } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import type { WishChannel } from './task.dto';

type Wish = WishChannel['channel'];

/** How customers asked to be written to: about one complaint, and in general. */
@Injectable()
export class Wishes {
  constructor(
    private readonly commands: Commands,
    private readonly customers: CustomersService,
  ) {}

  /** Holds for what is planned from now on. Missing (404) where this person sees no such ticket. */
  ofTicket(ref: string, channel: Wish, actor: Actor): Promise<WishChannel> {
    return this.commands.once(actor.command, async (tx) => {
      const params: unknown[] = [channel, ref.replace(/^R-/i, '')];
      const visible = messageVisibleTo(actor, 'm', 't', params);
      const changed = await tx.run(
        `UPDATE ticket SET wish_channel = $1 WHERE id = (
           SELECT t.id FROM ticket t CROSS JOIN LATERAL (SELECT t.id AS ticket_id, NULL::uuid AS staff_id) m
           WHERE (t.id = CASE WHEN $2 ~ '^[0-9a-fA-F-]{36}$' THEN $2::uuid END OR t.number = CASE WHEN $2 ~ '^[0-9]{1,15}$' THEN $2::bigint END) AND ${visible})`,
        params,
      );
      if (changed === 0) throw new Missing('There is no such ticket.');
      return { channel };
    });
  }

  /** Missing (404) where this person sees no such customer. */
  ofCustomer(id: string, channel: Wish, actor: Actor): Promise<WishChannel> {
    return this.commands.once(actor.command, async (tx) => {
      const customer = await this.customers.view(id, actor, tx);
      await tx.run('UPDATE customer SET preferred_channel = $2 WHERE id = $1', [customer.id, channel]);
      return { channel };
    });
  }
}
