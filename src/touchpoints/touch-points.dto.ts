import { Choice, Flag, Int, Key, ListOf, Text, Uuid } from '../platform/http/fields';
import { FAILURE_CLASSES, type FailureClass } from './failure-class.rules';
import { type Control, CONTROLS, type Phase, PHASES } from './starter-touch-points.rules';

const PARENT = { optional: true, nullable: true, note: 'key of the one above it; null at the top' };
const POSITION = { optional: true, min: 1, max: 1000, note: 'place among its brothers, from 1; the others move aside' };
const VERSION = { optional: true, min: 1, note: 'the version you have seen; an older one is refused' };

/** By key or id. */
export class TwigRef {
  @Text({ max: 63, pattern: /^[a-z0-9][a-z0-9_-]*$/ })
  ref!: string;
}

export class ListTwigs {
  @Flag({ optional: true, query: true, note: 'true: the hidden ones as well' })
  hidden?: boolean;
}

export class AddTouchPoint {
  @Key({ example: 'car_park' })
  key!: string;

  @Text({ max: 80 })
  name!: string;

  @Choice(PHASES, { optional: true, note: 'required at the top; below another one it is that one’s' })
  phase?: Phase;

  @Key(PARENT)
  parent?: string | null;

  @Int(POSITION)
  position?: number;

  @Choice(CONTROLS, { optional: true, note: 'can you change it yourselves? default yes' })
  control?: Control;

  @Choice(FAILURE_CLASSES, { optional: true, note: 'what usually goes wrong here; the default of its complaints' })
  failureClass?: FailureClass;
}

/** Only what is sent changes. */
export class ChangeTouchPoint {
  @Text({ optional: true, max: 80 })
  name?: string;

  @Choice(PHASES, { optional: true })
  phase?: Phase;

  @Key(PARENT)
  parent?: string | null;

  @Int(POSITION)
  position?: number;

  @Choice(CONTROLS, { optional: true })
  control?: Control;

  @Choice(FAILURE_CLASSES, { optional: true })
  failureClass?: FailureClass;

  @Flag({ optional: true, note: 'hidden: offered no more; history stays' })
  hidden?: boolean;

  @Int(VERSION)
  version?: number;
}

export class AddCause {
  @Key({ example: 'training' })
  key!: string;

  @Text({ max: 80 })
  name!: string;

  @Key(PARENT)
  parent?: string | null;

  @Int(POSITION)
  position?: number;
}

/** Only what is sent changes. */
export class ChangeCause {
  @Text({ optional: true, max: 80 })
  name?: string;

  @Key(PARENT)
  parent?: string | null;

  @Int(POSITION)
  position?: number;

  @Flag({ optional: true, note: 'hidden: offered no more; history stays' })
  hidden?: boolean;

  @Int(VERSION)
  version?: number;
}

export class CauseView {
  @Uuid()
  id!: string;

  @Key()
  key!: string;

  @Text({ max: 80 })
  name!: string;

  @Key({ nullable: true })
  parent!: string | null;

  @Int({ min: 1 })
  level!: number;

  @Int({ min: 1 })
  position!: number;

  @Flag({ note: 'itself, or the one above it' })
  hidden!: boolean;

  @Int({ min: 1 })
  version!: number;
}

export class TouchPointView extends CauseView {
  @Choice(PHASES)
  phase!: Phase;

  @Choice(CONTROLS)
  control!: Control;

  @Choice(FAILURE_CLASSES)
  failureClass!: FailureClass;
}

export class TouchPointsView {
  @ListOf(() => TouchPointView, { note: 'in the order of the journey, each before those below it' })
  items!: TouchPointView[];
}

export class CausesView {
  @ListOf(() => CauseView, { note: 'each before those below it' })
  items!: CauseView[];
}
