import { Inject, Injectable } from '@nestjs/common';
import { audit } from '../platform/audit';
import type { Config } from '../platform/config';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import { CONFIG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { GestureCatalogue } from './gesture-catalogue.service';
import { type GestureTerms, PLAIN_TERMS, textIn, type TypeStatus } from './gesture-terms.rules';
import type { ImportedTypeView, ImportGestureTypes, ImportOutcome, ImportView, SetList } from './gesture-type-import.dto';
import { addType, changeType, checkTerms, refuseOnePlace, said } from './gesture-type-writing.service';
import type { AddGestureType } from './gesture-type.dto';
import { SET_KEYS, STARTER_SETS } from './starter-sets.rules';

/** One gift to bring in: with `terms` alone it counts where the catalogue knows it, with `plain` beneath them where it is new. */
interface Wished {
  code: string;
  terms: Partial<GestureTerms>;
  plain: GestureTerms;
  /** The status that was asked for; a known gift keeps its own where none was. */
  status: TypeStatus | undefined;
  newStatus: TypeStatus;
}

/** Many gifts at once: a set that fits a trade, or somebody's own list. */
@Injectable()
export class GestureTypeImport {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly catalogue: GestureCatalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The sets there are, and which of their gifts the catalogue knows. */
  async sets(): Promise<SetList> {
    const known = new Set((await this.catalogue.current(this.db)).map(({ code }) => code));
    const items = SET_KEYS.map((key) => {
      const { name, gifts } = STARTER_SETS[key];
      return {
        key,
        name,
        gifts: gifts.map(({ code, terms }) => ({
          code,
          name: terms.name,
          class: terms.class,
          costMinor: terms.costMinor,
          faceMinor: terms.faceMinor,
          text: textIn(terms.customerText, 'en'),
          known: known.has(code),
        })),
      };
    });
    return { items };
  }

  /**
   * Brings in what is new and changes what is different; a second time it changes nothing. A gift that a rule of the house refuses is told, and the
   * others come in all the same. Throws Forbidden for a manager of one place, Invalid where the request names neither a set nor items, or both.
   */
  import(body: ImportGestureTypes, by: Actor): Promise<ImportView> {
    refuseOnePlace(by);
    const wished = this.wished(body);
    return this.commands.once(by.command, async (tx) => {
      const told = new Map<number, ImportedTypeView>();
      const seen = new Set<string>();
      // By code, so that two imports at once wait for each other instead of standing in each other's way.
      for (const [index, wish] of byCode(wished)) {
        const again = seen.has(wish.code);
        seen.add(wish.code);
        told.set(
          index,
          again ? answer(wish.code, 'refused', 'The list names it twice; only the first counts.') : await this.one(tx, wish, by),
        );
      }
      const items = wished.flatMap((_, index) => told.get(index) ?? []);
      const count = (outcome: ImportOutcome): number => items.filter((item) => item.outcome === outcome).length;
      return { added: count('added'), changed: count('changed'), unchanged: count('unchanged'), refused: count('refused'), items };
    });
  }

  private wished({ set, currency = this.config.deskCurrency, items }: ImportGestureTypes): Wished[] {
    if ((set === undefined) === (items === undefined)) throw new Invalid('Name either a set or items.');
    if (set === undefined) return (items ?? []).map(ownWish);
    return STARTER_SETS[set].gifts.map(({ code, terms }) => {
      const priced = { ...terms, currency };
      return { code, terms: priced, plain: priced, status: undefined, newStatus: 'active' };
    });
  }

  private async one(tx: Tx, { code, terms, plain, status, newStatus }: Wished, by: Actor): Promise<ImportedTypeView> {
    try {
      const known = await this.catalogue.find(tx, code);
      if (known === null) {
        checkTerms(code, plain);
        if (await addType(tx, { code, status: newStatus, terms: plain }, by.staffId, await tx.now())) {
          await audit(tx, by, 'gesture_type.added', `gesture_type:${code}`, { status: newStatus });
          return answer(code, 'added', `"${plain.name}" is in the catalogue now${newStatus === 'active' ? '' : `, as ${newStatus}`}.`);
        }
      }
      const before = await this.catalogue.locked(tx, code);
      const changed = await changeType(tx, before, { status, changes: terms }, by);
      if (changed.length === 0) return answer(code, 'unchanged', 'It is in the catalogue like this already.');
      return answer(code, 'changed', `Changed: ${changed.join(', ')}. What was offered before keeps its terms.`);
    } catch (error) {
      if (error instanceof Invalid || error instanceof Refused) return answer(code, 'refused', error.message);
      throw error;
    }
  }
}

/** Each with its place in the list; of one code the earlier comes first. */
function byCode(wished: readonly Wished[]): [number, Wished][] {
  return [...wished.entries()].sort(([, a], [, b]) => (a.code === b.code ? 0 : a.code < b.code ? -1 : 1));
}

function ownWish({ code, status, ...body }: AddGestureType): Wished {
  const terms = said(body);
  return { code, terms, plain: { ...PLAIN_TERMS, ...terms }, status, newStatus: status ?? 'draft' };
}

function answer(code: string, outcome: ImportOutcome, says: string): ImportedTypeView {
  return { code, outcome, says };
}
