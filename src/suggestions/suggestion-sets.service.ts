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
import { type Excluded } from '../gestures/judging.rules';
import { type Ranked, rank } from './ranking.rules';

/** Which rules made a set; another way of ranking gets another name. */
const MODEL_VERSION = 'match-table-1';
/** So many are shown, each as a gesture that can be taken; the others are "also possible" (domain.md 5.8). */
export const SHOWN = 3;
const FRESH_MS = DAY_MS;

/** One line of a set: ranked with its reasons, or excluded with a sentence. */
export interface SetLine {
  versionId: string;
  rank: number | null;
  score: number | null;
  reasons: readonly { text: string; value: number }[];
  excludedReason: string | null;
}

export interface SuggestionSet {
  /** Null: worked out now and not kept. */
  id: string | null;
  madeAt: Date | null;
  lines: SetLine[];
}

/** What was suggested, when, on which facts and why. A set is never changed; new facts make a new one. */
@Injectable()
export class SuggestionSets {
  constructor(
    private readonly tickets: TicketMoves,
    private readonly gestures: GestureMoves,
  ) {}

  /** The newest set of the ticket's cycle, whatever its age. */
  async latest(reader: Reader, t: LockedTicket): Promise<(SuggestionSet & { id: string; madeAt: Date; fingerprint: string }) | null> {
    const [set] = await reader.rows<{ id: string; madeAt: Date; fingerprint: string }>(
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

  /** The newest set where it still holds: less than a day old, same facts, same catalogue. Else a new one (domain.md 5.3). */
  async fresh(tx: Tx, t: LockedTicket, scene: OneUpScene, catalogue: readonly CatalogueEntry[]): Promise<SuggestionSet> {
    const latest = await this.latest(tx, t);
    const fingerprint = fingerprintOf(scene, catalogue);
    const holds = latest?.fingerprint === fingerprint && t.now.getTime() - latest.madeAt.getTime() < FRESH_MS;
    return holds ? latest : this.make(tx, t, scene, catalogue, fingerprint);
  }

  /** What would be suggested now, without keeping it. */
  preview(t: LockedTicket, scene: OneUpScene, catalogue: readonly CatalogueEntry[]): SuggestionSet {
    const facts = as(scene, SYSTEM, t.row.channel === 'in_person');
    const ids = new Map(catalogue.map(({ code, versionId }) => [code, versionId]));
    const found = rank(
      catalogue.map((entry) => entry.facts),
      facts,
      t.now,
    );
    return {
      id: null,
      madeAt: null,
      lines: [...found.ranked.map((line) => rankedLine(line, ids)), ...found.excluded.map((line) => excludedLine(line, ids))],
    };
  }

  private async make(
    tx: Tx,
    t: LockedTicket,
    scene: OneUpScene,
    catalogue: readonly CatalogueEntry[],
    fingerprint: string,
  ): Promise<SuggestionSet> {
    const id = uuidv7();
    const { lines } = this.preview(t, scene, catalogue);
    const inputs = { fingerprint, facts: scene.facts, catalogue: catalogue.map(({ versionId }) => versionId) };
    await tx.run(`INSERT INTO suggestion_set (id, ticket_id, cycle, inputs, model_version, made_at) VALUES ($1, $2, $3, $4, $5, $6)`, [
      id,
      t.row.id,
      t.row.cycle,
      JSON.stringify(inputs),
      MODEL_VERSION,
      t.now,
    ]);
    await tx.run(
      `INSERT INTO suggestion (set_id, type_version_id, rank, score, reasons, excluded_reason)
       SELECT $1, l."versionId", l.rank, l.score, coalesce(l.reasons, '[]'), l."excludedReason"
       FROM jsonb_to_recordset($2) AS l("versionId" uuid, rank int, score numeric, reasons jsonb, "excludedReason" text)`,
      [id, JSON.stringify(lines)],
    );
    await this.show(tx, t, scene, catalogue, { id, lines });
    return { id, madeAt: t.now, lines };
  }

  /** The best three become gestures that can be taken, in the place of those suggested before. */
  private async show(
    tx: Tx,
    t: LockedTicket,
    scene: OneUpScene,
    catalogue: readonly CatalogueEntry[],
    set: { id: string; lines: SetLine[] },
  ): Promise<void> {
    await this.gestures.setAside(tx, t);
    const shown = set.lines.filter((line) => line.rank !== null && line.rank <= SHOWN);
    const entries = shown.flatMap((line) => catalogue.filter(({ versionId }) => versionId === line.versionId));
    for (const entry of entries) await this.gestures.insert(tx, suggested(t, entry, scene.language, set.id));
    const data = { set: set.id, gestureTypes: entries.map(({ code }) => code) };
    await this.tickets.record(tx, t, { kind: 'gestures_suggested', data }, SYSTEM);
  }
}

function rankedLine(line: Ranked, ids: ReadonlyMap<string, string>): SetLine {
  return { versionId: ids.get(line.code) ?? '', rank: line.rank, score: line.score, reasons: line.reasons, excludedReason: null };
}

function excludedLine(line: Excluded, ids: ReadonlyMap<string, string>): SetLine {
  return { versionId: ids.get(line.code) ?? '', rank: null, score: null, reasons: [], excludedReason: line.why };
}

/** Equal for equal facts. Going on to the follow-up changes nothing about what fits. */
function fingerprintOf({ facts, language }: OneUpScene, catalogue: readonly CatalogueEntry[]): string {
  const { state: _, ...rest } = facts;
  const versions = catalogue.map(({ versionId }) => versionId);
  return createHash('sha256')
    .update(JSON.stringify([rest, language, versions]))
    .digest('hex');
}
