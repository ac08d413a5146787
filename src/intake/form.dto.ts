import { Key, Text } from '../platform/http/fields';

export class FormPlace {
  @Key() location!: string;
}

/** Lenient on purpose: what is wrong is said on the page, beside what was typed. */
export class ComplaintForm {
  @Text({ optional: true, min: 0, max: 40 }) formId?: string;
  @Text({ optional: true, min: 0, max: 50_000 }) text?: string;
  @Text({ optional: true, min: 0, max: 500 }) name?: string;
  @Text({ optional: true, min: 0, max: 500 }) email?: string;
  @Text({ optional: true, min: 0, max: 500 }) phone?: string;
  @Text({ optional: true, min: 0, max: 2000 }) website?: string;
}
