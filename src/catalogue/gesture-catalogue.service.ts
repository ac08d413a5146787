import { Injectable } from '@nestjs/common';
import { statement } from '../platform/database/sql';
import type { Reader, Tx } from '../platform/database/tx';
import { Missing } from '../platform/errors';
import type { GestureTypeFacts } from './gesture-type-facts.rules';
import { type GestureTerms, type TypeStatus, factsOf } from './gesture-terms.rules';

/** A gesture type in one of its versions. */
export interface CatalogueEntry {
  typeId: string;
  versionId: string;
  version: number;
  code: string;
  status: TypeStatus;
  terms: GestureTerms;
  facts: GestureTypeFacts;
}

type Row = GestureTerms & Pick<CatalogueEntry, 'typeId' | 'versionId' | 'version' | 'code' | 'status'>;

const ENTRY = `SELECT ty.id AS "typeId", v.id AS "versionId", v.version, ty.code, ty.status, v.name, v.customer_text AS "customerText",
  v.reason_line AS "reasonLine", v.class, v.kind, v.cost_minor AS "costMinor", v.face_minor AS "faceMinor", v.currency,
  v.redemption_rate AS "redemptionRate", v.needs_spend AS "needsSpend", v.needs_address AS "needsAddress",
  v.needs_contact AS "needsContact", v.needs_visit AS "needsVisit", v.requires_note AS "requiresNote", v.silent,
  v.role_min AS "roleMin", v.eligible, v.valid_from AS "validFrom", v.valid_to AS "validTo", v.offer_days AS "offerDays",
  v.validity_days AS "validityDays", v.fulfilment, v.lead_minutes AS "leadMinutes", v.combinable, v.tax_note AS "taxNote"
  FROM gesture_type ty JOIN gesture_type_version v ON v.type_id = ty.id`;

const ACTIVE = statement(
  'catalogue.active',
  `SELECT v.id AS "versionId" FROM gesture_type ty JOIN gesture_type_version v ON v.type_id = ty.id AND v.version = ty.version
   WHERE ty.status = 'active' ORDER BY ty.code`,
);

/** Reads the catalogue: what can be given now, and the terms of what was given before. */
@Injectable()
export class GestureCatalogue {
  /** The types that may be suggested, by version. A version never changes, so it is read once; which ones count is asked each time. */
  private readonly inUse = new Map<string, CatalogueEntry>();

  /** Every type in the version that counts now, by code; drafts and retired ones too. A catalogue has tens of types, not more. */
  async current(reader: Reader): Promise<CatalogueEntry[]> {
    return (await reader.rows<Row>(`${ENTRY} AND v.version = ty.version ORDER BY ty.code`)).map(entryOf);
  }

  /** The types that may be suggested, by code. Entries are shared: nobody changes them. */
  async active(reader: Reader): Promise<CatalogueEntry[]> {
    const ids = (await reader.rows<{ versionId: string }>(ACTIVE)).map(({ versionId }) => versionId);
    const unread = ids.filter((id) => !this.inUse.has(id));
    const read = unread.length === 0 ? new Map<string, CatalogueEntry>() : await this.ofVersions(reader, unread);
    const entries = ids.flatMap((id) => this.inUse.get(id) ?? inUse(read.get(id)) ?? []);
    this.inUse.clear();
    for (const entry of entries) this.inUse.set(entry.versionId, entry);
    return entries;
  }

  /** The version that counts now; null where the catalogue has no such code. */
  async find(reader: Reader, code: string): Promise<CatalogueEntry | null> {
    const [row] = await reader.rows<Row>(`${ENTRY} AND v.version = ty.version WHERE ty.code = $1`, [code]);
    return row ? entryOf(row) : null;
  }

  /** The same, or Missing. */
  async byCode(reader: Reader, code: string): Promise<CatalogueEntry> {
    const entry = await this.find(reader, code);
    if (!entry) throw new Missing(`There is no gift "${code}" in the catalogue.`);
    return entry;
  }

  /** The same with its row locked until the transaction ends: whoever changes it meanwhile waits. */
  async locked(tx: Tx, code: string): Promise<CatalogueEntry> {
    await tx.rows(`SELECT 1 FROM gesture_type WHERE code = $1 FOR NO KEY UPDATE`, [code]);
    return this.byCode(tx, code);
  }

  /** These versions, by id. */
  async ofVersions(reader: Reader, versionIds: readonly string[]): Promise<Map<string, CatalogueEntry>> {
    const rows = await reader.rows<Row>(`${ENTRY} WHERE v.id = ANY($1)`, [versionIds]);
    return new Map(rows.map((row) => [row.versionId, entryOf(row)]));
  }

  /** The terms under which something was given, whatever the catalogue says today. Throws Missing. */
  async byVersion(reader: Reader, versionId: string): Promise<CatalogueEntry> {
    const [row] = await reader.rows<Row>(`${ENTRY} WHERE v.id = $1`, [versionId]);
    if (!row) throw new Missing();
    return entryOf(row);
  }
}

function entryOf({ typeId, versionId, version, code, status, ...terms }: Row): CatalogueEntry {
  return { typeId, versionId, version, code, status, terms, facts: factsOf(code, status, terms) };
}

/** It was in use when its id was read, whatever has become of it in the moment since. */
function inUse(entry: CatalogueEntry | undefined): CatalogueEntry | null {
  return entry ? { ...entry, status: 'active', facts: factsOf(entry.code, 'active', entry.terms) } : null;
}
