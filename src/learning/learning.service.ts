import { Injectable } from '@nestjs/common';
import { GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import { refuseOnePlace } from '../catalogue/gesture-type-writing.service';
import { refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { FAILURE_CLASSES, type FailureClass } from '../touchpoints/failure-class.rules';
import { LearnedNumbers, type LearnedRow } from './learned.service';
import { intervalOf } from './learning.rules';
import type { ChangeLearning, LearnedView, LearningQuery, LearningSettingView, LearningView, PutBack, PutBackView } from './learning.dto';
import { modelVersion } from './learning-runs.service';
import { plainChances } from './taken-out.rules';

const SETTING = `SELECT recovered_units AS "recoveredUnits", version FROM learning_setting`;

interface OutRow {
  failureClass: FailureClass;
  code: string;
  since: Date;
}

/** What managers see of the learning, and where they overrule it. */
@Injectable()
export class LearningService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly catalogue: GestureCatalogue,
    private readonly numbers: LearnedNumbers,
  ) {}

  /** Every gift in use after every kind of failure; by failure, then by code. */
  async list({ failureClass, limit = PAGE_SIZE, cursor }: LearningQuery): Promise<LearningView> {
    const place = cursor ? decodeCursor(cursor, 2).join(' ') : '';
    const last = await this.db.maybe<{ at: Date; frozen: boolean; knownShare: number | null; cases: number }>(
      `SELECT at, frozen, known_share AS "knownShare", cases FROM learning_run ORDER BY id DESC LIMIT 1`,
    );
    const run = await this.numbers.goodRun(this.db);
    const rows = await this.rows(run, failureClass);
    const after = rows.filter((row) => `${row.failureClass} ${row.gestureType}` > place);
    const { items, nextCursor } = pageOf(after.slice(0, limit + 1), limit, (row) => [row.failureClass, row.gestureType]);
    const setting = await this.db.one<LearningSettingView>(SETTING);
    return {
      modelVersion: run === null ? null : modelVersion(run),
      at: last?.at ?? null,
      frozen: last?.frozen ?? true,
      knownShare: last?.knownShare ?? null,
      cases: last?.cases ?? 0,
      ...setting,
      items,
      nextCursor,
    };
  }

  /** The owner's figure for a customer won back. Throws Forbidden for a manager of one place, Refused for a stale version. */
  change({ recoveredUnits, version }: ChangeLearning, by: Actor): Promise<LearningSettingView> {
    refuseOnePlace(by);
    return this.commands.once(by.command, async (tx) => {
      const before = await tx.one<LearningSettingView>(`${SETTING} FOR UPDATE`);
      refuseStale(version, before);
      await tx.run(`UPDATE learning_setting SET recovered_units = $1, version = version + 1`, [recoveredUnits]);
      await audit(tx, by, 'learning.changed', 'learning:setting', { from: before.recoveredUnits, to: recoveredUnits });
      return tx.one<LearningSettingView>(SETTING);
    });
  }

  /** Suggests a gift again; it is judged anew only by further cases. Throws Forbidden for a manager of one place, Missing where it is not taken out. */
  putBack({ failureClass, gestureType, reason }: PutBack, by: Actor): Promise<PutBackView> {
    refuseOnePlace(by);
    return this.commands.once(by.command, async (tx) => {
      const run = await this.numbers.goodRun(tx);
      const now = await tx.now();
      const back = await tx.run(
        `UPDATE taken_out SET put_back_at = $3, put_back_by = $4, put_back_reason = $5, put_back_cases =
           coalesce((SELECT raw_n FROM learned WHERE run_id = $6 AND failure_class = $1 AND type_code = $2 AND location_id IS NULL), 0)
         WHERE failure_class = $1 AND type_code = $2 AND put_back_at IS NULL`,
        [failureClass, gestureType, now, by.staffId, reason, run],
      );
      if (back === 0) throw new Missing('This gift is not taken out after this kind of failure.');
      await audit(tx, by, 'learning.put_back', `gesture_type:${gestureType}`, { failureClass, reason });
      return { failureClass, gestureType, putBackAt: now };
    });
  }

  private async rows(run: number | null, only: FailureClass | undefined): Promise<LearnedView[]> {
    const types = (await this.catalogue.active(this.db)).filter(({ terms }) => terms.kind !== 'custom');
    const learned = run === null ? [] : await this.numbers.ofRun(this.db, run);
    const out = await this.db.rows<OutRow>(
      `SELECT failure_class AS "failureClass", type_code AS code, since FROM taken_out WHERE put_back_at IS NULL`,
    );
    const names = new Map(types.map(({ code, terms }) => [code, terms.name]));
    const classes = only === undefined ? [...FAILURE_CLASSES].sort() : [only];
    return classes.flatMap((failureClass) => {
      const mine = learned.filter((row) => row.failureClass === failureClass);
      const chances = plainChances(
        failureClass,
        types.map(({ facts }) => facts),
        mine,
      );
      return chances.map((one) => viewOf(one, failureClass, names.get(one.code) ?? one.code, mine, out));
    });
  }
}

function viewOf(
  { code, chance, n }: { code: string; chance: number; n: number },
  failureClass: FailureClass,
  name: string,
  learned: readonly LearnedRow[],
  out: readonly OutRow[],
): LearnedView {
  const own = learned.find((row) => row.code === code);
  return {
    failureClass,
    gestureType: code,
    name,
    worked: own?.rawS ?? 0,
    known: own?.rawN ?? 0,
    s: own?.s ?? 0,
    n,
    chance,
    ...intervalOf(chance, n),
    takenOutSince: out.find((one) => one.failureClass === failureClass && one.code === code)?.since ?? null,
  };
}
