import type { Client, Json } from './client';
import { done } from './one-up';

/** The suggestions of a ticket as somebody reads them. */

export interface Line {
  gestureType: string;
  why: string;
  reasons: string[];
}

export const suggestions = async (by: Client, ticket: string): Promise<Json> => done(by.get(`tickets/${ticket}/suggestions`));

export const codes = (list: readonly Line[]): string[] => list.map(({ gestureType }) => gestureType);

/** Why a gift is not suggested. */
export const why = (shown: Json, code: string): string | undefined =>
  (shown.excluded as Line[]).find(({ gestureType }) => gestureType === code)?.why;

export const line = (shown: Json, code: string): Line | undefined =>
  ([...shown.items, ...shown.others] as Line[]).find(({ gestureType }) => gestureType === code);
