import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { readEmail, readPhone } from '../customers/customer-match.service';
import { countryOfZone } from '../customers/address.service';
import { PublicBrakes } from '../intake/public-brakes.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing } from '../platform/errors';
import { SECRET } from '../platform/platform.module';
import { hashToken, publicToken } from '../platform/tokens';
import type { ChatLinesView, ChatLineView, ChatOpenedView, OpenChat } from './chat.dto';

export interface Chat {
  id: string;
  locationKey: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  ticketId: string | null;
}

const MOST_CHATS_AN_HOUR = 20;
const RESUME_DAYS = 7;
const LINES_A_PAGE = 200;

export const RESUME_UNTIL = `desk_now() + interval '${String(RESUME_DAYS)} days'`;
/** Lines as the customer sees them; `l` is the line. */
export const LINE_COLUMNS = `l.seq, l.client_line_id AS "clientLineId", l.author, l.text, l.at,
  (SELECT split_part(s.name, ' ', 1) FROM staff s WHERE s.id = l.staff_id) AS name`;

const FIND = `SELECT c.id, p.key AS "locationKey", c.name, c.email, c.phone, c.ticket_id AS "ticketId" FROM chat c JOIN location p ON p.id = c.location_id
  WHERE c.token_hash = $1 AND c.resume_until > desk_now()`;
const GONE = 'This chat has ended. Start a new one.';

/** Chats with the public. Whoever has the token is the customer of this chat; nothing else is shown for it. */
@Injectable()
export class Chats {
  constructor(
    private readonly db: Database,
    private readonly brakes: PublicBrakes,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  /** Opens no ticket yet: the first line does. Invalid (400) for an address that is none, TooOften (429). */
  async open(wish: OpenChat, ip: string): Promise<ChatOpenedView> {
    const id = uuidv7();
    const token = publicToken(this.secret, 'chat', id, 1);
    if (wish.email) readEmail(wish.email);
    return this.db.transaction(async (tx) => {
      const place = await this.place(tx, wish.location);
      if (wish.phone) readPhone(wish.phone, place.country ?? countryOfZone(place.zone));
      await this.brakes.count(tx, 'chat', ip, MOST_CHATS_AN_HOUR, await tx.now());
      const { resumeUntil } = await tx.one<{ resumeUntil: Date }>(
        `INSERT INTO chat (id, token_hash, location_id, name, email, phone, resume_until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, ${RESUME_UNTIL}, desk_now()) RETURNING resume_until AS "resumeUntil"`,
        [id, hashToken(token), place.id, wish.name ?? null, wish.email ?? null, wish.phone ?? null],
      );
      return { token, resumeUntil };
    });
  }

  /** Missing (404) for a token that opens nothing, or nothing any more. */
  async byToken(token: string): Promise<Chat> {
    const chat = await this.db.maybe<Chat>(FIND, [hashToken(token)]);
    if (!chat) throw new Missing(GONE);
    return chat;
  }

  /** The same under its lock: the lines of one chat are written one after the other, so that their numbers rise in the order of their commits. */
  async lock(tx: Tx, token: string): Promise<Chat> {
    const chat = await tx.maybe<Chat>(`${FIND} FOR NO KEY UPDATE OF c`, [hashToken(token)]);
    if (!chat) throw new Missing(GONE);
    return chat;
  }

  async lines(token: string, after: number): Promise<ChatLinesView> {
    const { id } = await this.byToken(token);
    const rows = await this.db.rows<ChatLineView>(
      `SELECT ${LINE_COLUMNS} FROM chat_line l WHERE l.chat_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3`,
      [id, after, LINES_A_PAGE + 1],
    );
    const items = rows.slice(0, LINES_A_PAGE);
    return { items, nextAfter: rows.length > LINES_A_PAGE ? (items.at(-1)?.seq ?? null) : null };
  }

  private async place(tx: Tx, key: string | undefined): Promise<{ id: string; country: string | null; zone: string }> {
    const place = await tx.maybe<{ id: string; country: string | null; zone: string }>(
      `SELECT id, country, zone FROM location WHERE $1::text IS NULL OR key = $1 ORDER BY key = 'main' DESC, created_at LIMIT 1`,
      [key ?? null],
    );
    if (!place) throw new Invalid(key ? `There is no location "${key}".` : 'This desk has no location yet.');
    return place;
  }
}
