import { Int, Key, ListOf, Text, Version } from '../platform/http/fields';

/** More than any shelf holds. */
const MOST = 1_000_000;

export class StockedTypeParam {
  @Key() code!: string;
}

/** What lies on the shelf of one location. */
export class SetStock {
  @Key({ note: 'key of the location' }) location!: string;
  @Int({ nullable: true, max: MOST, note: 'how many lie there, promised ones included; null = nobody counts them, they never run out' })
  onHand?: number | null;
  @Int({
    optional: true,
    nullable: true,
    max: MOST,
    note: 'the managers there are told once so many or fewer are left; null = nobody is told; stays where it is left out',
  })
  lowAt?: number | null;
  @Version() version?: number;
}

export class StockView {
  @Key({ note: 'key of the location' }) location!: string;
  @Text() locationName!: string;
  @Int({ nullable: true, note: 'null = nobody counts them, they never run out' }) onHand!: number | null;
  @Int({ note: 'promised to customers, not handed over yet' }) reserved!: number;
  @Int({ nullable: true, note: 'how many can still be promised' }) left!: number | null;
  @Int({ nullable: true }) lowAt!: number | null;
  @Int({ note: '0 = nobody counts them there' }) version!: number;
}

export class StockList {
  @ListOf(() => StockView, { note: 'only locations that count them, by key' }) items!: StockView[];
}
