import { Injectable } from '@nestjs/common';
import { statement } from '../platform/database/sql';
import type { Tx } from '../platform/database/tx';
import { TooOften } from '../platform/errors';
import { networkOf } from '../platform/http/network.rules';

const COUNT = statement(
  'public-call.count',
  `INSERT INTO public_call AS c (bucket, hour, calls) VALUES ($1, date_trunc('hour', $2::timestamptz), 1)
   ON CONFLICT (bucket, hour) DO UPDATE SET calls = c.calls + 1
   RETURNING calls, ceil(extract(epoch FROM hour + interval '1 hour' - $2::timestamptz))::int AS "secondsLeft"`,
);
const FORGET = `DELETE FROM public_call WHERE ctid IN (SELECT ctid FROM public_call WHERE hour < $1::timestamptz - interval '1 day' LIMIT 200)`;

/** Holds up strangers who open chats, send forms or ask for links by the hundred. */
@Injectable()
export class PublicBrakes {
  /** Counts one call of `what` from this address. Throws TooOften after `most` in one hour; a call that is refused later in `tx` is not counted. */
  async count(tx: Tx, what: 'chat' | 'form' | 'link' | 'code', ip: string, most: number, now: Date): Promise<void> {
    const { calls, secondsLeft } = await tx.one<{ calls: number; secondsLeft: number }>(COUNT, [`${what}:${networkOf(ip)}`, now]);
    if (calls === 1) await tx.run(FORGET, [now]);
    if (calls > most)
      throw new TooOften('Too many from your network within an hour. Please call us, or try again later.', Math.max(secondsLeft, 1));
  }
}
