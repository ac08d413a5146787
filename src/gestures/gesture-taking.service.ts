import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import { approvalNeeded, type ApprovalNeed, ownGiftProblem } from '../oneup/approval.rules';
import { ApprovalSteps } from './approval-steps.service';
import type { GestureAsked } from '../oneup/gesture-asked.rules';
import { factsOfGesture, GestureMoves, suggested } from './gesture-moves.service';
import { type Handled } from './handled-gesture.dto';
import type { SubstituteGesture, TakeGesture } from './gesture.dto';
import type { Gesture } from './gesture.entity';
import { as, type LockedTicket, OneUpFactsReader } from './one-up-facts.service';
import { lockMeans } from './means-locks.service';
import { conditionProblem } from '../templates/template-words.rules';

/** Chooses a gesture for a ticket: one that was suggested, another of the catalogue, or a colleague's own idea. */
@Injectable()
export class GestureTaking {
  constructor(
    private readonly moves: GestureMoves,
    private readonly facts: OneUpFactsReader,
    private readonly catalogue: GestureCatalogue,
    private readonly approvals: ApprovalSteps,
  ) {}

  /** The person with the rights that count at this ticket. */
  acting(tx: Tx, t: LockedTicket, by: Actor): Promise<Actor> {
    return this.approvals.standIn(tx, t, by);
  }

  /**
   * G03 of a suggested row, or G01 and G03 for anything else that passes; the other suggestions are dismissed. Where it is beyond the person's own
   * right, somebody above is asked instead (G02).
   */
  async take(tx: Tx, t: LockedTicket, body: TakeGesture, asker: Actor): Promise<Handled> {
    const by = await this.approvals.standIn(tx, t, asker);
    const handled = await this.chosen(tx, t, body, by);
    const { gesture, stored } = handled;
    const need = await this.needOf(tx, handled, by);
    const { costReservedMinor, faceMinor, text, inPerson, note } = gesture;
    const terms = { costReservedMinor, faceMinor, text, inPerson, note, requestedBy: by.staffId };
    if (need) await this.approvals.request(tx, handled, need, { ...terms, reason: body.reason ?? null, stored }, by);
    else await this.approve(tx, handled, terms, stored, by);
    await this.moves.setAside(tx, t, gesture.id);
    await this.moves.oneUp(tx, t);
    return handled;
  }

  private async chosen(tx: Tx, t: LockedTicket, body: TakeGesture, by: Actor): Promise<Handled & { stored: boolean }> {
    const entry = await this.entryOf(tx, body.gestureType);
    const setId = await this.setOf(tx, t, body.suggestionSet);
    const scene = await this.facts.read(tx, t);
    const [known] = await this.moves.lockWhere(tx, t, `g.state = 'suggested' AND g.cycle = $2 AND g.type_version_id = $3`, [
      t.row.cycle,
      entry.versionId,
    ]);
    const gesture = known?.gesture ?? suggested(t, entry, scene.language, setId);
    Object.assign(gesture, ownTerms(entry, body), { inPerson: body.inPerson ?? false, note: body.note ?? null });
    const handled = { t, entry, scene, gesture, stored: known !== undefined };
    handled.scene = await this.moves.withoutSeenBefore(tx, handled, by);
    const bargain = conditionProblem(body.note ?? '');
    if (bargain !== null) throw new Refused('R5', bargain);
    return handled;
  }

  /** Whom it needs beside this person; null where nobody, and then the person's sum of the day has grown by it. Refused where nobody may lift what stands in the way. */
  private async needOf(tx: Tx, handled: Handled, by: Actor): Promise<(ApprovalNeed & { dayProblem?: string }) | null> {
    const asked = this.asked(handled, by);
    const need = approvalNeeded(asked);
    if (need) return need;
    this.check(handled, by);
    const dayProblem = await this.approvals.spend(tx, handled, by);
    const next = dayProblem === null ? null : approvalNeeded({ ...asked, input: { ...asked.input, dayProblem } });
    return next && dayProblem !== null ? { ...next, dayProblem } : null;
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
    const bargain = conditionProblem(body.note ?? '');
    if (bargain !== null) throw new Refused('R5', bargain);
    this.moves.judge(old, event, input, as(old.scene, by, old.gesture.inPerson), t.now);
    const own = ownGiftProblem(gesture.costReservedMinor, by.roles);
    if (own) throw new Refused('within_own_limit', own.why);
    const dayProblem = await this.approvals.spend(tx, handled, by);
    if (dayProblem !== null) throw new Refused('within_own_limit', dayProblem);
    await lockMeans(tx, old, entry);
    await this.moves.move(tx, old, event, by, input, { endedAt: t.now, endReason: body.reason ?? null });
    // What the old gift held is free again, and pays for the new one.
    handled.scene = await this.facts.read(tx, t, gesture.cycle, gesture.id);
    this.check(handled, by, true);
    await this.moves.reserve(tx, handled, by);
    const promised = { offeredBy: by.staffId, offeredAt: t.now, acceptedAt: t.now };
    Object.assign(gesture, promised, approvedBy(by, t.now), { state: 'accepted' });
    await this.moves.insert(tx, gesture);
    await this.moves.record(tx, handled, 'take', by);
    await this.moves.armFulfil(tx, handled);
    await this.moves.oneUp(tx, t);
    return handled;
  }

  private async approve(tx: Tx, handled: Handled, terms: Partial<Gesture>, stored: boolean, by: Actor): Promise<void> {
    await this.moves.reserve(tx, handled, by);
    const { gesture, t } = handled;
    const patch = { ...terms, ...approvedBy(by, t.now), state: 'approved' as const, stockLocationId: gesture.stockLocationId };
    if (stored) await this.moves.write(tx, handled, patch);
    else await this.moves.insert(tx, Object.assign(gesture, patch));
    await this.moves.record(tx, handled, 'take', by);
  }

  private asked({ gesture, entry, scene, t }: Handled, by: Actor): GestureAsked {
    const input = { note: gesture.note ?? undefined };
    return { gesture: factsOfGesture({ gesture, entry }), facts: as(scene, by, gesture.inPerson), input, now: t.now };
  }

  /** Everything that stands between a suggestion and a promise: role, limit, budget, stock, caps, words, and R1 to R12 once more. */
  private check(handled: Handled, by: Actor, replaces = false): void {
    const { input, facts, now } = this.asked(handled, by);
    this.moves.judge(handled, 'take', { ...input, replaces }, facts, now);
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
