import { dueAfter, openMs } from '../../src/calendar/business-time.rules';
import type { CalendarSpec } from '../../src/calendar/business-time.rules';
import type { ClockKind, ClockName, Verb } from '../../src/clocks/clock.rules';

/** One clock as the model sees it: the stretches in which it ran, and nothing derived from them. */
export interface ModelClock {
  clock: ClockName;
  state: 'running' | 'paused' | 'met' | 'breached_met' | 'cancelled';
  targetMs: number;
  kind: ClockKind;
  ran: { from: number; to: number | null }[];
  broken: boolean;
}

/** What the clocks of a ticket ought to be, kept in the simplest way there is: no stored due times, no carried figures, no points. */
export class ClockModel {
  readonly clocks: ModelClock[] = [];

  constructor(
    private readonly spec: CalendarSpec,
    private readonly targets: Partial<Record<ClockName, { targetMs: number; kind: ClockKind; againMs: number }>>,
  ) {}

  elapsed(one: ModelClock, now: number): number {
    const count = (from: number, to: number) => (one.kind === 'elapsed' ? to - from : openMs(this.spec, new Date(from), new Date(to)));
    return one.ran.reduce((sum, { from, to }) => sum + (now > from ? count(from, Math.min(to ?? now, now)) : 0), 0);
  }

  due(one: ModelClock): number | null {
    const since = one.ran.at(-1)?.from ?? 0;
    const left = one.targetMs - this.elapsed({ ...one, ran: one.ran.slice(0, -1) }, since);
    return one.kind === 'elapsed' ? since + left : dueAfter(this.spec, new Date(since), left).dueAt.getTime();
  }

  private halt(one: ModelClock, now: number): void {
    // Late means: the target was used up at least a millisecond ago.
    if (one.state === 'running' && this.elapsed(one, now - 1) >= one.targetMs) one.broken = true;
    const last = one.ran.at(-1);
    if (one.state === 'running' && last) last.to = now;
  }

  do(clock: ClockName, verb: Verb, now: number): void {
    const last = this.clocks.filter((one) => one.clock === clock).at(-1);
    const live = last && (last.state === 'running' || last.state === 'paused') ? last : undefined;
    const target = this.targets[clock];
    const leftMs = last?.state === 'cancelled' && !last.broken ? last.targetMs - this.elapsed(last, now) : 0;
    if (verb === 'stop' || verb === 'arm' || verb === 'met' || verb === 'rearm') this.end(live, now);
    if (verb === 'clear' && live) this.cancel(live, now);
    if (verb === 'pause' && live?.state === 'running') this.pause(live, now);
    if (verb === 'resume' && last) this.resume(last, now);
    if (!target) return;
    const fresh = { clock, ...target, broken: false, ran: [{ from: now, to: null }], state: 'running' as const };
    if (verb === 'arm') this.clocks.push(fresh);
    if (verb === 'met') this.clocks.push({ ...fresh, ran: [], state: 'met' });
    if (verb === 'rearm') this.clocks.push({ ...fresh, targetMs: Math.max(target.againMs, clock === 'contact' ? 0 : leftMs) });
  }

  private end(one: ModelClock | undefined, now: number): void {
    if (!one) return;
    this.halt(one, now);
    one.state = one.broken ? 'breached_met' : 'met';
  }

  private cancel(one: ModelClock, now: number): void {
    this.halt(one, now);
    one.state = 'cancelled';
  }

  private pause(one: ModelClock, now: number): void {
    this.halt(one, now);
    one.state = 'paused';
  }

  private resume(one: ModelClock, now: number): void {
    const again = { from: now, to: null };
    if (one.state === 'paused') Object.assign(one, { state: 'running', ran: [...one.ran, again] });
    if (one.state === 'cancelled')
      this.clocks.push({ ...one, state: 'running', ran: [...one.ran.map((stretch) => ({ ...stretch })), again] });
  }
}
