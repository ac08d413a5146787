import type { SaidValues } from '../said.rules';
import { Free, Text } from './fields';

/** A sentence of the desk as something that any language can be made of. */
export class SaidView {
  @Text({ max: 60, example: 'suggest.cost' }) code!: string;
  @Free({ note: '…Minor: smallest unit of `currency`; …Ms: milliseconds; …At: an instant, in `zone`' }) values!: SaidValues;
}
