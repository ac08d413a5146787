import { Transform } from 'class-transformer';
import { Choice, Choices, Text } from '../platform/http/fields';
import { CONSENT_CHANNELS, CONSENT_CLASSES } from './consent.rules';
import { wishKey } from './preference-page.rules';

const WISHES = CONSENT_CHANNELS.flatMap((channel) => CONSENT_CLASSES.map((one) => wishKey(channel, one)));

export class PreferenceToken {
  @Text({ min: 20, max: 200, pattern: /^[A-Za-z0-9_-]+$/, says: 'This link is not complete.' })
  token!: string;
}

/** What a mail program posts for its own "Unsubscribe" button (RFC 8058), and what our page posts. */
export class LeaveForm {
  @Choice(['One-Click'])
  'List-Unsubscribe'!: 'One-Click';
}

/** All ticks that are set; a form without any sends nothing at all, and a single one as text. */
export class PreferencesForm {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @Choices(WISHES, { optional: true })
  wish?: string[];
}
