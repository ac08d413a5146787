import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Child } from './child';

/** Work as the operating system counts it. On a busy machine seconds by the wall say little; seconds of CPU say how much was done. */

/** USER_HZ, in which /proc counts; 100 on every Linux. */
const TICK_MS = 10;

export interface Spent<Result> {
  result: Result;
  wallMs: number;
  /** Of the asked program. */
  processMs: number;
  /** Of the database server with all its processes; null where there is no /proc. */
  databaseMs: number | null;
}

/** Runs `work` and says what it cost the program and the database. */
export async function spentOn<Result>(child: Child, postmaster: number, work: () => Promise<Result>): Promise<Spent<Result>> {
  const [processBefore, databaseBefore, begun] = [await child.cpuMs(), databaseCpuMs(postmaster), performance.now()];
  const result = await work();
  const [wallMs, databaseAfter, processAfter] = [performance.now() - begun, databaseCpuMs(postmaster), await child.cpuMs()];
  return {
    result,
    wallMs,
    processMs: processAfter - processBefore,
    databaseMs: databaseBefore === null || databaseAfter === null ? null : databaseAfter - databaseBefore,
  };
}

/** Milliseconds of CPU of the server since it began: its own, those of its processes, and those of processes that have ended. */
export function databaseCpuMs(postmaster: number): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  const own = statOf(postmaster);
  if (own === null) return null;
  const ofChildren = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === postmaster);
  return ofChildren.reduce((sum, stat) => sum + (stat?.selfMs ?? 0), own.selfMs + own.endedChildrenMs);
}

/** Fields 4 and 14 to 17 of /proc/<pid>/stat (proc(5)), counted from behind the name, which may hold anything. Null where the process is gone. */
function statOf(pid: number): { parent: number; selfMs: number; endedChildrenMs: number } | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (field: number): number => Number(fields[field - 3]);
    return { parent: ticks(4), selfMs: (ticks(14) + ticks(15)) * TICK_MS, endedChildrenMs: (ticks(16) + ticks(17)) * TICK_MS };
  } catch {
    return null;
  }
}
