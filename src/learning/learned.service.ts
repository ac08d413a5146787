import { Injectable } from '@nestjs/common';
import { statement } from '../platform/database/sql';
import type { Reader } from '../platform/database/tx';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { Learned, LearnedType } from './score.rules';

/** The newest run that was not frozen. */
export const GOOD_RUN = `(SELECT id FROM learning_run WHERE NOT frozen ORDER BY id DESC LIMIT 1)`;

const TYPES = `json_agg(json_build_object('code', type_code, 'class', class, 's', s, 'n', n, 'rawS', raw_s, 'rawN', raw_n) ORDER BY type_code)`;

// On the way of every suggestion: only the small tables, never a gift or an outcome.
const LEARNED = statement(
  'learned-for-ticket',
  `WITH good AS MATERIALIZED (SELECT ${GOOD_RUN} AS run),
     numbers AS MATERIALIZED (SELECT l.* FROM good JOIN learned l ON l.run_id = good.run AND l.failure_class = $1 AND (l.location_id IS NULL OR l.location_id = $2))
   SELECT good.run, coalesce((SELECT recovered_units FROM learning_setting), (SELECT median_margin_units FROM learning_run ORDER BY id DESC LIMIT 1)) AS "recoveredUnits",
     (SELECT coalesce(${TYPES} FILTER (WHERE location_id IS NULL), '[]') FROM numbers) AS types,
     (SELECT coalesce(${TYPES} FILTER (WHERE location_id IS NOT NULL), '[]') FROM numbers) AS here,
     ARRAY(SELECT type_code FROM taken_out WHERE failure_class = $1 AND put_back_at IS NULL ORDER BY type_code) AS "takenOut"
   FROM good`,
);

const ALL_TYPES = `SELECT failure_class AS "failureClass", type_code AS code, class, s, n, raw_s AS "rawS", raw_n AS "rawN"
  FROM learned WHERE run_id = $1 AND location_id IS NULL ORDER BY failure_class, type_code`;

export type LearnedRow = LearnedType & { failureClass: FailureClass };

/** What was learned, as it stands. */
@Injectable()
export class LearnedNumbers {
  /** About this kind of failure, everywhere and at this location. */
  async read(reader: Reader, failureClass: FailureClass, locationId: string): Promise<Learned> {
    const [found] = await reader.rows<Learned>(LEARNED, [failureClass, locationId]);
    if (!found) throw new Error('The numbers that were learned could not be read.');
    return found;
  }

  /** Of all locations together, by kind of failure and gift. */
  ofRun(reader: Reader, run: number): Promise<LearnedRow[]> {
    return reader.rows<LearnedRow>(ALL_TYPES, [run]);
  }

  async goodRun(reader: Reader): Promise<number | null> {
    const [row] = await reader.rows<{ id: number | null }>(`SELECT ${GOOD_RUN} AS id`);
    return row?.id ?? null;
  }
}
