import fastify from 'fastify';
import pg from 'pg';
import { POOL_SIZE } from '../../../src/platform/database/data-source';
import { listQuery, type ListWish } from '../../../src/worklist/ticket-list.rules';
import { answering } from '../answering';

/** The floor of the board: a bare Fastify handler that sends the one statement of the list, prepared, and answers with its rows. */

async function start({
  databaseUrl,
  staffId,
  place,
}: {
  databaseUrl: string;
  staffId: string;
  place: unknown[];
}): Promise<{ port: number }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
  const app = fastify();
  const grants = [{ role: 'manager', scopeKind: 'org', locationIds: [], teamId: null, deskId: null }] as const;
  const viewer = { kind: 'api_token', key: '', staffId, grants } as const;
  const late: ListWish = { overdue: true, sort: 'urgency', limit: 50 };
  for (const [path, wish] of Object.entries({ first: late, deep: { ...late, place } })) {
    app.get(`/${path}`, async () => {
      const { text, params } = listQuery(wish, viewer, new Date());
      return (await pool.query({ name: path, text, values: params })).rows;
    });
  }
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: Number(new URL(url).port) };
}

answering({ start });
