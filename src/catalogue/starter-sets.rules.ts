import type { StarterGesture } from './starter-gestures.rules';
import { REPAIR_SHOP, RETAIL } from './starter-gifts-goods.rules';
import { HOTEL, TELECOM } from './starter-gifts-service.rules';

/** Gifts that fit a trade, to take into the catalogue in one go. */

export const SET_KEYS = ['repair_shop', 'retail', 'telecom', 'hotel'] as const;
export type SetKey = (typeof SET_KEYS)[number];

export interface StarterSet {
  name: string;
  gifts: readonly StarterGesture[];
}

export const STARTER_SETS: Readonly<Record<SetKey, StarterSet>> = {
  repair_shop: { name: 'Repair shop', gifts: REPAIR_SHOP },
  retail: { name: 'Shop', gifts: RETAIL },
  telecom: { name: 'Telephone and internet', gifts: TELECOM },
  hotel: { name: 'Hotel', gifts: HOTEL },
};
