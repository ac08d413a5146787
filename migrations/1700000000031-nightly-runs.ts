import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is done once a day is written down in one place, with what it found. */
export class NightlyRuns1700000000031 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE nightly_run (
  job text NOT NULL,
  day date NOT NULL,
  at timestamptz NOT NULL,
  findings jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(findings) = 'array'),
  PRIMARY KEY (job, day)
);
INSERT INTO nightly_run (job, day, at, findings)
SELECT 'budgets', day, at, findings FROM budget_proof
UNION ALL SELECT 'vouchers', day, at, CASE WHEN problems > 0 THEN jsonb_build_array(jsonb_build_object('problems', problems)) ELSE '[]' END FROM voucher_night
UNION ALL SELECT 'reviews', day, done_at, '[]' FROM review_day WHERE done_at IS NOT NULL
UNION ALL SELECT 'outcomes', day, at, '[]' FROM outcome_day
UNION ALL SELECT 'learning', day, at, '[]' FROM learning_run;
DROP TABLE budget_proof, voucher_night, review_day, outcome_day;
`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
CREATE TABLE budget_proof (
  day date PRIMARY KEY,
  at timestamptz NOT NULL,
  ok boolean NOT NULL,
  findings jsonb NOT NULL,
  CHECK (ok = (findings = '[]'))
);
CREATE TABLE voucher_night (
  day date PRIMARY KEY,
  at timestamptz NOT NULL,
  problems int CHECK (problems >= 0)
);
CREATE TABLE review_day (
  day date PRIMARY KEY,
  done_at timestamptz
);
CREATE TABLE outcome_day (day date PRIMARY KEY, at timestamptz NOT NULL);
INSERT INTO budget_proof (day, at, ok, findings) SELECT day, at, findings = '[]', findings FROM nightly_run WHERE job = 'budgets';
INSERT INTO voucher_night (day, at, problems) SELECT day, at, coalesce((findings->0->>'problems')::int, jsonb_array_length(findings)) FROM nightly_run WHERE job = 'vouchers';
INSERT INTO review_day (day, done_at) SELECT day, at FROM nightly_run WHERE job = 'reviews';
INSERT INTO outcome_day (day, at) SELECT day, at FROM nightly_run WHERE job = 'outcomes';
DROP TABLE nightly_run;`);
  }
}
