import { Choice, Currency, Flag, Int, Key, ListOf, Minor, Text } from '../platform/http/fields';
import { GESTURE_CLASSES, type GestureClass } from './gesture-type-facts.rules';
import { AddGestureType } from './gesture-type.dto';
import { SET_KEYS, type SetKey } from './starter-sets.rules';

/** Either a set or items. */
export class ImportGestureTypes {
  @Choice(SET_KEYS, { optional: true, note: 'gifts that fit a trade; see GET /gesture-types/sets' }) set?: SetKey;
  @Currency({ optional: true, note: 'in which the set is priced; the currency of the desk where it is left out' }) currency?: string;
  @ListOf(() => AddGestureType, { optional: true, note: 'what an item leaves out stays as it is where the gift is known' })
  items?: AddGestureType[];
}

export const IMPORT_OUTCOMES = ['added', 'changed', 'unchanged', 'refused'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

export class ImportedTypeView {
  @Key() code!: string;
  @Choice(IMPORT_OUTCOMES) outcome!: ImportOutcome;
  @Text({ max: 500, note: 'what happened, in a sentence' }) says!: string;
}

export class ImportView {
  @Int() added!: number;
  @Int() changed!: number;
  @Int() unchanged!: number;
  @Int() refused!: number;
  @ListOf(() => ImportedTypeView, { note: 'in the order they came in' }) items!: ImportedTypeView[];
}

export class SetGiftView {
  @Key() code!: string;
  @Text() name!: string;
  @Choice(GESTURE_CLASSES) class!: GestureClass;
  @Minor() costMinor!: number;
  @Minor() faceMinor!: number;
  @Text({ max: 2000, note: 'what the customer reads' }) text!: string;
  @Flag({ note: 'the catalogue has a gift of this code already' }) known!: boolean;
}

export class SetView {
  @Choice(SET_KEYS) key!: SetKey;
  @Text() name!: string;
  @ListOf(() => SetGiftView) gifts!: SetGiftView[];
}

export class SetList {
  @ListOf(() => SetView) items!: SetView[];
}
