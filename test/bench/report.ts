import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { Line } from './figures';

export interface Circumstances {
  postgres: string;
  /** Milliseconds since 1970. */
  begunAt: number;
  tookMs: number;
  isFull: boolean;
}

const HEADS = ['what', 'desk', 'floor', 'share', 'aim', 'kept'] as const;

/** The table as text for a terminal, which is also Markdown. */
export function table(lines: readonly Line[]): string {
  const cells = [HEADS.map(String), ...lines.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const text = cells.map(
    (row) => `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)).join(' | ')} |`,
  );
  text.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return text.join('\n');
}

function cellsOf({ what, desk, floor, share, aim, kept }: Line): string[] {
  return [what, desk, floor, share, aim, kept === null ? '' : kept ? 'yes' : 'no'];
}

/** The page of the figures, for people who decide whether the desk is fast enough for them. */
export function page(lines: readonly Line[], { postgres, begunAt, tookMs, isFull }: Circumstances): string {
  const missed = lines.filter((line) => line.kept === false).map((line) => line.what);
  return `# Benchmarks

Written by \`npm run bench -- --write\`. Run it on your own machine: the figures are of one machine at one hour, the shares travel better.

* Date: ${new Date(begunAt).toISOString().slice(0, 10)}, ${String(Math.round(tookMs / 60_000))} minutes${isFull ? ', with a million tickets' : ''}
* Machine: ${machine()}
* Node ${process.versions.node}, PostgreSQL ${postgres}, ${type()} ${release()}

${table(lines)}

${missed.length === 0 ? 'Every aim is kept.' : `Missed: ${missed.join('; ')}.`}

## How to read it

* **Floor** is the least that must be done, measured in the same run: the same SQL without the desk around it. **Share** is desk divided by floor, or, for
  the board, the larger desk divided by the smallest. An **aim** is about the share, or about the desk's own figure where it names a unit.
* **CPU each** comes from the operating system: of the process by its own usage, of the database from \`/proc\` over all of its processes, so checkpoints
  and the like are in it. It is the figure to trust on a machine with other work to do; rates and waiting times swing with the neighbours. Desk and floor
  take turns for the same reason.
* Desk, floor, whoever asks, and the mail server are processes of their own on this one machine and share its cores, so the rates are not those of a
  machine for each. Nothing leaves the loopback address.
* The database is a fresh PostgreSQL as \`npm start\` runs it, with \`fsync\`, full page writes and synchronous commits on. One setting is added,
  \`track_commit_timestamp\`, because the lateness of a clock is counted until its transaction was committed.
* The desk runs as it comes: request log on, BullMQ on PostgreSQL, all workers and sweeps in the one process.

**Intake**: telephone complaints of new customers with an idempotency key and a bearer token, 16 connections. The floor is a bare Fastify handler with
node-postgres that sends the statement which writes the ticket, with parameters of the same size; it checks, reads and works out nothing.

**Clocks**: from the instant at which a point of a promise was due until its firing was committed. The floor is a bare loop with the same statements that tells
nobody; the desk notifies the owners at the same time. Idle is the CPU of process and database while nothing is due, with and without armed clocks.

**Board**: one connection, one request after the other; \`deep\` is the page that begins in the middle of all late tickets. The floor sends the statement of the
list, and no other, from a bare Fastify handler.

**Suggestions**: one connection, each request another ticket that was just put right, of a customer with twelve gifts before. The first look works the set out and
keeps it, with its reasons and with what every other gift is excluded for; the second reads it and compares the facts. The floor writes and reads back a set of
the same lines. The night's count reads every known outcome, weighs it by its age, and writes the numbers that the suggestions of the next day rest on; its floor
joins and counts the same rows and writes nothing.

**Sends**: messages that wait in the table, claimed, checked again, written, sent over SMTP to a mail server in another process, and settled. The floor is
nodemailer's pool with as many connections and the same mails, known beforehand: it composes each from its text and HTML, as programs do that send by
nodemailer, and so does the desk, from a template. With finished mails, of which it only sends the bytes, it says what SMTP alone costs.

**Takes**: gifts taken over HTTP, each for a ticket of its own, all paid by one budget, 16 connections. The floor is a bare loop of 16 connections, as pgbench
is one: begin, the statement that sets the money aside in that same budget, commit. It knows no ticket, asks no rule and writes no gift; what is between the
two is everything a promise to a customer consists of besides the money.
`;
}

function machine(): string {
  const all = cpus();
  return `${String(all.length)} × ${all[0]?.model.trim() ?? 'unknown'}, ${String(Math.round(totalmem() / 2 ** 30))} GB`;
}

export function writePage(text: string): string {
  // dist/test/bench → the project
  const path = join(__dirname, '..', '..', '..', 'docs', 'benchmarks.md');
  writeFileSync(path, text);
  return path;
}
