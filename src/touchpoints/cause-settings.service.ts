import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { insertOnce, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import type { Caller } from '../platform/http/caller';
import { Cause } from './cause.entity';
import type { AddCause, CausesView, CauseView, ChangeCause } from './touch-points.dto';
import { reordered } from './tree.rules';
import { inReadingOrder } from './twig-views.rules';
import { checkPlace, checkShown, parentOf, rowOf } from './twigs.service';

const WHAT = 'cause';

const ALL = `SELECT id, key, name, parent_id AS "parentId", position, hidden, version, created_at AS "createdAt" FROM cause`;

/** The tree of causes as people shape it: small, read whole, nothing ever deleted. */
@Injectable()
export class CauseSettings {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /** All causes in order; hidden ones only if asked for. */
  async list(withHidden: boolean): Promise<CausesView> {
    return { items: (await views(this.db)).filter((view) => withHidden || !view.hidden) };
  }

  /** Throws Invalid (400) for an unknown parent, Refused (409) where the key is taken or the place is impossible. */
  add(wish: AddCause, by: Caller): Promise<CauseView> {
    if (wish.key === 'unknown_yet')
      throw new Refused('reserved', '"unknown_yet" means that nobody knows the cause yet. Choose another key.');
    return this.commands.once(by.command, async (tx) => {
      const rows = await lockAll(tx);
      const parent = parentOf(rows, wish.parent ?? null, WHAT);
      checkPlace(rows, null, parent);
      const cause = {
        id: uuidv7(),
        key: wish.key,
        name: wish.name,
        parentId: parent?.id ?? null,
        position: rows.length + 1,
        hidden: false,
        version: 1,
        createdAt: await tx.now(),
      } satisfies Cause;
      await insertOnce(() => tx.manager.insert(Cause, cause), 'cause_key_key', wish.key);
      await reorder(tx, rows, cause, wish.position);
      await audit(tx, by, 'cause.added', `cause:${wish.key}`, wish);
      return viewOf(tx, cause.id);
    });
  }

  /** Renames, moves, reorders, hides. Throws Missing (404), Invalid (400), Refused (409): stale version, impossible place, hidden parent. */
  change(ref: string, wish: ChangeCause, by: Caller): Promise<CauseView> {
    return this.commands.once(by.command, async (tx) => {
      const rows = await lockAll(tx);
      const row = rowOf(rows, ref, WHAT);
      refuseStale(wish.version, await viewOf(tx, row.id));
      const parent =
        wish.parent === undefined ? (rows.find((each) => each.id === row.parentId) ?? null) : parentOf(rows, wish.parent, WHAT);
      checkPlace(rows, row.id, parent);
      checkShown(wish.hidden, parent);
      const parentId = parent?.id ?? null;
      await tx.manager.update(Cause, row.id, {
        name: wish.name ?? row.name,
        parentId,
        hidden: wish.hidden ?? row.hidden,
        version: row.version + 1,
      });
      await reorder(tx, rows, { id: row.id, parentId }, wish.position);
      await audit(tx, by, 'cause.changed', `cause:${row.key}`, wish);
      return viewOf(tx, row.id);
    });
  }
}

/** The whole tree, locked: see the touch points. */
function lockAll(tx: Tx): Promise<Cause[]> {
  return tx.manager.find(Cause, { order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } });
}

async function reorder(
  tx: Tx,
  before: readonly Cause[],
  row: { id: string; parentId: string | null },
  position: number | undefined,
): Promise<void> {
  const brothers = before.filter((each) => each.parentId === row.parentId);
  for (const [id, place] of reordered(brothers, row.id, position)) await tx.manager.update(Cause, id, { position: place });
}

async function views(reader: Reader): Promise<CauseView[]> {
  return inReadingOrder(await reader.rows<Cause>(ALL)).map(({ shape }) => shape);
}

async function viewOf(reader: Reader, id: string): Promise<CauseView> {
  const view = (await views(reader)).find((each) => each.id === id);
  if (!view) throw new Missing();
  return view;
}
