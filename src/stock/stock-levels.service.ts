import { Injectable } from '@nestjs/common';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import { OrganisationService, type Place, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Reader, Tx } from '../platform/database/tx';
import { Forbidden, Invalid, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { permissionsOf } from '../staff/permission.rules';
import type { SetStock, StockList, StockView } from './stock.dto';

const LEVELS = `
  SELECT l.key AS location, l.name AS "locationName", s.on_hand AS "onHand", s.reserved, s.on_hand - s.reserved AS "left", s.low_at AS "lowAt", s.version
  FROM gesture_stock s JOIN location l ON l.id = s.location_id WHERE s.type_id = $1`;

/** How many of a gift lie where, as managers keep it. */
@Injectable()
export class StockLevels {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly catalogue: GestureCatalogue,
    private readonly organisation: OrganisationService,
  ) {}

  /** Throws Missing for a gift that the catalogue does not have. */
  async list(code: string): Promise<StockList> {
    const { typeId } = await this.catalogue.byCode(this.db, code);
    return { items: await this.db.rows<StockView>(`${LEVELS} ORDER BY l.key`, [typeId]) };
  }

  /**
   * Counts the shelf of one location anew, or stops counting it. Throws Missing, Invalid (no number, no such location), Forbidden (somebody else's location),
   * Refused: seen an older version, or fewer than are promised to customers.
   */
  set(code: string, { location, version, onHand, lowAt }: SetStock, by: Actor): Promise<StockView> {
    if (onHand === undefined) throw new Invalid('Say how many lie there in onHand, or null where nobody counts them.');
    return this.commands.once(by.command, async (tx) => {
      // The type's row is the one that takes turns: two people who count the same shelf for the first time.
      const type = await this.catalogue.locked(tx, code);
      const place = (await this.organisation.locationTree(tx)).find(({ key }) => key === location);
      if (!place) throw new Invalid(`There is no location "${location}".`);
      if (!isInCharge(by, place.id)) throw new Forbidden(`The stock of ${place.name} is counted by the managers there.`);
      await tx.rows(`SELECT 1 FROM gesture_stock WHERE type_id = $1 AND location_id = $2 FOR UPDATE`, [type.typeId, place.id]);
      const before = await level(tx, type, place);
      refuseStale(version, before);
      refuseLess(onHand, before);
      await write(tx, type, place, { onHand, lowAt });
      await audit(tx, by, 'gesture_stock.set', `gesture_type:${code}`, { location, onHand, lowAt });
      return level(tx, type, place);
    });
  }
}

/** Whoever keeps the catalogue, for the whole organisation or over this location. */
function isInCharge(by: Actor, locationId: string): boolean {
  return by.grants
    .filter(({ role }) => permissionsOf([role]).has('gesture.manage'))
    .some(({ scopeKind, locationIds }) => scopeKind === 'org' || (scopeKind === 'location' && locationIds.includes(locationId)));
}

async function level(reader: Reader, { typeId }: CatalogueEntry, { id, key, name }: Place): Promise<StockView> {
  const [row] = await reader.rows<StockView>(`${LEVELS} AND l.id = $2`, [typeId, id]);
  return row ?? { location: key, locationName: name, onHand: null, reserved: 0, left: null, lowAt: null, version: 0 };
}

/** What is promised to customers lies there, whatever anybody counts. */
function refuseLess(onHand: number | null, { reserved, locationName }: StockView): void {
  if (reserved === 0 || (onHand !== null && onHand >= reserved)) return;
  const promised = reserved === 1 ? 'One is' : `${String(reserved)} are`;
  throw new Refused(
    'stock_reserved',
    `${promised} promised to customers at ${locationName}, so there cannot be fewer. Hand over or replace those first.`,
  );
}

/** Enough again: whoever was told that it runs low is told again the next time. */
const SET = `
  INSERT INTO gesture_stock AS s (type_id, location_id, on_hand, low_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (type_id, location_id) DO UPDATE SET on_hand = $3, low_at = CASE WHEN $5 THEN $4 ELSE s.low_at END, version = s.version + 1,
    alerted_at = CASE WHEN $3 - s.reserved <= CASE WHEN $5 THEN $4 ELSE s.low_at END THEN s.alerted_at END`;

async function write(
  tx: Tx,
  { typeId }: CatalogueEntry,
  { id }: Place,
  { onHand, lowAt }: { onHand: number | null; lowAt: number | null | undefined },
): Promise<void> {
  if (onHand === null) await tx.run(`DELETE FROM gesture_stock WHERE type_id = $1 AND location_id = $2`, [typeId, id]);
  else await tx.run(SET, [typeId, id, onHand, lowAt ?? null, lowAt !== undefined]);
}
