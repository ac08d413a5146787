import { Choice, Instant, Text } from '../platform/http/fields';

export class TestTemplate {
  @Choice(['me'], { note: 'nobody else is ever written to' })
  to!: 'me';
}

export class TemplateTestView {
  @Text({ max: 320, note: 'the own address' })
  to!: string;

  @Text({ max: 1000 })
  subject!: string;

  @Instant()
  sentAt!: Date;
}
