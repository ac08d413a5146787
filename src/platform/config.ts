import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as values from './config-values';
import { closedFolder, postgresAccount, SYSTEM_DATA_DIR } from './database/account';
import { readEnvFile } from './env-file';

const MODES = ['all', 'api', 'worker'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type Mode = (typeof MODES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** All settings, checked; where a setting has no default it is `null` when not given. */
export interface Config {
  readonly mode: Mode;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Without a slash at the end; `null` when not set: ask `publicUrlOf` once the port is known. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly filesDir: string;
  /** Where the built console lies; `null` = `web/dist` beside the program. */
  readonly consoleDir: string | null;
  /** `null` = the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | null;
  /** `null` = BullMQ on PostgreSQL. */
  readonly redisUrl: string | null;
  /** Port 0 = this process receives no mail. */
  readonly smtpIntake: { readonly port: number; readonly host: string };
  readonly intakeAddress: string;
  /** The name under which the mail server in front of the desk writes what it found about a sender (RFC 8601); `null` = nobody is believed. */
  readonly mailAuthserv: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly smsUrl: string | null;
  readonly smsToken: string | null;
  /** The number or name that text messages come from; set wherever `smsUrl` is. */
  readonly smsFrom: string | null;
  /** How many text messages the provider takes in a second. */
  readonly smsPerSecond: number;
  /** So often a minute one network may call customers' pages. */
  readonly statusPerMinute: number;
  /** With what providers sign their reports; `null` = no report is believed. */
  readonly webhookSecret: string | null;
  readonly adminEmail: string | null;
  readonly adminPassword: string | null;
  /** `null` = the key that `loadSecret` generates once. */
  readonly secretKey: string | null;
  readonly logLevel: LogLevel;
  /** Addresses and CIDR blocks of proxies that are believed; empty = none. */
  readonly trustProxy: readonly string[];
  readonly metricsToken: string | null;
  /** IANA name. */
  readonly deskZone: string;
  /** ISO 4217. */
  readonly deskCurrency: string;
  /** BCP 47: what customers are written in whose language nobody knows. */
  readonly deskLanguage: string;
  /** Sentences for the start screen. */
  readonly notes: readonly string[];
}

/** The settings cannot be used; `lines` holds one sentence for each problem, all of them at once. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
  }
}

/** Settings of later releases: whoever sets one believes that it works, so it stops the start instead of being ignored. */
const LATER = {
  IMAP_URL: 'Reading a mailbox by IMAP is not supported yet: remove IMAP_URL and let your mail server forward to the SMTP intake.',
  LMTP_INTAKE_PORT: 'Receiving mail by LMTP is not supported yet: remove LMTP_INTAKE_PORT and use SMTP_INTAKE_PORT.',
  CLAMD_URL: 'Scanning attachments for viruses is not supported yet: remove CLAMD_URL.',
  USERCONTENT_URL: 'Serving attachments from an address of their own is not supported yet: remove USERCONTENT_URL.',
} as const;

const NAMES = [
  ...['MODE', 'PORT', 'HOST', 'PUBLIC_URL', 'DATA_DIR', 'FILES_DIR', 'CONSOLE_DIR', 'DATABASE_URL', 'REDIS_URL'],
  ...['SMTP_INTAKE_PORT', 'SMTP_INTAKE_HOST', 'INTAKE_ADDRESS', 'MAIL_AUTHSERV', 'SMTP_URL', 'MAIL_FROM'],
  ...['SMS_URL', 'SMS_TOKEN', 'SMS_FROM', 'SMS_PER_SECOND', 'WEBHOOK_SECRET', 'STATUS_PER_MINUTE'],
  ...['ADMIN_EMAIL', 'ADMIN_PASSWORD', 'SECRET_KEY', 'LOG_LEVEL'],
  ...['TRUST_PROXY', 'METRICS_TOKEN', 'DESK_ZONE', 'DESK_CURRENCY', 'DESK_LANGUAGE', ...Object.keys(LATER)],
] as const;

/** Reads settings one by one and gathers what is wrong, so that all of it is said at once. An empty value counts as not set. */
class Settings {
  readonly problems: string[] = [];

  constructor(private readonly raw: Readonly<Record<string, string | undefined>>) {}

  /** The raw value, or `null`. */
  text(name: string): string | null {
    return this.raw[name]?.trim() ? (this.raw[name] ?? null) : null;
  }

  /** The value as `parse` reads it; the fallback where there is none, and, to go on and find other problems, where it is malformed. */
  read<Value, Fallback>(name: string, fallback: Fallback, parse: (value: string) => Value): Value | Fallback {
    const value = this.text(name);
    if (value === null) return fallback;
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof values.Malformed)) throw error;
      this.problems.push(`${name} ${error.message}.`);
      return fallback;
    }
  }

  demand(isFine: boolean, problem: string): void {
    if (!isFine) this.problems.push(problem);
  }
}

/**
 * The settings of this process: environment first, then `.env` in `cwd`, then defaults. `argv` is what follows the program's name; its first
 * word is the mode and beats `MODE`. Throws `ConfigError` with every problem found.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
  argv: readonly string[] = process.argv.slice(2),
  cwd = process.cwd(),
): Config {
  const file = readEnvFile(join(cwd, '.env'), new Set(NAMES));
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const settings = new Settings({ ...file.values, ...given });
  settings.problems.push(...file.problems);
  const config = { ...whereItRuns(settings, argv, cwd), ...howItTalks(settings), ...whoMayUseIt(settings) };
  checkTogether(settings, config);
  if (settings.problems.length > 0) throw new ConfigError(settings.problems);
  return Object.freeze(config);
}

/** What every link in a message starts with: `PUBLIC_URL`, or this machine's own address with the port that was really opened. */
export function publicUrlOf(config: Pick<Config, 'publicUrl'>, actualPort: number): string {
  return config.publicUrl ?? `http://localhost:${actualPort}`;
}

function whereItRuns(settings: Settings, argv: readonly string[], cwd: string) {
  const mode = modeOf(settings, argv);
  const databaseUrl = settings.read(
    'DATABASE_URL',
    null,
    values.url(['postgres', 'postgresql'], 'postgresql://user:password@host:5432/amends'),
  );
  const data = dataDirOf(settings, databaseUrl, cwd);
  const intakePort = settings.read('SMTP_INTAKE_PORT', mode === 'all' ? 2525 : 0, values.port);
  return {
    mode,
    host: settings.read('HOST', '127.0.0.1', values.host),
    port: settings.read('PORT', 3000, values.port),
    publicUrl: settings.read('PUBLIC_URL', null, values.origin),
    dataDir: data.dir,
    filesDir: settings.read('FILES_DIR', join(data.dir, 'files'), (dir) => resolve(cwd, dir)),
    consoleDir: settings.read('CONSOLE_DIR', null, (dir) => resolve(cwd, dir)),
    databaseUrl,
    redisUrl: settings.read('REDIS_URL', null, values.url(['redis', 'rediss'], 'redis://host:6379')),
    smtpIntake: Object.freeze({
      port: mode === 'api' ? 0 : intakePort,
      host: settings.read('SMTP_INTAKE_HOST', '127.0.0.1', values.host),
    }),
    notes: Object.freeze(data.notes),
  };
}

function howItTalks(settings: Settings) {
  const intakeAddress = settings.read('INTAKE_ADDRESS', 'help@localhost', values.intakeAddress);
  return {
    intakeAddress,
    mailAuthserv: settings.read('MAIL_AUTHSERV', null, values.hostName),
    mailFrom: settings.read('MAIL_FROM', intakeAddress, values.sender),
    smtpUrl: settings.read('SMTP_URL', null, values.url(['smtp', 'smtps'], 'smtp://user:password@mail.example.com:587')),
    smsUrl: settings.read('SMS_URL', null, values.url(['http', 'https'], 'https://sms.example.com/messages')),
    smsToken: settings.text('SMS_TOKEN'),
    smsFrom: settings.read('SMS_FROM', null, values.smsSender),
    smsPerSecond: settings.read('SMS_PER_SECOND', 10, values.perSecond),
    statusPerMinute: settings.read('STATUS_PER_MINUTE', 30, values.perSecond),
    webhookSecret: settings.read('WEBHOOK_SECRET', null, values.webhookSecret),
    logLevel: settings.read('LOG_LEVEL', 'info', values.oneOf(LOG_LEVELS)),
    deskZone: settings.read('DESK_ZONE', values.machineZone(), values.zone),
    deskCurrency: settings.read('DESK_CURRENCY', 'USD', values.currency),
    deskLanguage: settings.read('DESK_LANGUAGE', 'en', values.language),
  } as const;
}

function whoMayUseIt(settings: Settings) {
  return {
    adminEmail: settings.read('ADMIN_EMAIL', null, values.address),
    adminPassword: settings.read('ADMIN_PASSWORD', null, values.password),
    secretKey: settings.read('SECRET_KEY', null, values.secretKey),
    trustProxy: settings.read('TRUST_PROXY', Object.freeze([]), values.networks),
    metricsToken: settings.text('METRICS_TOKEN'),
  };
}

/** The first word of the command line is nearer to the person than a setting, so it wins. */
function modeOf(settings: Settings, argv: readonly string[]): Mode {
  const word = argv[0];
  if (word === undefined) return settings.read('MODE', 'all', values.oneOf(MODES));
  const mode = MODES.find((each) => each === word);
  settings.demand(mode !== undefined, `The first argument must be one of ${MODES.join(', ')}, not "${word}".`);
  return mode ?? 'all';
}

/**
 * Started by root, PostgreSQL runs under an account of its own. Where that account cannot reach `.data` below the program (a project in
 * root's home folder), the data move to the system's place; but never away from a database that is already there.
 */
function dataDirOf(settings: Settings, databaseUrl: string | null, cwd: string): { dir: string; notes: string[] } {
  const beside = resolve(cwd, '.data');
  const set = settings.read('DATA_DIR', null, (dir) => resolve(cwd, dir));
  if (set !== null) return { dir: set, notes: [] };
  const account = databaseUrl === null ? postgresAccount() : null;
  const closed = account === null ? null : closedFolder(cwd, account);
  if (closed === null || existsSync(join(beside, 'postgres'))) return { dir: beside, notes: [] };
  const note = `Data are kept in ${SYSTEM_DATA_DIR}, because the account that runs the database cannot enter ${closed}.`;
  return { dir: SYSTEM_DATA_DIR, notes: [note] };
}

function checkTogether(settings: Settings, config: Config): void {
  for (const [name, problem] of Object.entries(LATER)) settings.demand(settings.text(name) === null, problem);
  const has = (name: string) => settings.text(name) !== null;
  settings.demand(
    !has('DATABASE_URL') || has('SECRET_KEY'),
    'SECRET_KEY is required with DATABASE_URL, because all processes must share it: set at least 32 characters, for example the output of: openssl rand -base64 48.',
  );
  settings.demand(has('ADMIN_EMAIL') === has('ADMIN_PASSWORD'), 'ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both or none.');
  settings.demand(!has('SMS_TOKEN') || has('SMS_URL'), 'SMS_TOKEN is set without SMS_URL: set both or none.');
  settings.demand(
    has('SMS_URL') === has('SMS_FROM'),
    'SMS_URL and SMS_FROM belong together: a text message needs a number that it comes from. Set both or none.',
  );
  const { port, smtpIntake } = config;
  settings.demand(port === 0 || port !== smtpIntake.port, `PORT and SMTP_INTAKE_PORT are both ${port}: choose two different ports.`);
}
