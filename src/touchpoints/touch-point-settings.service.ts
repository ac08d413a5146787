import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { insertOnce, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { failureClassOfTouchPoint } from './failure-class.rules';
import type { Phase } from './starter-touch-points.rules';
import { TouchPoint } from './touch-point.entity';
import type { AddTouchPoint, ChangeTouchPoint, TouchPointsView, TouchPointView } from './touch-points.dto';
import { reordered, subtreeOf } from './tree.rules';
import { inReadingOrder } from './twig-views.rules';
import { checkPlace, checkShown, parentOf, rowOf } from './twigs.service';

const WHAT = 'touch point';

const ALL = `SELECT id, key, name, phase, parent_id AS "parentId", position, control, failure_class AS "failureClass", hidden, version, created_at AS "createdAt"
  FROM touch_point`;

/** The tree of touch points as people shape it. It is small (500 at most) and read whole; nothing is ever deleted from it. */
@Injectable()
export class TouchPointSettings {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** All touch points in the order of the journey; hidden ones only if asked for. */
  async list(withHidden: boolean): Promise<TouchPointsView> {
    return { items: views(await this.db.rows<TouchPoint>(ALL)).filter((view) => withHidden || !view.hidden) };
  }

  /** Throws Invalid (400) for an unknown parent or a missing phase, Refused (409) where the key is taken or the place is impossible. */
  add(wish: AddTouchPoint, by: Caller): Promise<TouchPointView> {
    if (wish.key === 'unsure') throw new Refused('reserved', '"unsure" means that nobody knows the touch point yet. Choose another key.');
    return this.commands.once(by.command, async (tx) => {
      const rows = await lockAll(tx);
      const parent = parentOf(rows, wish.parent ?? null, WHAT);
      checkPlace(rows, null, parent);
      const point = {
        id: uuidv7(),
        key: wish.key,
        name: wish.name,
        phase: phaseOf(wish.phase, parent),
        parentId: parent?.id ?? null,
        position: rows.length + 1,
        control: wish.control ?? 'yes',
        failureClass: wish.failureClass ?? parent?.failureClass ?? failureClassOfTouchPoint(wish.key),
        hidden: false,
        version: 1,
        createdAt: await tx.now(),
      } satisfies TouchPoint;
      await insertOnce(() => tx.manager.insert(TouchPoint, point), 'touch_point_key_key', wish.key);
      await reorder(tx, rows, point, wish.position);
      await audit(tx, by, 'touch_point.added', `touch_point:${wish.key}`, wish);
      return viewOf(tx, point.id);
    });
  }

  /** Renames, moves, reorders, hides. Throws Missing (404), Invalid (400), Refused (409): stale version, impossible place, hidden parent. */
  change(ref: string, wish: ChangeTouchPoint, by: Caller): Promise<TouchPointView> {
    return this.commands.once(by.command, async (tx) => {
      const rows = await lockAll(tx);
      const row = rowOf(rows, ref, WHAT);
      refuseStale(wish.version, await viewOf(tx, row.id));
      const parent =
        wish.parent === undefined ? (rows.find((each) => each.id === row.parentId) ?? null) : parentOf(rows, wish.parent, WHAT);
      checkPlace(rows, row.id, parent);
      checkShown(wish.hidden, parent);
      const changed = { id: row.id, parentId: parent?.id ?? null, phase: phaseOf(wish.phase ?? (parent ? undefined : row.phase), parent) };
      await tx.manager.update(TouchPoint, row.id, {
        name: wish.name ?? row.name,
        parentId: changed.parentId,
        control: wish.control ?? row.control,
        failureClass: wish.failureClass ?? row.failureClass,
        hidden: wish.hidden ?? row.hidden,
        version: row.version + 1,
      });
      // What lies below goes along into the other phase.
      await tx.run('UPDATE touch_point SET phase = $2 WHERE id = ANY($1) AND phase <> $2', [subtreeOf(rows, row.id), changed.phase]);
      await reorder(tx, rows, changed, wish.position);
      await audit(tx, by, 'touch_point.changed', `touch_point:${row.key}`, wish);
      return viewOf(tx, row.id);
    });
  }
}

/** The whole tree, locked: two moves at once happen one after the other and can never close a ring. Tickets that name a row are not held up. */
function lockAll(tx: Tx): Promise<TouchPoint[]> {
  return tx.manager.find(TouchPoint, { order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } });
}

function phaseOf(wish: Phase | undefined, parent: TouchPoint | null): Phase {
  if (parent && wish !== undefined && wish !== parent.phase)
    throw new Invalid(`"${parent.name}" is met ${parent.phase} a purchase, so everything below it is as well.`);
  const phase = parent?.phase ?? wish;
  if (phase === undefined) throw new Invalid('phase must be before, during or after.');
  return phase;
}

async function reorder(
  tx: Tx,
  before: readonly TouchPoint[],
  row: Pick<TouchPoint, 'id' | 'parentId' | 'phase'>,
  position: number | undefined,
): Promise<void> {
  const isBrother = (each: TouchPoint) => each.parentId === row.parentId && (row.parentId !== null || each.phase === row.phase);
  for (const [id, place] of reordered(before.filter(isBrother), row.id, position))
    await tx.manager.update(TouchPoint, id, { position: place });
}

function views(rows: readonly TouchPoint[]): TouchPointView[] {
  return inReadingOrder(rows).map(({ row: { phase, control, failureClass }, shape }) => ({ ...shape, phase, control, failureClass }));
}

async function viewOf(reader: Reader, id: string): Promise<TouchPointView> {
  const view = views(await reader.rows<TouchPoint>(ALL)).find((each) => each.id === id);
  if (!view) throw new Missing();
  return view;
}
