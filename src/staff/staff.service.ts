import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { deskStands } from '../organisation/organisation.service';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import { type Sentence, spelled } from '../platform/said.rules';
import { type Holder, type Person, rungsFrom, whomToTell } from './escalation.rules';
import type { Role } from './role.rules';

/** Over what a role is wanted. */
export interface Wanted {
  role: Role;
  locationId: string | null;
  teamId: string | null;
  deskId?: string | null;
  /** Never these. */
  except?: readonly string[];
}

export interface News {
  staffId: string;
  ticketId: string | null;
  kind: string;
  /** Percent of a clock. */
  point?: number | null;
  /** A plain text is shown as it is, a sentence in the reader's language. */
  text: string | Sentence;
  /** The same key is never told twice. */
  dedupeKey: string;
}

const FARTHER_THAN_ANY_TREE = 1000;

/** What other features ask about people: who holds a role here, what is he called, tell him. */
@Injectable()
export class StaffService {
  constructor(private readonly db: Database) {}

  /**
   * Who is there and holds the role over this place, nearest first; the next rung up where it is empty, every manager where the whole
   * ladder is (settled.md 15). Whoever is absent or has left is never among them.
   */
  async people(reader: Reader, wanted: Wanted): Promise<Person[]> {
    const roles = [...new Set([...rungsFrom(wanted.role), ...rungsFrom('manager')])];
    const holders = await reader.rows<Holder>(
      `WITH RECURSIVE above AS (
         SELECT id, parent_id, 1 AS distance FROM location WHERE id = $1
         UNION ALL SELECT l.id, l.parent_id, a.distance + 1 FROM location l JOIN above a ON l.id = a.parent_id
       )
       SELECT s.id AS "staffId", s.name, g.role, coalesce(CASE g.scope_kind WHEN 'org' THEN true WHEN 'location' THEN a.id IS NOT NULL
           WHEN 'team' THEN g.team_id = $2 ELSE g.desk_id = $3 END, false) AS covers,
         CASE g.scope_kind WHEN 'location' THEN coalesce(a.distance, ${String(FARTHER_THAN_ANY_TREE)})
           WHEN 'org' THEN ${String(FARTHER_THAN_ANY_TREE)} ELSE 0 END AS distance
       FROM role_grant g JOIN staff s ON s.id = g.staff_id LEFT JOIN above a ON a.id = g.location_id, (SELECT desk_now() AS now) clock
       WHERE g.role = ANY($4) AND s.status = 'active' AND NOT s.id = ANY($5)
         AND g.valid_from <= clock.now AND (g.valid_to IS NULL OR g.valid_to > clock.now) AND ${deskStands('g.desk_id', 'clock.now')}`,
      [wanted.locationId, wanted.teamId, wanted.deskId ?? null, roles, wanted.except ?? []],
    );
    return whomToTell(wanted.role, holders);
  }

  /** The first word of the name, for customers. Throws Missing. */
  async firstName(staffId: string, reader: Reader = this.db): Promise<string> {
    const [row] = await reader.rows<{ name: string }>('SELECT name FROM staff WHERE id = $1', [staffId]);
    if (!row) throw new Missing();
    return row.name.split(/\s+/)[0] ?? row.name;
  }

  /** Puts news into somebody's list. False where the same news is there already. */
  async notify(tx: Tx, news: News, now?: Date): Promise<boolean> {
    const { text, said } = typeof news.text === 'string' ? { text: news.text, said: [] } : spelled(news.text);
    const inserted = await tx.run(
      `INSERT INTO notification (id, dedupe_key, staff_id, ticket_id, kind, point, text, said, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, desk_now())) ON CONFLICT (dedupe_key) DO NOTHING`,
      [uuidv7(), news.dedupeKey, news.staffId, news.ticketId, news.kind, news.point ?? null, text, JSON.stringify(said), now ?? null],
    );
    return inserted === 1;
  }
}
