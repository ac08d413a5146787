import { Key, Text, Uuid } from '../platform/http/fields';

/** Small parts of answers: whoever or whatever is named in them. */
export class NamedView {
  @Uuid() id!: string;
  @Text() name!: string;
}

export class PlaceView {
  @Key() key!: string;
  @Text() name!: string;
  @Text({ note: 'IANA name', example: 'America/New_York' }) zone!: string;
}

export class KeyNameView {
  @Key() key!: string;
  @Text() name!: string;
}
