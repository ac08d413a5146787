import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { violated } from '../platform/database/database-errors';
import type { Reader } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';

/** A location as other features need it. */
export interface Place {
  id: string;
  key: string;
  name: string;
  /** IANA name. */
  zone: string;
  /** ISO 3166, two letters. */
  country: string | null;
  /** ISO 4217. */
  currency: string;
  calendarId: string;
  parentId: string | null;
}

const PLACE = `SELECT id, key, name, zone, country, currency, calendar_id AS "calendarId", parent_id AS "parentId" FROM location`;

/** The condition under which a right over a desk still holds: a partner's ends with the contract, to the minute (edge 80). A right over no desk always does. */
export function deskStands(deskId: string, now: string): string {
  return `(${deskId} IS NULL OR EXISTS (SELECT 1 FROM desk d WHERE d.id = ${deskId} AND (d.ends_at IS NULL OR d.ends_at > ${now})))`;
}

/** Where things happen: the tree of locations, read by every feature that asks "whose is this?". */
@Injectable()
export class OrganisationService {
  constructor(private readonly db: Database) {}

  /** Every location, each after the one it lies in, brothers by key. An organisation has hundreds of them, not more. */
  async locationTree(reader: Reader = this.db): Promise<Place[]> {
    const places = await reader.rows<Place>(`${PLACE} ORDER BY key`);
    const children = new Map<string | null, Place[]>();
    for (const place of places) children.set(place.parentId, [...(children.get(place.parentId) ?? []), place]);
    const walk = (parentId: string | null): Place[] => (children.get(parentId) ?? []).flatMap((place) => [place, ...walk(place.id)]);
    return walk(null);
  }

  /** The location and all below it. */
  async below(locationId: string, reader: Reader = this.db): Promise<string[]> {
    const rows = await reader.rows<{ id: string }>(
      `WITH RECURSIVE below AS (
         SELECT id FROM location WHERE id = $1
         UNION SELECT l.id FROM location l JOIN below b ON l.parent_id = b.id
       ) SELECT id FROM below`,
      [locationId],
    );
    return rows.map((row) => row.id);
  }

  /** The location of that key. Throws Missing. */
  async byKey(reader: Reader, key: string): Promise<Place> {
    const [place] = await reader.rows<Place>(`${PLACE} WHERE key = $1`, [key]);
    if (!place) throw new Missing(`There is no location "${key}".`);
    return place;
  }
}

/** The id behind a key that a request names. Throws Invalid (400): the request itself is wrong then. */
export async function idOfKey(reader: Reader, table: 'calendar' | 'location' | 'team' | 'desk', key: string): Promise<string> {
  const [row] = await reader.rows<{ id: string }>(`SELECT id FROM ${table} WHERE key = $1`, [key]);
  if (!row) throw new Invalid(`There is no ${table} "${key}".`);
  return row.id;
}

/** Somebody else saved in between: 409 with what holds now. */
export function refuseStale(seen: number | undefined, current: { version: number }): void {
  if (seen === undefined || seen === current.version) return;
  throw new Refused('version', 'Somebody else has changed this meanwhile. Look at it again and repeat your change.', { current });
}

/** Runs an insert; the key being taken is a plain refusal and not a bug. */
export async function insertOnce(insert: () => Promise<unknown>, constraint: string, key: string): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (violated(error) !== constraint) throw error;
    throw new Refused('key_taken', `The key "${key}" is taken.`);
  }
}
