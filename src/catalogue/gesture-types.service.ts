import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { insertOnce, refuseStale } from '../organisation/organisation.service';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { type CatalogueEntry, GestureCatalogue } from './gesture-catalogue.service';
import { type GestureTerms, PLAIN_TERMS, type Texts, factsOf } from './gesture-terms.rules';
import { GestureTypeVersion } from './gesture-type-version.entity';
import type { AddGestureType, ChangeGestureType, GestureTypeList, GestureTypeView } from './gesture-type.dto';
import { GestureType } from './gesture-type.entity';
import { catalogueProblems } from './gesture-type.rules';
import { OWED_KINDS } from './gesture-type-facts.rules';
import { STARTER_GESTURES } from './starter-gestures.rules';
import { conditionProblem } from './template-words.rules';

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

  /** Throws Refused for a refund (R3), words that make it a bargain (R5) and a code that is taken. */
  add({ code, status, ...body }: AddGestureType, by: Actor): Promise<GestureTypeView> {
    const terms: GestureTerms = { ...PLAIN_TERMS, ...said(body) };
    checkTerms(code, terms);
    return this.commands.once(by.command, async (tx) => {
      const now = await tx.now();
      const type = { id: uuidv7(), code, status: status ?? 'draft', version: 1, createdAt: now };
      await insertOnce(() => tx.manager.insert(GestureType, type), 'gesture_type_code_key', code);
      await insertVersion(tx, type.id, 1, terms, by.staffId, now);
      await audit(tx, by, 'gesture_type.added', `gesture_type:${code}`, { status: type.status });
      return viewOf(await this.catalogue.byCode(tx, code));
    });
  }

  /** A new status alone keeps the version; anything else is a new one, and what was taken keeps its own. Throws Missing, Refused. */
  change(code: string, { version, status, ...body }: ChangeGestureType, by: Actor): Promise<GestureTypeView> {
    return this.commands.once(by.command, async (tx) => {
      const type = await tx.manager.findOne(GestureType, { where: { code }, lock: { mode: 'for_no_key_update' } });
      if (!type) throw new Missing(`There is no gift "${code}" in the catalogue.`);
      const before = await this.catalogue.byCode(tx, code);
      refuseStale(version, viewOf(before));
      const changes = said(body);
      const hasNewTerms = Object.keys(changes).length > 0;
      if (hasNewTerms) {
        const terms = { ...before.terms, ...changes };
        checkTerms(code, terms);
        await insertVersion(tx, type.id, type.version + 1, terms, by.staffId, await tx.now());
      }
      await tx.manager.update(GestureType, type.id, {
        status: status ?? type.status,
        version: hasNewTerms ? type.version + 1 : type.version,
      });
      await audit(tx, by, 'gesture_type.changed', `gesture_type:${code}`, { status, fields: Object.keys(changes) });
      return viewOf(await this.catalogue.byCode(tx, code));
    });
  }

  /** The catalogue a new desk starts with; what is there already stays as it is. */
  async ensureStarter(tx: Tx, currency: string, now: Date): Promise<void> {
    for (const { code, status, terms } of STARTER_GESTURES) {
      const id = uuidv7();
      const isNew = await tx.run(
        `INSERT INTO gesture_type (id, code, status, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO NOTHING`,
        [id, code, status, now],
      );
      if (isNew > 0) await insertVersion(tx, id, 1, { ...terms, currency }, null, now);
    }
  }
}

/** The terms that the request names: null is a value, left out is not. */
function said<Body extends { redemptionPercent?: number; eligible?: object | null }>({ redemptionPercent, eligible, ...body }: Body) {
  return {
    ...(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as typeof body),
    ...(redemptionPercent === undefined ? {} : { redemptionRate: redemptionPercent / 100 }),
    ...(eligible === undefined ? {} : { eligible: eligible ?? {} }),
  };
}

/** Invalid for a wrong shape; Refused where a rule of the house says no: what is owed is no gift (R3), and no gift is a bargain (R5). */
function checkTerms(code: string, terms: GestureTerms): void {
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

async function insertVersion(tx: Tx, typeId: string, version: number, terms: GestureTerms, by: string | null, now: Date): Promise<void> {
  await tx.manager.insert(GestureTypeVersion, { id: uuidv7(), typeId, version, ...terms, createdBy: by, createdAt: now });
}

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
