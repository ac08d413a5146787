/** The steps of the work that another system can report. */
export const PUSH_STEPS = ['ordered', 'picked_up', 'in_work', 'ready', 'on_its_way', 'delivered', 'other'] as const;
export type PushStep = (typeof PUSH_STEPS)[number];
