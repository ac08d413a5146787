import { Injectable } from '@nestjs/common';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import { DAY_MS } from '../clocks/clock.rules';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import type { Learned } from '../learning/score.rules';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid } from '../platform/errors';
import { SYSTEM } from '../staff/actor.dto';
import type { AskReplay, AssociationView, ReplayView } from './replay.dto';
import { type Counted, nothingYet, type PastTicket, replay, type Replayed, shareOf } from './replay.rules';

const LONGEST_MS = 92 * DAY_MS;
const USUAL_MS = 30 * DAY_MS;
const AT_ONCE = 250;
/** An answer within seconds is worth more than the last thousand tickets. */
const MOST = 5000;

/** $1, $2 the time; $3, $4 the place after which to go on; $5 how many. The last set of each fix, newest first, with what came of its first gift. */
const SETS = `
  SELECT s.id, s.made_at AS "madeAt", s.made_at::text AS place, s.inputs::text AS inputs, t.channel = 'in_person' AS present, best.code AS first, o.value AS outcome
  FROM suggestion_set s JOIN ticket t ON t.id = s.ticket_id
  LEFT JOIN LATERAL (SELECT ty.code, l.type_version_id FROM suggestion l JOIN gesture_type_version v ON v.id = l.type_version_id
    JOIN gesture_type ty ON ty.id = v.type_id WHERE l.set_id = s.id AND l.rank = 1) best ON true
  LEFT JOIN gesture g ON g.ticket_id = s.ticket_id AND g.cycle = s.cycle AND g.suggestion_set_id = s.id AND g.type_version_id = best.type_version_id
    AND g.offered_at IS NOT NULL AND g.state NOT IN ('revoked', 'substituted')
  LEFT JOIN outcome o ON o.ticket_id = g.ticket_id AND o.cycle = g.cycle AND o.value <> 'unknown'
  WHERE s.made_at >= $1 AND s.made_at < $2 AND s.propensity IS NOT NULL AND (s.made_at, s.id) < ($3::timestamptz, $4::uuid)
    AND NOT EXISTS (SELECT FROM suggestion_set later WHERE later.ticket_id = s.ticket_id AND later.cycle = s.cycle AND later.made_at < $2
      AND (later.made_at, later.id) > (s.made_at, s.id))
  ORDER BY s.made_at DESC, s.id DESC LIMIT $5`;

interface SetRow {
  id: string;
  madeAt: Date;
  place: string;
  inputs: string;
  present: boolean;
  first: string | null;
  outcome: 'recovered' | 'not_recovered' | null;
}

interface Inputs {
  facts: Omit<OneUpFacts, 'actor' | 'present'>;
  zone: string;
  catalogue: string[];
  learned: Learned;
}

/** Runs tickets of the past against changed rules. Writes nothing: the transaction could not. */
@Injectable()
export class Replays {
  constructor(
    private readonly db: Database,
    private readonly catalogue: GestureCatalogue,
  ) {}

  /** The last 30 days where no time is named; Invalid beyond 92 days. `cut`: only the newest 5,000 tickets were looked at. */
  run({ from, to, changes }: AskReplay): Promise<ReplayView> {
    return this.db.transaction(async (tx) => {
      await tx.run('SET TRANSACTION READ ONLY');
      const until = to ?? (await tx.now());
      const since = from ?? new Date(until.getTime() - USUAL_MS);
      const length = until.getTime() - since.getTime();
      if (length <= 0 || length > LONGEST_MS) throw new Invalid('from must be before to, by 92 days at most.');
      const sum = nothingYet();
      const known = new Map<string, CatalogueEntry>();
      let place: [string, string] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
      for (let read = AT_ONCE; read === AT_ONCE && sum.tickets < MOST;) {
        const rows = await tx.rows<SetRow>(SETS, [since, until, ...place, AT_ONCE]);
        replay(await this.ticketsOf(tx, rows, known), changes, sum);
        const last = rows.at(-1);
        if (last) place = [last.place, last.id];
        read = rows.length;
      }
      return viewOf(sum, since, until);
    });
  }

  private async ticketsOf(tx: Tx, rows: readonly SetRow[], known: Map<string, CatalogueEntry>): Promise<PastTicket[]> {
    const read = rows.map((row) => ({ row, inputs: JSON.parse(row.inputs, revived) as Inputs }));
    const missing = [...new Set(read.flatMap(({ inputs }) => inputs.catalogue))].filter((id) => !known.has(id));
    for (const [id, entry] of await this.catalogue.ofVersions(tx, missing)) known.set(id, entry);
    return read.map(({ row, inputs: { facts, zone, catalogue, learned } }) => ({
      facts: { ...facts, actor: SYSTEM, present: row.present },
      zone,
      madeAt: row.madeAt,
      // What was in the catalogue then was in use then.
      catalogue: catalogue.flatMap((id) => {
        const entry = known.get(id);
        return entry ? [{ ...entry.facts, status: 'active' as const }] : [];
      }),
      learned,
      first: row.first,
      outcome: row.outcome,
    }));
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Times were kept as texts. */
function revived(_key: string, value: unknown): unknown {
  return typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value;
}

function viewOf(sum: Replayed, from: Date, to: Date): ReplayView {
  return {
    from,
    to,
    tickets: sum.tickets,
    cut: sum.tickets >= MOST,
    differing: sum.differing,
    differingShare: sum.tickets === 0 ? null : sum.differing / sum.tickets,
    costDifference: [...sum.costMinor].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    label: 'association',
    firstAgain: associationOf(sum.again),
    firstNoMore: associationOf(sum.otherwise),
  };
}

function associationOf(counted: Counted): AssociationView {
  return { ...counted, ...(shareOf(counted) ?? { share: null, low: null, high: null }) };
}
