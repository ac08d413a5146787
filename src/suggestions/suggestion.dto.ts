import { ApiProperty } from '@nestjs/swagger';
import { Currency, Instant, Int, Key, ListOf, Minor, Flag, Text, Texts, Uuid } from '../platform/http/fields';
import { SaidView } from '../platform/http/said.dto';

export class SuggestionView {
  @Int({ min: 1 }) rank!: number;
  @Key() gestureType!: string;
  @Text() name!: string;
  @Uuid({ nullable: true, note: 'the suggested gift, to be set aside by its id' }) gesture!: string | null;
  @Minor({ note: 'what it costs us, in the smallest unit' }) cost!: number;
  @Minor({ note: 'what it is worth to the customer, in the smallest unit' }) face!: number;
  @Currency() currency!: string;
  @Text({ max: 2000, note: 'what the customer reads' }) text!: string;
  @Texts({ most: 4, max: 500 }) reasons!: string[];
  @ListOf(() => SaidView, { note: 'the reasons for other languages; empty where they were kept without' }) said!: SaidView[];
  @ApiProperty({ type: Number, description: 'in units of currency, two decimals' }) score!: number;
  @Flag() requiresNote!: boolean;
  @Text({ max: 500, nullable: true, note: 'why you cannot give it yourself' }) needs!: string | null;
}

export class ExcludedView {
  @Key() gestureType!: string;
  @Text() name!: string;
  @Text({ max: 500 }) why!: string;
}

export class SuggestionsView {
  @Uuid({ nullable: true, note: 'null = looking ahead, nothing is kept' }) set!: string | null;
  @Instant({ nullable: true }) madeAt!: Date | null;
  @ListOf(() => SuggestionView, { note: 'the best three; the first is chosen where nobody says otherwise' })
  items!: SuggestionView[];
  @ListOf(() => SuggestionView, { note: 'also possible' }) others!: SuggestionView[];
  @ListOf(() => ExcludedView) excluded!: ExcludedView[];
  @Text({ nullable: true, max: 300, note: 'others with the same address complained too; it refuses nothing' }) householdHint!:
    string | null;
  @Flag({ note: 'an idea of your own may be given instead' }) ownIdea!: boolean;
  @Flag({ note: 'the apology alone may stand' }) apologyOnly!: boolean;
  @Minor({ nullable: true, note: 'what one gift of yours may cost, in the smallest unit; null = you give none' }) limitMinor!:
    number | null;
}
