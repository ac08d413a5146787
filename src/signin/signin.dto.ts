import { Choice, Choices, Flag, Instant, ListOf, Nested, Text, Texts, TextsByName, Uuid } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { PERMISSIONS } from '../staff/permission.rules';
import { ROLES } from '../staff/role.rules';
import { GrantView } from '../staff/staff.dto';
import { TOKEN_SCOPES } from './token-scope.rules';

export class SignIn {
  @Text({ max: 254 })
  email!: string;

  @Text({ exact: true, max: 1000, note: 'exactly as it was set; nothing is trimmed' })
  password!: string;
}

export class SignedInView {
  @Uuid()
  staffId!: string;

  @Text()
  name!: string;

  @Instant({ note: 'when to sign in again at the latest' })
  expiresAt!: Date;
}

export class SessionParam {
  @Text({ max: 32, pattern: /^[0-9a-f]{32}$/, says: '$property must be the id of a session.' })
  id!: string;
}

export class SessionView {
  @Text({ max: 32 })
  id!: string;

  @Flag({ note: 'the one that asks' })
  current!: boolean;

  @Instant()
  createdAt!: Date;

  @Instant({ note: 'to the minute' })
  lastSeenAt!: Date;

  @Instant()
  expiresAt!: Date;

  @Text({ nullable: true })
  ip!: string | null;

  @Text({ nullable: true, max: 300 })
  userAgent!: string | null;
}

export class SessionList {
  @ListOf(() => SessionView)
  items!: SessionView[];
}

const THEMES = ['auto', 'light', 'dark'] as const;
const LANGUAGES = ['en', 'de', 'es', 'fr', 'ar'] as const;

/** How somebody likes the console. Only what is sent changes. */
export class SetPreferences {
  @Choice(THEMES, { optional: true }) theme?: (typeof THEMES)[number];
  @Choice(LANGUAGES, { optional: true }) language?: (typeof LANGUAGES)[number];
  @Flag({ optional: true, note: 'single letters are commands' }) letterKeys?: boolean;
  @Flag({ optional: true }) sound?: boolean;
  @Flag({ optional: true, note: 'show what to do next while talking' }) playbook?: boolean;
  @TextsByName({ optional: true, note: 'own keys by what they do; all of them at once' }) keys?: Record<string, string>;
}

export class PreferencesView {
  @Choice(THEMES) theme!: (typeof THEMES)[number];
  @Choice(LANGUAGES, { nullable: true, note: 'null: the browser’s' }) language!: (typeof LANGUAGES)[number] | null;
  @Flag() letterKeys!: boolean;
  @Flag() sound!: boolean;
  @Flag() playbook!: boolean;
  @TextsByName({ note: 'own keys by what they do' }) keys!: Record<string, string>;
}

export class MeView {
  @Uuid({ nullable: true })
  id!: string | null;

  @Text()
  name!: string;

  @Text({ nullable: true })
  email!: string | null;

  @Choice(['staff', 'api_token'])
  kind!: string;

  @Choices(ROLES)
  roles!: string[];

  @ListOf(() => GrantView)
  grants!: GrantView[];

  @Choices([...PERMISSIONS], { note: 'all that may be possible; whether it is now, the thing itself says' })
  permissions!: string[];

  @Texts({ note: 'what an API token was made for; empty for people' })
  scopes!: string[];

  @Nested(() => PreferencesView)
  preferences!: PreferencesView;

  @Instant()
  serverTime!: Date;
}

export class MakeToken {
  @Text({ max: 120 })
  name!: string;

  @Choices(TOKEN_SCOPES, { note: 'permissions, of which the token has those that its maker has; voucher.redeem for a till' })
  scopes!: string[];

  @Instant()
  expiresAt!: Date;
}

export class TokenParam {
  @Uuid()
  id!: string;
}

export class TokenQuery extends PageQuery {
  @Flag({ optional: true, query: true, note: 'everybody’s, for those who administer staff' })
  all?: boolean;
}

export class TokenView {
  @Uuid()
  id!: string;

  @Text()
  name!: string;

  @Choices(TOKEN_SCOPES)
  scopes!: string[];

  @Uuid({ note: 'who made it' })
  staffId!: string;

  @Instant()
  expiresAt!: Date;

  @Instant({ nullable: true })
  revokedAt!: Date | null;

  @Instant({ nullable: true, note: 'to the minute' })
  lastUsedAt!: Date | null;

  @Instant()
  createdAt!: Date;
}

export class MadeTokenView extends TokenView {
  @Text({ note: 'shown this once, stored nowhere' })
  token!: string;
}

export class TokenList {
  @ListOf(() => TokenView)
  items!: TokenView[];

  @Text({ nullable: true })
  nextCursor!: string | null;
}

export class JoinParam {
  @Text({ max: 300 })
  token!: string;
}

/** A plain form: what is wrong with it is said on the page and not in a problem document, so the fields take anything short. */
export class JoinForm {
  @Text({ optional: true, min: 0, max: 500 })
  name?: string;

  @Text({ optional: true, min: 0, max: 500 })
  email?: string;

  @Text({ optional: true, exact: true, min: 0, max: 5000 })
  password?: string;
}
