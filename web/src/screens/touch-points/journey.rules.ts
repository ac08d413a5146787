export const PHASES = ['before', 'during', 'after'] as const;
export type Phase = (typeof PHASES)[number];

/** What this needs of a touch point, and what the screen shows of it. */
export interface TouchPoint {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
  readonly hidden: boolean;
  readonly phase: Phase;
  readonly control: 'yes' | 'partly' | 'no';
  readonly failureClass: 'money_lost' | 'flawed_goods' | 'failed_service' | 'lack_of_attention' | 'time_lost';
}

/** A touch point with what lies below it. */
export interface Branch {
  readonly point: TouchPoint;
  readonly below: readonly Branch[];
}

/** The touch points of one part of the journey as branches, in the order they came in. One whose parent is elsewhere stands on its own. */
export function branchesOf(points: readonly TouchPoint[], phase: Phase): readonly Branch[] {
  const here = points.filter((point) => point.phase === phase);
  const keys = new Set(here.map(({ key }) => key));
  const grow = (point: TouchPoint): Branch => ({ point, below: here.filter(({ parent }) => parent === point.key).map(grow) });
  return here.filter(({ parent }) => parent === null || !keys.has(parent)).map(grow);
}
