import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import { GestureMoves, type Handled, suggested } from './gesture-moves.service';
import type { SubstituteGesture, TakeGesture } from './gesture.dto';
import type { Gesture } from './gesture.entity';
import { as, type LockedTicket, OneUpFactsReader } from './one-up-facts.service';
import { conditionProblem } from '../catalogue/template-words.rules';

/** Chooses a gesture for a ticket: one that was suggested, another of the catalogue, or a colleague's own idea. */
@Injectable()
export class GestureTaking {
  constructor(
    private readonly moves: GestureMoves,
    private readonly facts: OneUpFactsReader,
    private readonly catalogue: GestureCatalogue,
  ) {}

  /** G03 of a suggested row, or G01 and G03 for anything else that passes; the other suggestions are dismissed. */
  async take(tx: Tx, t: LockedTicket, body: TakeGesture, by: Actor): Promise<Handled> {
    const entry = await this.entryOf(tx, body.gestureType);
    const setId = await this.setOf(tx, t, body.suggestionSet);
    const inPerson = body.inPerson ?? false;
    const scene = await this.facts.read(tx, t);
    const [known] = await this.moves.lockWhere(tx, t, `g.state = 'suggested' AND g.cycle = $2 AND g.type_version_id = $3`, [
      t.row.cycle,
      entry.versionId,
    ]);
    const gesture = known?.gesture ?? suggested(t, entry, scene.language, setId);
    Object.assign(gesture, ownTerms(entry, body), { inPerson, note: body.note ?? null });
    const handled: Handled = { t, entry, scene, gesture };
    handled.scene = await this.moves.withoutSeenBefore(tx, handled, by);
    await this.approve(tx, handled, known !== undefined, by);
    await this.moves.setAside(tx, t, gesture.id);
    await this.moves.oneUp(tx, t);
    return handled;
  }

  /**
   * Another gesture of at least the same worth in the place of one that failed (G14) or that a manager takes back (G16). The customer has accepted, so
   * the new one starts as accepted: nobody has to say yes twice.
   */
  async substitute(tx: Tx, old: Handled, body: SubstituteGesture, by: Actor): Promise<Handled> {
    const { t } = old;
    const entry = await this.entryOf(tx, body.gestureType);
    const gesture = suggested(t, entry, old.scene.language, null);
    Object.assign(gesture, ownTerms(entry, body), { note: body.note ?? null, cycle: old.gesture.cycle, substitutes: old.gesture.id });
    const handled: Handled = { t, entry, scene: old.scene, gesture };
    const event = old.gesture.state === 'accepted' ? 'revoke_accepted' : 'substitute';
    const input = { reason: body.reason, customerTold: body.customerTold, substituteFaceMinor: gesture.faceMinor };
    await this.moves.move(tx, old, event, by, input, { endedAt: t.now, endReason: body.reason ?? null });
    this.check(handled, by);
    const promised = { offeredBy: by.staffId, offeredAt: t.now, acceptedAt: t.now };
    Object.assign(gesture, promised, approvedBy(by, t.now), { state: 'accepted' });
    await this.moves.insert(tx, gesture);
    await this.moves.record(tx, handled, 'take', by);
    await this.moves.armFulfil(tx, handled);
    await this.moves.oneUp(tx, t);
    return handled;
  }

  private async approve(tx: Tx, handled: Handled, stored: boolean, by: Actor): Promise<void> {
    this.check(handled, by);
    this.moves.checkSuggestable(handled);
    const { gesture, t } = handled;
    const { costReservedMinor, faceMinor, text, inPerson, note } = gesture;
    const patch = { ...approvedBy(by, t.now), state: 'approved' as const, costReservedMinor, faceMinor, text, inPerson, note };
    if (stored) await this.moves.write(tx, handled, patch);
    else await this.moves.insert(tx, Object.assign(gesture, patch));
    await this.moves.record(tx, handled, 'take', by);
  }

  /** Everything that stands between a suggestion and a promise: role, limit, words, and R1 to R12 once more. */
  private check(handled: Handled, by: Actor): void {
    const { gesture, scene, t } = handled;
    const note = gesture.note ?? undefined;
    this.moves.judge(handled, 'take', { note }, as(scene, by, gesture.inPerson), t.now);
    const bargain = conditionProblem(note ?? '');
    if (bargain !== null) throw new Refused('R5', bargain);
  }

  /** The request itself is wrong where it names a gift that the catalogue does not have. */
  private async entryOf(tx: Tx, code: string): Promise<CatalogueEntry> {
    const entry = await this.catalogue.find(tx, code);
    if (!entry) throw new Invalid(`There is no gift "${code}" in the catalogue.`);
    return entry;
  }

  private async setOf(tx: Tx, t: LockedTicket, setId: string | undefined): Promise<string | null> {
    if (setId === undefined) return null;
    const found = await tx.maybe(`SELECT 1 FROM suggestion_set WHERE id = $1 AND ticket_id = $2`, [setId, t.row.id]);
    if (!found) throw new Invalid('These suggestions were not made for this ticket.');
    return setId;
  }
}

function approvedBy(by: Actor, now: Date): Pick<Gesture, 'requestedBy' | 'approvedBy' | 'approvedAt'> {
  return { requestedBy: by.staffId, approvedBy: by.staffId, approvedAt: now };
}

/** Only a colleague's own idea has a price and words of its own; everything else has those of the catalogue. */
function ownTerms(
  { terms, code }: CatalogueEntry,
  body: TakeGesture | SubstituteGesture,
): Partial<Pick<Gesture, 'costReservedMinor' | 'faceMinor' | 'text'>> {
  const { costMinor, faceMinor, text } = body;
  if (terms.kind !== 'custom') {
    if (costMinor === undefined && faceMinor === undefined && text === undefined) return {};
    throw new Invalid(`"${code}" has its price and its words in the catalogue; costMinor, faceMinor and text belong to an own idea.`);
  }
  if (costMinor === undefined || text === undefined)
    throw new Invalid('Say what your idea costs us (costMinor) and what the customer reads (text).');
  return { costReservedMinor: costMinor, faceMinor: faceMinor ?? 0, text };
}
