import { ADDRESS_KINDS, type AddressKind } from '../customers/customer.dto';
import { Choice, Flag, Instant, ListOf, Text, Texts, Uuid } from '../platform/http/fields';
import {
  ADDRESS_SOURCES,
  CONSENT_CHANNELS,
  CONSENT_CLASSES,
  type ConsentChannel,
  type ConsentClass,
  type ConsentSource,
  OWN_SOURCES,
  STAFF_SOURCES,
} from './consent.rules';

const CHANNELS = [...CONSENT_CHANNELS, 'all'] as const;
const CLASSES = [...CONSENT_CLASSES, 'all'] as const;
const SOURCES = [...STAFF_SOURCES, ...OWN_SOURCES, ...ADDRESS_SOURCES];

/** What a customer said, written down by staff. One key for "do not text me": `{"channel": "sms", "class": "all", "given": false, "how": "oral"}`. */
export class RecordConsent {
  @Choice(CHANNELS, { note: 'all: every channel that the customer has an address for' })
  channel!: ConsentChannel | 'all';

  @Choice(CLASSES, { note: 'all refused closes the channel until the customer opens it; all given leaves marketing out' })
  class!: ConsentClass | 'all';

  @Flag()
  given!: boolean;

  @Choice(STAFF_SOURCES)
  how!: (typeof STAFF_SOURCES)[number];

  @Uuid({ optional: true, note: 'only this address of the customer; else all that the channel has' })
  address?: string;

  @Text({ optional: true, max: 500, note: 'what proves it; required where marketing is given' })
  note?: string;
}

export class ClassConsentView {
  @Choice(CONSENT_CLASSES)
  class!: ConsentClass;

  @Flag({ note: 'may be sent now' })
  allowed!: boolean;

  @Choice(['given', 'refused', 'not_asked'], { note: 'the last word; where none was said, all but marketing may be sent' })
  said!: 'given' | 'refused' | 'not_asked';

  @Choice(SOURCES, { nullable: true })
  source!: ConsentSource | null;

  @Instant({ nullable: true })
  at!: Date | null;
}

export class ChannelConsentView {
  @Choice(CONSENT_CHANNELS)
  channel!: ConsentChannel;

  @Flag({ note: 'nothing goes there; only the customer opens it again' })
  closed!: boolean;

  @Instant({ nullable: true })
  closedSince!: Date | null;

  @ListOf(() => ClassConsentView)
  classes!: ClassConsentView[];
}

export class AddressConsentView {
  @Uuid()
  id!: string;

  @Choice(ADDRESS_KINDS)
  kind!: AddressKind;

  @Text({ max: 500 })
  value!: string;

  @Choice(['live', 'dead'])
  state!: 'live' | 'dead';

  @ListOf(() => ChannelConsentView)
  channels!: ChannelConsentView[];
}

export class ConsentEventView {
  @Instant()
  at!: Date;

  @Choice(CHANNELS)
  channel!: ConsentChannel | 'all';

  @Choice(CLASSES)
  class!: ConsentClass | 'all';

  @Flag()
  given!: boolean;

  @Choice(SOURCES)
  source!: ConsentSource;

  @Text({ nullable: true, note: 'who wrote it down; null: the customer did it' })
  by!: string | null;

  @Text({ nullable: true, max: 500 })
  note!: string | null;
}

export class ConsentView {
  @Uuid()
  customer!: string;

  @Texts({ note: 'what to know before reaching for the phone: "Do not text; call or e-mail."' })
  contactNotes!: string[];

  @ListOf(() => AddressConsentView, { most: 50 })
  addresses!: AddressConsentView[];

  @ListOf(() => ConsentEventView, { most: 50, note: 'the latest 50, latest first; nothing is ever changed or removed' })
  events!: ConsentEventView[];
}
