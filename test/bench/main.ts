import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { profileInto, stopAll } from './child';
import { Cluster } from './cluster';
import type { Line } from './figures';
import { board } from './board.bench';
import { clocks } from './clocks.bench';
import { intake } from './intake.bench';
import { page, table, writePage } from './report';
import { sends } from './sends.bench';
import { takes } from './takes.bench';
import { suggest } from './suggest.bench';

/*
 * npm run bench [-- --only intake,clocks,board,sends,suggest,takes] [--full] [--write] [--profile <folder>]
 *
 *   --full      the board with a million tickets and clocks as well
 *   --write     writes docs/benchmarks.md
 *   --profile   a CPU profile of each program, to be opened with Chrome's developer tools
 */

const LIMIT_MS = 20 * 60_000;
const FULL_LIMIT_MS = 60 * 60_000;

const BENCHES: Readonly<Record<string, (cluster: Cluster, isFull: boolean) => Promise<Line[]>>> = {
  intake,
  clocks,
  board,
  sends,
  suggest,
  takes,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      full: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  });
  const names = values.only?.split(',') ?? Object.keys(BENCHES);
  const unknown = names.find((name) => !(name in BENCHES));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  if (values.profile !== undefined) {
    mkdirSync(values.profile, { recursive: true });
    profileInto(resolve(values.profile));
  }
  const begunAt = Date.now();
  const { lines, postgres } = await measured(names, values.full);
  console.log(`\n${table(lines)}`);
  if (!values.write) return;
  console.log(`\nWritten: ${writePage(page(lines, { postgres, begunAt, tookMs: Date.now() - begunAt, isFull: values.full }))}`);
}

async function measured(names: readonly string[], isFull: boolean): Promise<{ lines: Line[]; postgres: string }> {
  const cluster = await Cluster.start();
  const limit = new AbortController();
  const giveUp = (why: string) => (): void => {
    limit.abort(new Error(why));
  };
  const timer = setTimeout(giveUp('The benchmarks took too long and were ended.'), isFull ? FULL_LIMIT_MS : LIMIT_MS);
  const interrupted = giveUp('Interrupted.');
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const lines: Line[] = [];
    for (const name of names) {
      console.log(`${name} …`);
      const found = await Promise.race([BENCHES[name]?.(cluster, isFull) ?? [], aborted(limit.signal)]);
      lines.push(...found);
      console.log(table(found));
    }
    return { lines, postgres: cluster.version };
  } finally {
    clearTimeout(timer);
    await stopAll();
    await cluster.stop();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
