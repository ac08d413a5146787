import type { Tables } from './cluster';

/** What the desk made of a complaint, from which the floor makes others of the same size. */
export interface Template {
  staffId: string;
  view: { ticket: Record<string, unknown> } & Record<string, unknown>;
  ticket: Record<string, unknown>;
  timers: Record<string, unknown>[];
  /** Of each timer. */
  segments: Record<string, unknown>[][];
}

/** Reads back the ticket that `answer` speaks of. */
export async function templateOf(tables: Tables, staffId: string, answer: string): Promise<Template> {
  const view = JSON.parse(answer) as Template['view'];
  const { id } = view.ticket;
  const [found] = await tables.sql<{ ticket: Template['ticket'] }>('SELECT to_jsonb(t) AS ticket FROM ticket t WHERE id = $1', [id]);
  const timers = await tables.sql<{ timer: Record<string, unknown>; segments: Record<string, unknown>[] }>(
    `SELECT to_jsonb(t) AS timer, coalesce((SELECT jsonb_agg(s) FROM timer_segment s WHERE s.timer_id = t.id), '[]') AS segments
     FROM timer t WHERE t.ticket_id = $1 ORDER BY t.id`,
    [id],
  );
  if (!found || timers.length === 0) throw new Error('The desk wrote no ticket to take as an example.');
  return { staffId, view, ticket: found.ticket, timers: timers.map((row) => row.timer), segments: timers.map((row) => row.segments) };
}
