import { isDeepStrictEqual } from 'node:util';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import type { Tx } from '../platform/database/tx';
import { Forbidden, Invalid, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { permissionsOf } from '../staff/permission.rules';
import type { CatalogueEntry } from './gesture-catalogue.service';
import { type GestureTerms, type Texts, factsOf, type TypeStatus } from './gesture-terms.rules';
import { OWED_KINDS } from './gesture-type-facts.rules';
import { GestureTypeVersion } from './gesture-type-version.entity';
import { GestureType } from './gesture-type.entity';
import { catalogueProblems } from './gesture-type.rules';
import { conditionProblem } from '../templates/template-words.rules';

/** How terms get into the catalogue, by hand or by import: checked, and each in a version of its own. */

/** Forbidden for whoever manages one place only: the catalogue and what is learned about it are everybody's, the stock is each place's own. */
export function refuseOnePlace(by: Actor): void {
  const everywhere = by.grants.some(({ role, scopeKind }) => scopeKind === 'org' && permissionsOf([role]).has('gesture.manage'));
  if (!everywhere) throw new Forbidden('The catalogue is the same for all places, so only somebody who manages all of them changes it.');
}

/** The terms that a request names: null is a value, left out is not. */
export function said<Body extends { redemptionPercent?: number; eligible?: object | null }>({
  redemptionPercent,
  eligible,
  ...body
}: Body) {
  return {
    ...(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as typeof body),
    ...(redemptionPercent === undefined ? {} : { redemptionRate: redemptionPercent / 100 }),
    ...(eligible === undefined ? {} : { eligible: eligible ?? {} }),
  };
}

/** Invalid for a wrong shape; Refused where a rule of the house says no: what is owed is no gift (R3), and no gift is a bargain (R5). */
export function checkTerms(code: string, terms: GestureTerms): void {
  checkTexts('customerText', terms.customerText, 1);
  checkTexts('reasonLine', terms.reasonLine, 0);
  if (!Intl.supportedValuesOf('currency').includes(terms.currency)) throw new Invalid(`${terms.currency} is not a currency of ISO 4217.`);
  const facts = factsOf(code, 'active', terms);
  const [problem] = catalogueProblems(facts);
  if (problem === undefined) return;
  if (OWED_KINDS.includes(terms.kind)) throw new Refused('R3', problem);
  if (conditionProblem(facts.customerText) === problem) throw new Refused('R5', problem);
  throw new Invalid(problem);
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

function checkTexts(field: string, texts: Texts, least: number): void {
  const entries = Object.entries(texts) as [string, unknown][];
  const right = entries.every(
    ([language, text]) => LANGUAGE.test(language) && typeof text === 'string' && /\S/.test(text) && text.length <= 2000,
  );
  if (!right || entries.length < least) throw new Invalid(`${field} must be texts by language, such as {"en": "A free car wash, on us."}.`);
}

/** The first version of a new type. False where the code is taken. */
export async function addType(
  tx: Tx,
  { code, status, terms }: { code: string; status: TypeStatus; terms: GestureTerms },
  by: string | null,
  now: Date,
): Promise<boolean> {
  const id = uuidv7();
  const added = await tx.run(
    `INSERT INTO gesture_type (id, code, status, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING`,
    [id, code, status, now],
  );
  if (added === 0) return false;
  await addVersion(tx, id, 1, terms, by, now);
  return true;
}

async function addVersion(tx: Tx, typeId: string, version: number, terms: GestureTerms, by: string | null, now: Date): Promise<void> {
  await tx.manager.insert(GestureTypeVersion, { id: uuidv7(), typeId, version, ...terms, createdBy: by, createdAt: now });
}

/**
 * Gives a type whose row is locked other terms or another status. Other terms are a new version, and what was offered keeps its own (edges 88, 89);
 * terms that say the same are none. Returns what is different now. Throws Invalid, Refused.
 */
export async function changeType(
  tx: Tx,
  { typeId, code, version, status: old, terms: before }: CatalogueEntry,
  { status = old, changes }: { status?: TypeStatus | undefined; changes: Partial<GestureTerms> },
  by: Actor,
): Promise<string[]> {
  const terms = { ...before, ...changes };
  const fields = (Object.keys(changes) as (keyof GestureTerms)[]).filter((field) => !isSame(before[field], terms[field]));
  if (fields.length > 0) {
    checkTerms(code, terms);
    await addVersion(tx, typeId, version + 1, terms, by.staffId, await tx.now());
  }
  const changed = status === old ? fields : ['status', ...fields];
  if (changed.length === 0) return changed;
  await tx.manager.update(GestureType, typeId, { status, version: fields.length > 0 ? version + 1 : version });
  await audit(tx, by, 'gesture_type.changed', `gesture_type:${code}`, { status, fields });
  return changed;
}

/** As both would be stored: a list is compared as it is, an object whatever the order of its keys. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(stored(one), stored(other));
}

function stored(value: unknown): unknown {
  return value === null ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}
