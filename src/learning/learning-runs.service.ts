import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import { FAILURE_WORDS } from '../oneup/type-fit.rules';
import type { Tx } from '../platform/database/tx';
import { type Night, NightlyRuns } from '../platform/jobs/nightly-runs';
import { PurchaseFigures } from '../purchases/purchase-figures.service';
import { StaffService } from '../staff/staff.service';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';
import { LearnedNumbers, type LearnedRow } from './learned.service';
import { isFrozen, knownShare, LOCAL_CASES, PRIOR_CASES, type RecentCases } from './learning.rules';
import { plainChances, toTakeOut, type ToTakeOut } from './taken-out.rules';

/** How the numbers are reckoned; another way gets another name, and a set of suggestions is named after it and the run. */
const METHOD = `k${String(PRIOR_CASES)}-1`;

export function modelVersion(run: number | null): string {
  return `${METHOD}:${String(run ?? 0)}`;
}

const RECENT = `SELECT
  (SELECT count(*) FROM outcome o JOIN learning_case c ON c.ticket_id = o.ticket_id AND c.cycle = o.cycle
    WHERE o.value <> 'unknown' AND o.decided_at > $1::timestamptz - interval '30 days') AS known,
  (SELECT count(*) FROM learning_case c WHERE c.offered_at > $1::timestamptz - interval '30 days') AS offered`;

/**
 * $1 run, $2 now, $3 known cases from which a location speaks for itself. Each case under what its ticket is said to be today (edge 110). Numbers are
 * cut to six digits, because two sums of the same weights in another order need not be equal.
 */
const COUNT = `
  INSERT INTO learned (run_id, failure_class, type_code, location_id, class, s, n, raw_s, raw_n)
  SELECT $1, failure_class, type_code, location_id, class, least(round(sum(weight) FILTER (WHERE won), 6), round(sum(weight), 6)), round(sum(weight), 6),
    count(*) FILTER (WHERE won), count(*)
  FROM (
    SELECT c.failure_class, c.type_code, c.location_id, c.class, o.value = 'recovered' AS won,
      power(0.5, greatest(extract(epoch FROM $2::timestamptz - c.offered_at), 0)::float8 / 31536000)::numeric AS weight
    FROM outcome o JOIN learning_case c ON c.ticket_id = o.ticket_id AND c.cycle = o.cycle WHERE o.value <> 'unknown') cases
  GROUP BY GROUPING SETS ((failure_class, type_code, class), (failure_class, type_code, class, location_id))
  HAVING grouping(location_id) = 1 OR sum(weight) >= $3`;

/** Counts once a local day what gifts led to, and takes out those that do not help. Each count is a version of its own. */
@Injectable()
export class LearningRuns {
  constructor(
    private readonly nights: NightlyRuns,
    private readonly numbers: LearnedNumbers,
    private readonly catalogue: GestureCatalogue,
    private readonly staff: StaffService,
    private readonly purchases: PurchaseFigures,
  ) {}

  /** Today's count, where nobody made it yet. Returns how many runs it made: 1 or 0. */
  daily(): Promise<number> {
    return this.nights.once('learning', async (tx, night) => {
      await this.count(tx, night);
      return [];
    });
  }

  private async count(tx: Tx, { day, now }: Night): Promise<void> {
    const recent = await tx.one<RecentCases>(RECENT, [now]);
    const frozen = isFrozen(recent);
    const run = await tx.one<{ id: number }>(
      `INSERT INTO learning_run (day, at, model_version, frozen, known_share, cases, median_margin_units)
       VALUES ($2, $1, $3, $4, $5, $6, $7) RETURNING id`,
      [now, day, METHOD, frozen, knownShare(recent), recent.known, await this.purchases.medianMarginUnits(tx, now)],
    );
    if (!frozen) {
      await tx.run(COUNT, [run.id, now, LOCAL_CASES]);
      await this.takeOut(tx, run.id, now);
    }
  }

  private async takeOut(tx: Tx, run: number, now: Date): Promise<void> {
    const learned = await this.numbers.ofRun(tx, run);
    const types = (await this.catalogue.active(tx)).filter(({ terms }) => terms.kind !== 'custom');
    const before = await tx.rows<{ failureClass: FailureClass; code: string; cases: number | null }>(
      `SELECT DISTINCT ON (failure_class, type_code) failure_class AS "failureClass", type_code AS code, put_back_cases AS cases
       FROM taken_out ORDER BY failure_class, type_code, put_back_at DESC NULLS FIRST`,
    );
    for (const failureClass of FAILURE_CLASSES) {
      const mine = <Row extends { failureClass: FailureClass }>(rows: readonly Row[]) =>
        rows.filter((row) => row.failureClass === failureClass);
      const numbers: LearnedRow[] = mine(learned);
      const out = mine(before).flatMap(({ code, cases }) => (cases === null ? [code] : []));
      const putBack = new Map(mine(before).flatMap(({ code, cases }) => (cases === null ? [] : [[code, cases] as const])));
      const chances = plainChances(
        failureClass,
        types.map(({ facts }) => facts),
        numbers,
      );
      for (const one of toTakeOut(chances, numbers, out, putBack)) {
        const cases = numbers.find(({ code }) => code === one.code);
        await this.write(tx, run, failureClass, one, now);
        await this.tell(tx, run, types, { failureClass, one, won: cases?.rawS ?? 0, known: cases?.rawN ?? 0 }, now);
      }
    }
  }

  private async write(tx: Tx, run: number, failureClass: FailureClass, { code }: ToTakeOut, now: Date): Promise<void> {
    await tx.run(
      `INSERT INTO taken_out (id, failure_class, type_code, run_id, since) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (failure_class, type_code) WHERE put_back_at IS NULL DO NOTHING`,
      [uuidv7(), failureClass, code, run, now],
    );
  }

  private async tell(
    tx: Tx,
    run: number,
    types: readonly CatalogueEntry[],
    { failureClass, one, won, known }: { failureClass: FailureClass; one: ToTakeOut; won: number; known: number },
    now: Date,
  ): Promise<void> {
    const name = types.find(({ code }) => code === one.code)?.terms.name ?? one.code;
    const best = String(Math.round(one.best.chance * 10));
    const text = `"${name}" is no longer suggested after ${FAILURE_WORDS[failureClass]}: it worked for ${String(won)} of ${String(known)}, the best works for about ${best} in 10. You can put it back.`;
    for (const { staffId } of await this.staff.people(tx, { role: 'manager', locationId: null, teamId: null })) {
      const dedupeKey = `taken_out:${String(run)}:${failureClass}:${one.code}:${staffId}`;
      await this.staff.notify(tx, { staffId, ticketId: null, kind: 'taken_out', text, dedupeKey }, now);
    }
  }
}
