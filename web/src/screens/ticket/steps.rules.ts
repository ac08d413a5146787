import type { View } from '../../api/client';

type Facts = Pick<View<'TicketView'>, 'state' | 'oneUp'> & { readonly fix: object | null };

const STEPS = ['heard', 'onIt', 'fixed', 'oneUp', 'closed'] as const;
export interface Step {
  readonly step: (typeof STEPS)[number];
  readonly is: 'done' | 'now' | 'later';
}

/** The five steps of putting something right, and where this ticket stands among them. */
export function stepsOf({ state, oneUp, fix }: Facts): Step[] {
  const now = placeOf(state, oneUp, fix !== null);
  return STEPS.map((step, index) => ({ step, is: index < now ? 'done' : index === now ? 'now' : 'later' }));
}

/** Index of the step that is being worked on; 5 when all is done. */
function placeOf(state: Facts['state'], oneUp: Facts['oneUp'], isFixed: boolean): number {
  switch (state) {
    case 'new':
      return 0;
    case 'open':
    case 'waiting_customer':
      return 1;
    case 'fixed':
      return oneUp === 'settled' ? 4 : 3;
    case 'following_up':
      return 4;
    case 'closed':
      return STEPS.length;
    case 'merged':
    case 'void':
      return isFixed ? 2 : 0;
  }
}
