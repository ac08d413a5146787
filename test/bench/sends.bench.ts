import { setTimeout as pause } from 'node:timers/promises';
import { BY_DAY } from '../support/by-day';
import { BenchDesk } from './bench-desk';
import { Child } from './child';
import type { Cluster, Tables } from './cluster';
import { spentOn } from './cpu';
import { type Line, ms, short } from './figures';
import { planReceipts } from './fill';

const WARM_UP = 600;
const ROUNDS = 3;
const MAILS = 3000;
const LONGEST_MS = 120_000;
const AIM = 0.8;

const SENDERS = ['desk', 'finished', 'composed'] as const;
type SenderName = (typeof SENDERS)[number];

interface Sum {
  mails: number;
  wallMs: number;
  processMs: number;
  databaseMs: number;
}

/** Messages from the table to the mail server and back into the table, against nodemailer's pool with the same mails. */
export async function sends(cluster: Cluster): Promise<Line[]> {
  const tables = await cluster.database('bench_sends');
  const { child: sink, started } = await Child.start('mail-sink', null);
  const desk = await BenchDesk.start(tables, { SMTP_URL: `smtp://127.0.0.1:${String(started.port)}` });
  await tables.sql(BY_DAY);
  await tables.sql('UPDATE breaker SET lifted_at = desk_now(), let_go = 1000000');
  await throughDesk(cluster, tables, desk, WARM_UP);
  await tables.settle();
  const { child: mailer } = await Child.start('mailer', { port: started.port, raw: await sink.ask<string>('last') });
  const sums = new Map<SenderName, Sum>();
  const byMailer = async (as: SenderName, count: number): Promise<Sum> => {
    const { result, processMs } = await spentOn(mailer, cluster.postmaster, () => mailer.ask<{ wallMs: number }>('send', { count, as }));
    return { mails: count, wallMs: result.wallMs, processMs, databaseMs: 0 };
  };
  for (const as of ['finished', 'composed'] as const) await byMailer(as, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of SENDERS)
      add(sums, name, name === 'desk' ? await throughDesk(cluster, tables, desk, MAILS) : await byMailer(name, MAILS));
  }
  const arrived = await sink.ask<number>('taken');
  const sent = WARM_UP * SENDERS.length + MAILS * SENDERS.length * ROUNDS;
  if (arrived !== sent) throw new Error(`${String(arrived)} mails arrived, ${String(sent)} were sent.`);
  await Promise.all([desk.stop(), mailer.stop()]);
  await Promise.all([sink.stop(), tables.end()]);
  return lines(sums);
}

/** From the first claim to the last settlement, by the database's clock; the second of the sweep before it is not counted. */
async function throughDesk(cluster: Cluster, tables: Tables, desk: BenchDesk, count: number): Promise<Sum> {
  const spent = await spentOn(desk.child, cluster.postmaster, async () => {
    await planReceipts(tables, count);
    await allSent(tables);
  });
  const [took] = await tables.sql<{ ms: number }>(
    `SELECT extract(epoch FROM max(sent_at) - min(first_attempt_at))::float8 * 1000 AS ms
     FROM (SELECT sent_at, first_attempt_at FROM message ORDER BY seq DESC LIMIT $1) latest`,
    [count],
  );
  return { mails: count, wallMs: took?.ms ?? NaN, processMs: spent.processMs, databaseMs: spent.databaseMs ?? 0 };
}

async function allSent(tables: Tables): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  for (;;) {
    const rows = await tables.sql<{ state: string; n: number }>(
      `SELECT state, count(*)::int AS n FROM message WHERE state <> 'sent' GROUP BY state`,
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Not all were sent: ${JSON.stringify(rows)}`);
    await pause(100);
  }
}

function add(sums: Map<SenderName, Sum>, name: SenderName, more: Sum): void {
  const before = sums.get(name) ?? { mails: 0, wallMs: 0, processMs: 0, databaseMs: 0 };
  sums.set(name, {
    mails: before.mails + more.mails,
    wallMs: before.wallMs + more.wallMs,
    processMs: before.processMs + more.processMs,
    databaseMs: before.databaseMs + more.databaseMs,
  });
}

function lines(sums: ReadonlyMap<SenderName, Sum>): Line[] {
  const of = (name: SenderName): Sum => sums.get(name) ?? { mails: NaN, wallMs: NaN, processMs: NaN, databaseMs: NaN };
  const rate = (name: SenderName): number => (of(name).mails * 1000) / of(name).wallMs;
  const cpu = (name: SenderName): number => of(name).processMs / of(name).mails;
  const rateLine = (name: SenderName, words: string, aim: number | null): Line => {
    const share = rate('desk') / rate(name);
    const what = `Sends: mails per second, against nodemailer ${words}`;
    const kept = aim === null ? null : share >= aim;
    return {
      what,
      desk: short(rate('desk')),
      floor: short(rate(name)),
      share: short(share),
      aim: aim === null ? '' : `≥ ${String(aim)}`,
      kept,
    };
  };
  const cpuLine = (name: SenderName, words: string): Line => {
    const what = `Sends: CPU of the process each, against nodemailer ${words}`;
    return { what, desk: ms(cpu('desk')), floor: ms(cpu(name)), share: short(cpu('desk') / cpu(name)), aim: '', kept: null };
  };
  const database = of('desk').databaseMs / of('desk').mails;
  return [
    rateLine('composed', 'that composes them', AIM),
    cpuLine('composed', 'that composes them'),
    rateLine('finished', 'with finished mails', null),
    cpuLine('finished', 'with finished mails'),
    { what: 'Sends: CPU of the database each, with planning', desk: ms(database), floor: '', share: '', aim: '', kept: null },
  ];
}
