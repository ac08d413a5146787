import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { decodeCursor } from '../platform/http/cursor';
import { csvOf } from '../platform/http/csv';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import type { Actor, Grant } from './actor.dto';
import type { AuditFilter, AuditLineView, AuditList, AuditQuery } from './audit-trail.dto';
import { permissionsOf } from './permission.rules';

const MOST_IN_A_FILE = 10_000;

interface Row {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  action: string;
  subject: string;
  data: Record<string, unknown>;
  /** `at` to the microsecond, for the cursor. */
  place: string;
}

/** The security trail, for those who watch over the desk. Reads only: a line never changes. */
@Injectable()
export class AuditTrail {
  constructor(private readonly db: Database) {}

  /** The newest first. Whoever has the right for one place sees what people of that place did. */
  async list({ limit = PAGE_SIZE, cursor, ...filter }: AuditQuery, actor: Actor): Promise<AuditList> {
    const rows = await this.rows(filter, actor, limit + 1, cursor);
    const page = pageOf(rows, limit, (row) => [row.place, row.id]);
    return { items: page.items.map(lineOf), nextCursor: page.nextCursor };
  }

  /** The newest 10,000 lines as a table for a spreadsheet. */
  async csv(filter: AuditFilter, actor: Actor): Promise<string> {
    const rows = await this.rows(filter, actor, MOST_IN_A_FILE, undefined);
    return csvOf(
      ['at', 'who', 'action', 'subject', 'detail'],
      rows.map(lineOf).map((line) => [line.at.toISOString(), line.actor?.name ?? null, line.action, line.subject, line.detail]),
    );
  }

  private rows(filter: AuditFilter, viewer: Actor, limit: number, cursor: string | undefined): Promise<Row[]> {
    const params: unknown[] = [limit];
    const value = (one: unknown): string => `$${String(params.push(one))}`;
    const conditions = [sight(viewer, value), ...wanted(filter, value)];
    if (cursor !== undefined) {
      const [at, id] = decodeCursor(cursor, 2);
      conditions.push(`(e.at, e.id) < (${value(at)}::timestamptz, ${value(id)}::uuid)`);
    }
    return this.db.rows<Row>(
      `SELECT e.id, e.at, e.actor_id AS "actorId", s.name AS "actorName", e.action, e.subject, e.data, e.at::text AS place FROM audit_event e LEFT JOIN staff s ON s.id = e.actor_id
       WHERE ${conditions.join(' AND ')} ORDER BY e.at DESC, e.id DESC LIMIT $1`,
      params,
    );
  }
}

type Value = (one: unknown) => string;

function wanted({ actor, action, from, to, q }: AuditFilter, value: Value): string[] {
  const found: string[] = [];
  if (actor !== undefined) found.push(`e.actor_id = ${value(actor)}::uuid`);
  if (action !== undefined)
    found.push(action.includes('.') ? `e.action = ${value(action)}` : `starts_with(e.action, ${value(`${action}.`)})`);
  if (from) found.push(`e.at >= ${value(from)}::timestamptz`);
  if (to) found.push(`e.at < ${value(to)}::timestamptz`);
  if (q !== undefined) {
    const text = value(q.toLowerCase());
    found.push(`(strpos(lower(e.subject), ${text}) > 0 OR strpos(lower(e.data::text), ${text}) > 0)`);
  }
  return found;
}

/** What somebody may read of it: all, or what people of the own places did; never a line about a complaint about oneself (domain.md 10.3). */
function sight(viewer: Actor, value: Value): string {
  const me = value(viewer.staffId);
  const notAboutMe = `NOT EXISTS (SELECT FROM ticket t WHERE t.subject_staff_id = ${me}::uuid
    AND (e.subject = 'ticket:' || t.id OR e.data ->> 'ticketId' = t.id::text))`;
  const grants = viewer.grants.filter((grant) => permissionsOf([grant.role]).has('audit.see'));
  if (viewer.kind === 'system' || grants.some((grant) => grant.scopeKind === 'org')) return notAboutMe;
  const at = (ids: (grant: Grant) => readonly (string | null)[]): string => value(grants.flatMap(ids).filter((id) => id !== null));
  const ofMyPlaces = `EXISTS (SELECT FROM role_grant g WHERE g.staff_id = e.actor_id AND (g.location_id = ANY(${at((grant) => grant.locationIds)}::uuid[])
    OR g.team_id = ANY(${at((grant) => [grant.teamId])}::uuid[]) OR g.desk_id = ANY(${at((grant) => [grant.deskId])}::uuid[])))`;
  return `${notAboutMe} AND (e.actor_id = ${me}::uuid OR ${ofMyPlaces})`;
}

function lineOf({ id, at, actorId, actorName, action, subject, data }: Row): AuditLineView {
  return {
    id,
    at,
    actor: actorId === null || actorName === null ? null : { id: actorId, name: actorName },
    action,
    subject,
    detail: detailOf(data),
  };
}

/** `by` repeats who it was. */
function detailOf(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([name, value]) => name !== 'by' && value !== null)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
}
