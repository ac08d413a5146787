import type { View } from '../../../api/client';
import { isoOf, type Kind, minutesOf, readLength } from './length-text.rules';

/** A policy as it is typed: a line for each clock and channel, a cell for how bad it is. */

export type Policy = View<'PolicyView'>;
type Target = Policy['targets'][number];
export type Clock = Target['clock'];
export type Severity = Target['severity'];
export type Channel = NonNullable<Target['channel']>;

export const SEVERITIES = ['S1', 'S2', 'S3', 'S4'] as const;
export const CLOCKS = ['contact', 'update', 'fix', 'one_up', 'follow_up', 'approval', 'vendor_ola', 'statutory'] as const;
export const CHANNELS = ['phone', 'email', 'chat', 'in_person', 'web_form', 'live_chat', 'on_the_spot', 'public_post'] as const;
export const RECIPIENTS = ['owner', 'lead', 'manager', 'area_manager'] as const;
/** A complaint without these is promised nothing. */
const NEEDED: readonly Clock[] = ['contact', 'fix'];
const ALWAYS_SHOWN: readonly Clock[] = ['contact', 'update', 'fix', 'one_up', 'follow_up', 'approval'];

export interface Cell {
  readonly text: string;
  readonly kind: Kind;
}
export interface Line {
  readonly clock: Clock;
  /** null = every channel without a line of its own. */
  readonly channel: Channel | null;
  readonly cells: Readonly<Record<Severity, Cell>>;
}
export interface Point {
  readonly percent: string;
  readonly to: (typeof RECIPIENTS)[number];
}
export interface Sheet {
  readonly key: string;
  /** '' = the whole organisation. */
  readonly location: string;
  readonly lines: readonly Line[];
  readonly points: readonly Point[];
}
const BLANK: Cell = { text: '', kind: 'business' };

export function emptyLine(clock: Clock, channel: Channel | null): Line {
  return { clock, channel, cells: { S1: { text: '', kind: 'elapsed' }, S2: BLANK, S3: BLANK, S4: BLANK } };
}

/** `write` puts minutes into words of the language. */
export function sheetOf(policy: Policy, write: (minutes: number, kind: Kind) => string): Sheet {
  const names: readonly (readonly [Clock, Channel | null])[] = CLOCKS.flatMap((clock) => [
    ...(ALWAYS_SHOWN.includes(clock) || policy.targets.some((one) => one.clock === clock && one.channel === null)
      ? [[clock, null] as const]
      : []),
    ...CHANNELS.filter((channel) => policy.targets.some((one) => one.clock === clock && one.channel === channel)).map(
      (channel) => [clock, channel] as const,
    ),
  ]);
  const lines = names.map(([clock, channel]) => {
    const cellOf = (severity: Severity): Cell => {
      const target = policy.targets.find((one) => one.clock === clock && (one.channel ?? null) === channel && one.severity === severity);
      return target ? { text: write(minutesOf(target.target), target.kind), kind: target.kind } : emptyLine(clock, channel).cells[severity];
    };
    return { clock, channel, cells: { S1: cellOf('S1'), S2: cellOf('S2'), S3: cellOf('S3'), S4: cellOf('S4') } };
  });
  return {
    key: policy.key,
    location: policy.location ?? '',
    lines,
    points: policy.points.map(({ percent, to }) => ({ percent: String(percent), to })),
  };
}

/** What is wrong in a cell: no length, or a promise that is missing where there must be one. */
export function cellProblem({ clock, channel, cells }: Line, severity: Severity): 'unreadable' | 'gap' | null {
  const { text, kind } = cells[severity];
  if (text.trim() === '') return channel === null && NEEDED.includes(clock) ? 'gap' : null;
  return readLength(text, kind) === null ? 'unreadable' : null;
}

export function pointProblem(points: readonly Point[]): 'percent' | 'twice' | 'hundred' | null {
  const percents = points.map(({ percent }) => Number(percent));
  if (percents.some((percent) => !Number.isInteger(percent) || percent < 1 || percent > 1000)) return 'percent';
  if (new Set(percents).size !== percents.length) return 'twice';
  return percents.includes(100) ? null : 'hundred';
}

export function isWhole(sheet: Sheet): boolean {
  return (
    sheet.lines.every((line) => SEVERITIES.every((severity) => cellProblem(line, severity) === null)) && pointProblem(sheet.points) === null
  );
}

/** What is sent to be tried or published. Only for a sheet that `isWhole`. */
export function bodyOf({ lines, points }: Sheet): { targets: Target[]; points: Policy['points'] } {
  const targets = lines.flatMap(({ clock, channel, cells }) =>
    SEVERITIES.flatMap((severity) => {
      const { text, kind } = cells[severity];
      const minutes = readLength(text, kind);
      return minutes === null ? [] : [{ clock, severity, channel, target: isoOf(minutes), kind }];
    }),
  );
  return { targets, points: points.map(({ percent, to }) => ({ percent: Number(percent), to })) };
}
