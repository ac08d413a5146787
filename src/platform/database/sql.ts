import { createHash } from 'node:crypto';
import pg from 'pg';

// bigint and numeric come back as numbers: money is below 2^53 minor units, counters too. A date stays the text it is.
const { builtins, setTypeParser } = pg.types;
setTypeParser(builtins.INT8, Number);
setTypeParser(builtins.NUMERIC, Number);
setTypeParser(builtins.DATE, (text: string) => text);

/**
 * A statement of the hot paths. PostgreSQL keeps it prepared under its name on every connection, which halves the database's work
 * for short statements; so its text must never vary.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export function statement(name: string, text: string): Statement {
  return { name, text };
}

/**
 * A text composed of parts, named after itself, so that each shape of it is prepared once. Only where there are few shapes: a connection keeps every one.
 */
export function statementOf(prefix: string, text: string): Statement {
  return { name: `${prefix}.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`, text };
}

export type Sql = string | Statement;
export type Param = unknown;

/** The shape that node-postgres takes; a bare string stays unnamed. */
export function asQuery(sql: Sql, params: readonly Param[]): pg.QueryConfig {
  return typeof sql === 'string' ? { text: sql, values: [...params] } : { name: sql.name, text: sql.text, values: [...params] };
}
