import { CLOCKS, type ClockName } from '../clocks/clock.rules';
import { Choice, Flag, Instant, Text, Version } from '../platform/http/fields';

/** A promise that is moved on, and what the customer reads about it. */
export class ExtendBody {
  @Version() version?: number;
  @Choice(CLOCKS, { note: 'only update and promise can be moved: by telling the customer' }) clock!: ClockName;
  @Instant({ note: 'when the customer hears from us next' }) until!: Date;
  @Text({ max: 2000, note: 'why, in the words that the customer reads' }) reason!: string;
  @Flag({ note: 'must be true: no promise is moved behind the back of the customer' }) tellCustomer!: boolean;
}
