import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import type { DueWork } from '../platform/jobs/due-work';
import { HoursChanged } from './firing-hours.service';

const BATCH = 50;

/** The time zone data of this program, such as "2025b"; a later one is a greater text. */
const OURS = process.versions['tz'] ?? '';

interface Place {
  version: string;
  countedTo: string | null;
}

/**
 * A country that changes when its clocks go forward or back moves due times that were worked out before (edge 13). New zone data come with a new
 * Node, so once per start it is asked whether the clocks were counted with older ones; if so, each ticket is counted anew. Several processes
 * may do it at once, and one with older data does nothing.
 */
@Injectable()
export class ZonesChanged implements DueWork {
  readonly name = 'zones';
  readonly queue = 'notify';
  private isDone = false;

  constructor(
    private readonly db: Database,
    private readonly hours: HoursChanged,
  ) {}

  async run(): Promise<number> {
    if (this.isDone) return 0;
    const { counted, isOver } = await this.db.transaction((tx) => this.some(tx));
    this.isDone = isOver;
    return counted;
  }

  private async some(tx: Tx): Promise<{ counted: number; isOver: boolean }> {
    // A desk that is new has nothing to count.
    await tx.run(`INSERT INTO zone_data (version) SELECT CASE WHEN EXISTS (SELECT FROM timer) THEN '' ELSE $1 END ON CONFLICT DO NOTHING`, [
      OURS,
    ]);
    const place = await tx.one<Place>('SELECT version, counted_to AS "countedTo" FROM zone_data FOR UPDATE');
    if (place.version >= OURS) return { counted: 0, isOver: true };
    const tickets = await tx.rows<{ id: string }>(
      `SELECT DISTINCT ticket_id AS id FROM timer WHERE state = 'running' AND kind = 'business' AND ($1::uuid IS NULL OR ticket_id > $1)
       ORDER BY ticket_id LIMIT ${String(BATCH)}`,
      [place.countedTo],
    );
    const done = await this.replan(
      tx,
      tickets.map((ticket) => ticket.id),
    );
    const isOver = tickets.length === 0;
    const version = isOver ? OURS : place.version;
    await tx.run('UPDATE zone_data SET version = $1, counted_to = $2', [version, isOver ? null : (done.at(-1) ?? place.countedTo)]);
    return { counted: done.length, isOver };
  }

  /** Stops at a ticket that somebody is working on; the next sweep goes on from there. */
  private async replan(tx: Tx, tickets: readonly string[]): Promise<string[]> {
    const done: string[] = [];
    for (const id of tickets) {
      if (!(await this.hours.replan(tx, id))) break;
      done.push(id);
    }
    return done;
  }
}
