import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { needsSentence, roleAtLeast } from '../staff/role.rules';
import { blocks } from '../lifecycle/holds.rules';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { type CatalogueEntry, GestureCatalogue } from '../catalogue/gesture-catalogue.service';
import type { OneUpFacts } from '../oneup/gesture-facts.rules';
import { GestureMoves } from '../gestures/gesture-moves.service';
import { textIn } from '../catalogue/gesture-terms.rules';
import type { ExcludedView, SuggestionsView, SuggestionView } from './suggestion.dto';
import { hardRefusals } from '../oneup/hard-rules.rules';
import { businessNeeds } from '../oneup/type-fit.rules';
import { limitMinor, limitProblem } from '../authority/limits.rules';
import { as, type LockedTicket, OneUpFactsReader, type OneUpScene } from '../gestures/one-up-facts.service';
import { capProblem, householdHint } from '../oneup/caps.rules';
import { LearnedNumbers } from '../learning/learned.service';
import { MODEL } from '../learning/score.rules';
import { costReason, type ReasonFacts } from './reasons.rules';
import { type SetBasis, type SetLine, SHOWN, type SuggestionSet, SuggestionSets } from './suggestion-sets.service';

/** Which one-up fits this ticket: worked out after each fix, shown to whoever gives it. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly db: Database,
    private readonly tickets: TicketMoves,
    private readonly gestures: GestureMoves,
    private readonly facts: OneUpFactsReader,
    private readonly catalogue: GestureCatalogue,
    private readonly learned: LearnedNumbers,
    private readonly sets: SuggestionSets,
  ) {}

  /**
   * The suggestions as they stand; where they are a day old or the facts have changed, new ones. Before the fix, under a hold and for whoever only
   * reads, nothing is kept.
   */
  view(ref: string, by: Actor): Promise<SuggestionsView> {
    return this.db.transaction(async (tx) => {
      const t = await this.tickets.lock(tx, ref, by);
      const basis = await this.basis(tx, t);
      const set = await this.present(tx, t, basis, by);
      return this.viewOf(tx, t, basis, set, by);
    });
  }

  private async basis(tx: Tx, t: LockedTicket): Promise<SetBasis> {
    const scene = await this.facts.read(tx, t);
    const catalogue = await this.catalogue.active(tx);
    return { scene, catalogue, learned: await this.learned.read(tx, scene.facts.failureClass, t.row.locationId) };
  }

  private async present(tx: Tx, t: LockedTicket, basis: SetBasis, by: Actor): Promise<SuggestionSet> {
    const isOpen = mayMake(t, basis.scene);
    if (!isOpen && t.row.oneUp === 'none') return this.sets.preview(t, basis);
    if (!isOpen || !by.can('gesture.take')) return (await this.sets.latest(tx, t)) ?? this.sets.preview(t, basis);
    const seq = t.row.eventSeq;
    const set = await this.sets.fresh(tx, t, basis);
    if (t.row.eventSeq > seq) await this.tickets.save(tx, t);
    return set;
  }

  /**
   * The worker's part, after each fix (settled.md 32): suggests, or finds that nothing passes R1 to R12 and settles the one-up; a budget that is used
   * up or a shelf that is empty settles nothing. Nothing where the ticket went on meanwhile or a hold blocks gestures; its release asks again.
   * Returns whether anything was written. Harmless when run twice.
   */
  async afterFix(tx: Tx, t: LockedTicket): Promise<boolean> {
    if (t.row.state !== 'fixed' || t.row.oneUp !== 'none') return false;
    const basis = await this.basis(tx, t);
    if (!mayMake(t, basis.scene)) return false;
    const seq = t.row.eventSeq;
    const { lines } = await this.sets.inStep(tx, t, basis);
    if (lines.every(({ rank }) => rank === null) && this.sets.leavesNothing(t, basis)) await this.notEligible(tx, t);
    return t.row.eventSeq > seq;
  }

  private async notEligible(tx: Tx, t: LockedTicket): Promise<void> {
    const reason = 'No gift of the catalogue passes the rules for this ticket.';
    await tx.run(
      `INSERT INTO one_up_settlement (id, ticket_id, cycle, kind, reason, at) VALUES ($1, $2, $3, 'not_eligible', $4, $5)
       ON CONFLICT (ticket_id, cycle) DO NOTHING`,
      [uuidv7(), t.row.id, t.row.cycle, reason, t.now],
    );
    await this.tickets.record(tx, t, { kind: 'one_up_not_eligible', reason }, SYSTEM);
    await this.gestures.oneUp(tx, t);
  }

  /** Most sets are of the catalogue as it stands; only what was changed since is read once more. */
  private async entriesOf(tx: Tx, { catalogue }: SetBasis, { lines }: SuggestionSet): Promise<Map<string, CatalogueEntry>> {
    const entries = new Map(catalogue.map((entry) => [entry.versionId, entry]));
    const older = lines.map(({ versionId }) => versionId).filter((id) => !entries.has(id));
    return older.length === 0 ? entries : new Map([...entries, ...(await this.catalogue.ofVersions(tx, older))]);
  }

  private async viewOf(tx: Tx, t: LockedTicket, basis: SetBasis, set: SuggestionSet, by: Actor): Promise<SuggestionsView> {
    const { scene } = basis;
    const entries = await this.entriesOf(tx, basis, set);
    const open = await tx.rows<{ id: string; versionId: string }>(
      `SELECT id, type_version_id AS "versionId" FROM gesture WHERE ticket_id = $1 AND cycle = $2 AND state = 'suggested'`,
      [t.row.id, t.row.cycle],
    );
    const gestures = new Map(open.map(({ id, versionId }) => [versionId, id]));
    const seen = { ...basis, model: MODEL, facts: as(scene, by, t.row.channel === 'in_person'), zone: scene.zone, now: t.now };
    const ranked: SuggestionView[] = [];
    const excluded: ExcludedView[] = [];
    for (const line of set.lines) {
      const entry = entries.get(line.versionId);
      if (!entry) continue;
      if (line.rank === null) excluded.push({ gestureType: entry.code, name: entry.terms.name, why: line.excludedReason ?? '' });
      else
        ranked.push({
          ...suggestionOf(line, line.rank, entry, scene.language),
          gesture: gestures.get(line.versionId) ?? null,
          needs: needsOf(entry, seen.facts, t.now),
          ...reasonsOf(line, entry, seen),
        });
    }
    return {
      set: set.id,
      madeAt: set.madeAt,
      items: ranked.filter(({ rank }) => rank <= SHOWN),
      others: ranked.filter(({ rank }) => rank > SHOWN),
      excluded,
      householdHint: householdHint(scene.facts.caps),
      ownIdea: t.row.oneUp !== 'open' && basis.catalogue.some(({ terms }) => terms.kind === 'custom'),
      apologyOnly: t.row.state === 'fixed' && t.row.oneUp === 'none',
      limitMinor: limitMinor(by.roles, scene.facts.limits),
    };
  }
}

/** After a fix, with nothing promised yet; once more after the customer declined, for the lead who may offer again (edge 99). */
function mayMake(t: LockedTicket, { facts }: OneUpScene): boolean {
  const isFixed = (t.row.state === 'fixed' || t.row.state === 'following_up') && facts.fixDelivered;
  const isOpen = t.row.oneUp === 'none' || (t.row.oneUp === 'settled' && facts.declinedOffers === 1);
  return isFixed && isOpen && facts.activeGestures.length === 0 && !blocks(facts.holds, 'gestures');
}

/** As whoever asks reads them. */
function reasonsOf(line: SetLine, entry: CatalogueEntry, seen: ReasonFacts): Pick<SuggestionView, 'reasons' | 'said'> {
  const reasons = line.reasons.map((reason) => (reason.kind === 'cost' ? costReason(entry.facts, seen) : reason));
  const hasCodes = reasons.every(({ said }) => said !== undefined);
  return { reasons: reasons.map(({ text }) => text), said: hasCodes ? reasons.flatMap(({ said }) => said ?? []) : [] };
}

function suggestionOf(
  line: SetLine,
  rank: number,
  { code, terms }: CatalogueEntry,
  language: string | null,
): Omit<SuggestionView, 'gesture' | 'needs' | 'reasons' | 'said'> {
  return {
    rank,
    gestureType: code,
    name: terms.name,
    cost: terms.costMinor,
    face: terms.faceMinor,
    currency: terms.currency,
    text: textIn(terms.customerText, language),
    score: line.score ?? 0,
    requiresNote: terms.requiresNote,
  };
}

/** Why this person cannot give it without somebody else; null where they can. */
function needsOf({ facts: type }: CatalogueEntry, facts: OneUpFacts, now: Date): string | null {
  const { roles } = facts.actor;
  const least = [type.authorityRoleMin, businessNeeds(type, facts)].find((role) => role !== null && !roleAtLeast(roles, role));
  if (least) return needsSentence([least]);
  const limit = limitProblem(type.costMinor, roles, facts.limits);
  if (limit) return limit.why;
  const hard = hardRefusals(type, facts, now, 'suggest').find(({ needs }) => needs !== null);
  if (hard) return hard.why;
  return roleAtLeast(roles, 'lead') ? null : (capProblem(type, type.costMinor, facts.caps, now)?.why ?? null);
}
