import { Choice, Key, ListOf, Text, Uuid } from '../platform/http/fields';
import { KeyNameView } from '../tickets/named.dto';
import { type Phase, PHASES } from '../touchpoints/starter-touch-points.rules';

export class SuggestTouchPoints {
  @Text({ optional: true, max: 1000, note: 'what was typed so far of what happened' }) text?: string;
  @Uuid({ optional: true }) customer?: string;
  @Key({ optional: true, note: 'default: the main one' }) location?: string;
}

export class LikelyTouchPointView extends KeyNameView {
  @Text({ note: 'in a sentence' }) why!: string;
}

export class TopTouchPointView extends KeyNameView {
  @Choice(PHASES) stage!: Phase;
}

export class TouchPointGuessesView {
  @ListOf(() => LikelyTouchPointView, { note: 'the likeliest first; at most 3' }) likely!: LikelyTouchPointView[];
  @ListOf(() => TopTouchPointView, { note: 'most used at this location in 90 days, then in the order of the journey; at most 8' })
  top!: TopTouchPointView[];
}
