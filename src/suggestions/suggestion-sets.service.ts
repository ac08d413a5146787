import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { DAY_MS } from '../clocks/clock.rules';
import type { Reader, Tx } from '../platform/database/tx';
import { SYSTEM } from '../staff/actor.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import type { CatalogueEntry } from '../catalogue/gesture-catalogue.service';
import { GestureMoves, suggested } from '../gestures/gesture-moves.service';
import { as, type LockedTicket, type OneUpScene } from '../gestures/one-up-facts.service';
import { modelVersion } from '../learning/learning-runs.service';
import type { Learned } from '../learning/score.rules';
import { MEANS, type Means } from './means.rules';
import { type Excluded, type Ranked, rank } from './ranking.rules';
import type { Reason } from './reasons.rules';

/** So many are shown, each as a gesture that can be taken; the others are "also possible" (domain.md 5.8). */
export const SHOWN = 3;
const FRESH_MS = DAY_MS;
/** Nothing is tried out (settled.md 13): the first of a set is first for certain. */
const PROPENSITY = 1;

/** One line of a set: ranked with its reasons, or excluded with a sentence. */
export interface SetLine {
  versionId: string;
  rank: number | null;
  score: number | null;
  reasons: readonly Reason[];
  excludedReason: string | null;
}

export interface SuggestionSet {
  /** Null: worked out now and not kept. */
  id: string | null;
  madeAt: Date | null;
  lines: SetLine[];
}

interface Kept extends SuggestionSet {
  id: string;
  madeAt: Date;
  fingerprint: string;
}

/** What a set is made of. */
export interface SetBasis {
  scene: OneUpScene;
  catalogue: readonly CatalogueEntry[];
  learned: Learned;
}

/** What was suggested, when, on which facts and why. A set is never changed; new facts make a new one. */
@Injectable()
export class SuggestionSets {
  constructor(
    private readonly tickets: TicketMoves,
    private readonly gestures: GestureMoves,
  ) {}

  /** The newest set of the ticket's cycle, whatever its age. */
  async latest(reader: Reader, t: LockedTicket): Promise<Kept | null> {
    const [set] = await reader.rows<Omit<Kept, 'lines'>>(
      `SELECT id, made_at AS "madeAt", inputs ->> 'fingerprint' AS fingerprint FROM suggestion_set
       WHERE ticket_id = $1 AND cycle = $2 ORDER BY made_at DESC, id DESC LIMIT 1`,
      [t.row.id, t.row.cycle],
    );
    if (!set) return null;
    const lines = await reader.rows<SetLine>(
      `SELECT type_version_id AS "versionId", rank, score, reasons, excluded_reason AS "excludedReason" FROM suggestion WHERE set_id = $1 ORDER BY rank`,
      [set.id],
    );
    return { ...set, lines };
  }

  /** The newest set where it still holds: same facts, same catalogue, less than a day old. Else a new one (domain.md 5.3). */
  async fresh(tx: Tx, t: LockedTicket, basis: SetBasis): Promise<SuggestionSet> {
    const latest = await this.latest(tx, t);
    const isYoung = latest !== null && t.now.getTime() - latest.madeAt.getTime() < FRESH_MS;
    return isYoung ? this.inStep(tx, t, basis, latest) : this.make(tx, t, basis, fingerprintOf(basis));
  }

  /** The newest set of the same facts, whatever its age: nobody looks at it now, and whoever does has a fresh one. Else a new one. */
  async inStep(tx: Tx, t: LockedTicket, basis: SetBasis, known?: Kept): Promise<SuggestionSet> {
    const latest = known ?? (await this.latest(tx, t));
    const fingerprint = fingerprintOf(basis);
    return latest?.fingerprint === fingerprint ? latest : this.make(tx, t, basis, fingerprint);
  }

  /** What would be suggested now, without keeping it. */
  preview(t: LockedTicket, basis: SetBasis): SuggestionSet {
    return { id: null, madeAt: null, lines: linesOf(this.ranked(t, basis), basis) };
  }

  private ranked(t: LockedTicket, { scene, catalogue, learned }: SetBasis): ReturnType<typeof rank> {
    const facts = as(scene, SYSTEM, t.row.channel === 'in_person');
    const types = catalogue.map((entry) => entry.facts);
    return rank(types, facts, t.now, { learned, zone: scene.zone });
  }

  /** True where the rules leave nothing: neither a gift, nor one that only waits for money, stock or a lead's word. */
  leavesNothing(t: LockedTicket, basis: SetBasis): boolean {
    const { ranked, excluded } = this.ranked(t, basis);
    return ranked.length === 0 && !excluded.some(({ rule }) => MEANS.includes(rule as Means));
  }

  private async make(tx: Tx, t: LockedTicket, basis: SetBasis, fingerprint: string): Promise<SuggestionSet> {
    const id = uuidv7();
    const { lines } = this.preview(t, basis);
    const { scene, catalogue, learned } = basis;
    const inputs = {
      fingerprint,
      // Marks say what somebody eats, drinks or believes. A set is never changed, so they do not go in.
      facts: { ...scene.facts, customerFlags: [] },
      zone: scene.zone,
      catalogue: catalogue.map(({ versionId }) => versionId),
      learned,
    };
    await tx.run(
      `INSERT INTO suggestion_set (id, ticket_id, cycle, inputs, model_version, propensity, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, t.row.id, t.row.cycle, JSON.stringify(inputs), modelVersion(learned.run), PROPENSITY, t.now],
    );
    await tx.run(
      `INSERT INTO suggestion (set_id, type_version_id, rank, score, reasons, excluded_reason)
       SELECT $1, l."versionId", l.rank, l.score, coalesce(l.reasons, '[]'), l."excludedReason"
       FROM jsonb_to_recordset($2) AS l("versionId" uuid, rank int, score numeric, reasons jsonb, "excludedReason" text)`,
      [id, JSON.stringify(lines)],
    );
    await this.show(tx, t, basis, { id, lines });
    return { id, madeAt: t.now, lines };
  }

  /** The best three become gestures that can be taken, in the place of those suggested before. */
  private async show(tx: Tx, t: LockedTicket, { scene, catalogue }: SetBasis, set: { id: string; lines: SetLine[] }): Promise<void> {
    await this.gestures.setAside(tx, t);
    const shown = set.lines.filter((line) => line.rank !== null && line.rank <= SHOWN);
    const entries = shown.flatMap((line) => catalogue.filter(({ versionId }) => versionId === line.versionId));
    if (entries.length > 0) await this.gestures.insert(tx, ...entries.map((entry) => suggested(t, entry, scene.language, set.id)));
    const data = { set: set.id, gestureTypes: entries.map(({ code }) => code) };
    await this.tickets.record(tx, t, { kind: 'gestures_suggested', data }, SYSTEM);
  }
}

function linesOf({ ranked, excluded }: ReturnType<typeof rank>, { catalogue }: SetBasis): SetLine[] {
  const ids = new Map(catalogue.map(({ code, versionId }) => [code, versionId]));
  return [...ranked.map((line) => rankedLine(line, ids)), ...excluded.map((line) => excludedLine(line, ids))];
}

function rankedLine(line: Ranked, ids: ReadonlyMap<string, string>): SetLine {
  return { versionId: ids.get(line.code) ?? '', rank: line.rank, score: line.score, reasons: line.reasons, excludedReason: null };
}

function excludedLine(line: Excluded, ids: ReadonlyMap<string, string>): SetLine {
  return { versionId: ids.get(line.code) ?? '', rank: null, score: null, reasons: [], excludedReason: line.why };
}

/**
 * Equal for equal facts. Going on to the follow-up changes nothing about what fits, and neither does a budget or a shelf that is a little emptier, as
 * long as it carries the same gifts. What the numbers of another night say waits until the set is a day old.
 */
function fingerprintOf({ scene: { facts, language }, catalogue, learned }: SetBasis): string {
  const { state: _, limits: __, stockLeft, budgetLeft, ...rest } = facts;
  const lines = catalogue.map(({ versionId, code, facts: { class: kind, costMinor } }) => [
    versionId,
    (stockLeft[code] ?? 1) > 0,
    costMinor === 0 || costMinor <= (budgetLeft[kind]?.leftMinor ?? costMinor),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([rest, language, lines, learned.takenOut, learned.recoveredUnits]))
    .digest('hex');
}
