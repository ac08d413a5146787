import { Injectable } from '@nestjs/common';
import { refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { type CatalogueEntry, GestureCatalogue } from './gesture-catalogue.service';
import { type GestureTerms, PLAIN_TERMS } from './gesture-terms.rules';
import { addType, changeType, checkTerms, refuseOnePlace, said } from './gesture-type-writing.service';
import type { AddGestureType, ChangeGestureType, GestureTypeList, GestureTypeView } from './gesture-type.dto';
import { STARTER_GESTURES } from './starter-gestures.rules';

/** The catalogue as managers keep it. */
@Injectable()
export class GestureTypesService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly catalogue: GestureCatalogue,
  ) {}

  /** All types by code, each in the version that counts. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery): Promise<GestureTypeList> {
    const after = cursor ? String(decodeCursor(cursor, 1)[0]) : '';
    const entries = (await this.catalogue.current(this.db)).filter(({ code }) => code > after);
    return pageOf(entries.slice(0, limit + 1).map(viewOf), limit, (view) => [view.code]);
  }

  /** Throws Forbidden for a manager of one place, Refused for a refund (R3), words that make it a bargain (R5) and a code that is taken. */
  add({ code, status = 'draft', ...body }: AddGestureType, by: Actor): Promise<GestureTypeView> {
    refuseOnePlace(by);
    const terms: GestureTerms = { ...PLAIN_TERMS, ...said(body) };
    checkTerms(code, terms);
    return this.commands.once(by.command, async (tx) => {
      if (!(await addType(tx, { code, status, terms }, by.staffId, await tx.now()))) {
        throw new Refused('key_taken', `The key "${code}" is taken.`);
      }
      await audit(tx, by, 'gesture_type.added', `gesture_type:${code}`, { status });
      return viewOf(await this.catalogue.byCode(tx, code));
    });
  }

  /** A new status alone keeps the version; terms that differ make a new one, and what was taken keeps its own. Throws Forbidden, Missing, Refused. */
  change(code: string, { version, status, ...body }: ChangeGestureType, by: Actor): Promise<GestureTypeView> {
    refuseOnePlace(by);
    return this.commands.once(by.command, async (tx) => {
      const before = await this.catalogue.locked(tx, code);
      refuseStale(version, viewOf(before));
      await changeType(tx, before, { status, changes: said(body) }, by);
      return viewOf(await this.catalogue.byCode(tx, code));
    });
  }

  /** The catalogue a new desk starts with; what is there already stays as it is. */
  async ensureStarter(tx: Tx, currency: string, now: Date): Promise<void> {
    for (const { code, terms } of STARTER_GESTURES) await addType(tx, { code, status: 'active', terms: { ...terms, currency } }, null, now);
  }
}

/** A type as the API shows it. */
function viewOf({ code, status, version, terms: { redemptionRate, ...terms } }: CatalogueEntry): GestureTypeView {
  return {
    code,
    status,
    version,
    ...terms,
    redemptionPercent: Math.round(redemptionRate * 100),
    eligible: { ...terms.eligible } as GestureTypeView['eligible'],
  };
}
