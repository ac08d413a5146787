import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { needsSentence, roleAtLeast } from '../staff/role.rules';
import { approvesIn } from './reach.rules';
import type { Delegate, DelegationList, DelegationView } from './delegation.dto';

const LONGEST_MS = 90 * 86_400_000;

const VIEW = `SELECT d.id, d.from_staff AS "from", f.name AS "fromName", d.to_staff AS "to", t.name AS "toName", d.starts_at AS "startsAt",
     d.ends_at AS "endsAt", d.ended_at AS "endedAt"
   FROM delegation d JOIN staff f ON f.id = d.from_staff JOIN staff t ON t.id = d.to_staff`;

/** Where somebody works: $1 staff, $2–$4 the places that are covered. Any row is a place that is not. */
const OUTSIDE = `SELECT 1 AS there FROM role_grant g LEFT JOIN team m ON m.id = g.team_id
   WHERE g.staff_id = $1 AND g.valid_from <= desk_now() AND (g.valid_to IS NULL OR g.valid_to > desk_now())
     AND NOT coalesce(g.location_id = ANY($2::uuid[]) OR g.team_id = ANY($3::uuid[]) OR m.location_id = ANY($2::uuid[]) OR g.desk_id = ANY($4::uuid[]), false)
   LIMIT 1`;

/** Who says yes in whose place while somebody is away. It always ends. */
@Injectable()
export class Delegations {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** What somebody gave and was given and is not over, the latest first. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery, by: Actor): Promise<DelegationList> {
    const rows = await this.db.rows<DelegationView>(
      `${VIEW} WHERE (d.from_staff = $1 OR d.to_staff = $1) AND d.ended_at IS NULL AND d.ends_at > desk_now()
         AND ($2::uuid IS NULL OR d.id < $2::uuid) ORDER BY d.id DESC LIMIT $3`,
      [by.staffId, cursor ? decodeCursor(cursor, 1)[0] : null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Throws Invalid for wrong times or oneself, Missing for nobody, Refused for who approves nothing and for somebody who works where the giver has no say. */
  give({ to, startsAt, endsAt }: Delegate, by: Actor): Promise<DelegationView> {
    if (!roleAtLeast(by.roles, 'lead')) throw new Refused('role', needsSentence(['lead']));
    return this.commands.once(by.command, async (tx) => {
      const now = await tx.now();
      const from = startsAt && startsAt > now ? startsAt : now;
      if (endsAt <= from) throw new Invalid('endsAt must be later than the start.');
      if (endsAt.getTime() - from.getTime() > LONGEST_MS) throw new Invalid('It lasts at most 90 days.');
      if (to === by.staffId) throw new Invalid('You have these rights already.');
      await mustStandIn(tx, to, by);
      const id = uuidv7();
      await tx.run(
        `INSERT INTO delegation (id, from_staff, to_staff, starts_at, ends_at, by_staff, created_at) VALUES ($1, $2, $3, $4, $5, $2, $6)`,
        [id, by.staffId, to, from, endsAt, now],
      );
      await audit(tx, by, 'delegation.given', `staff:${to}`, { id, endsAt });
      return tx.one<DelegationView>(`${VIEW} WHERE d.id = $1`, [id]);
    });
  }

  /** Ended by whoever gave it, or given back. Throws Missing. */
  end(id: string, by: Actor): Promise<DelegationView> {
    return this.commands.once(by.command, async (tx) => {
      const ended = await tx.run(
        `UPDATE delegation SET ended_at = desk_now() WHERE id = $1 AND (from_staff = $2 OR to_staff = $2) AND ended_at IS NULL AND ends_at > desk_now()`,
        [id, by.staffId],
      );
      if (ended === 0) throw new Missing('There is no such delegation that still holds.');
      await audit(tx, by, 'delegation.ended', `delegation:${id}`);
      return tx.one<DelegationView>(`${VIEW} WHERE d.id = $1`, [id]);
    });
  }
}

/** Whoever stands in keeps to their own places, so these must be the giver's too: a delegation never reaches further than the right itself. */
async function mustStandIn(tx: Tx, to: string, by: Actor): Promise<void> {
  const person = await tx.maybe<{ name: string }>(`SELECT name FROM staff WHERE id = $1 AND status <> 'left'`, [to]);
  if (!person) throw new Missing('There is nobody here under that id.');
  const { everywhere, locationIds, teamIds, deskIds } = approvesIn(by.grants);
  if (everywhere) return;
  if (await tx.maybe(OUTSIDE, [to, locationIds, teamIds, deskIds]))
    throw new Refused('place', `${person.name} also works in places that are not yours. Choose somebody who works only where you do.`);
}
