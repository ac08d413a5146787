import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, ConfigError, loadConfig, publicUrlOf } from './config';
import { SYSTEM_DATA_DIR } from './database/account';
import { loadSecret } from './secrets';

const KEY = 'a'.repeat(32);
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'amends-config-'));
  chmodSync(cwd, 0o755);
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
});

function load(env: Record<string, string> = {}, argv: string[] = []): Config {
  return loadConfig(env, argv, cwd);
}

function problems(env: Record<string, string>, argv: string[] = []): readonly string[] {
  try {
    load(env, argv);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

function dotEnv(...lines: string[]): void {
  writeFileSync(join(cwd, '.env'), lines.join('\n'));
}

test('a desk without any setting listens on this machine only, keeps its data beside the program and receives mail', () => {
  const config = load();
  expect(config).toMatchObject({ mode: 'all', host: '127.0.0.1', port: 3000, publicUrl: null, databaseUrl: null, redisUrl: null });
  expect(config).toMatchObject({
    dataDir: join(cwd, '.data'),
    filesDir: join(cwd, '.data', 'files'),
    logLevel: 'info',
    deskCurrency: 'USD',
    deskLanguage: 'en',
  });
  expect(config).toMatchObject({
    smtpIntake: { port: 2525, host: '127.0.0.1' },
    intakeAddress: 'help@localhost',
    mailAuthserv: null,
    mailFrom: 'help@localhost',
  });
  expect(config).toMatchObject({
    smtpUrl: null,
    smsUrl: null,
    adminEmail: null,
    secretKey: null,
    metricsToken: null,
    trustProxy: [],
    notes: [],
  });
  expect(config.deskZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

test('settings cannot be changed after the start', () => {
  const config = load({ TRUST_PROXY: '10.0.0.0/8' });
  expect([config, config.smtpIntake, config.trustProxy, config.notes].every((part) => Object.isFrozen(part))).toBe(true);
});

test('every setting can be given', () => {
  const config = load({
    ...{ MODE: 'worker', PORT: '0', HOST: '::1', PUBLIC_URL: 'https://desk.example.com/', DATA_DIR: 'd', FILES_DIR: '/srv/files' },
    CONSOLE_DIR: '/srv/console',
    ...{ DATABASE_URL: 'postgres://a:b@db/amends', REDIS_URL: 'rediss://r:6379', SMTP_INTAKE_PORT: '2626', SMTP_INTAKE_HOST: '0.0.0.0' },
    ...{
      INTAKE_ADDRESS: 'care@shop.example',
      MAIL_AUTHSERV: 'MX.shop.example',
      SMTP_URL: 'smtp://relay:25',
      MAIL_FROM: 'Shop <care@shop.example>',
      SMS_URL: 'https://sms.example',
    },
    ...{
      SMS_TOKEN: 't',
      SMS_FROM: '+12125550100',
      SMS_PER_SECOND: '5',
      STATUS_PER_MINUTE: '60',
      WEBHOOK_SECRET: 'a-webhook-secret-of-24-letters',
      ADMIN_EMAIL: 'a@b.example',
      ADMIN_PASSWORD: 'twelve chars',
      SECRET_KEY: KEY,
      LOG_LEVEL: 'warn',
      METRICS_TOKEN: 'm',
    },
    ...{ TRUST_PROXY: '10.0.0.0/8, ::1', DESK_ZONE: 'Europe/Zurich', DESK_CURRENCY: 'CHF', DESK_LANGUAGE: 'de-ch' },
  });
  expect(config).toEqual({
    ...{ mode: 'worker', port: 0, host: '::1', publicUrl: 'https://desk.example.com', dataDir: join(cwd, 'd'), filesDir: '/srv/files' },
    consoleDir: '/srv/console',
    ...{ databaseUrl: 'postgres://a:b@db/amends', redisUrl: 'rediss://r:6379', smtpIntake: { port: 2626, host: '0.0.0.0' } },
    ...{
      intakeAddress: 'care@shop.example',
      mailAuthserv: 'mx.shop.example',
      smtpUrl: 'smtp://relay:25',
      mailFrom: 'Shop <care@shop.example>',
      smsUrl: 'https://sms.example',
    },
    ...{ smsFrom: '+12125550100', smsPerSecond: 5, statusPerMinute: 60, webhookSecret: 'a-webhook-secret-of-24-letters' },
    ...{ smsToken: 't', adminEmail: 'a@b.example', adminPassword: 'twelve chars', secretKey: KEY, logLevel: 'warn', metricsToken: 'm' },
    ...{ trustProxy: ['10.0.0.0/8', '::1'], deskZone: 'Europe/Zurich', deskCurrency: 'CHF', deskLanguage: 'de-CH', notes: [] },
  });
});

test('the word on the command line beats the setting, and a word that is no mode is refused', () => {
  expect(load({ MODE: 'worker' }, ['api']).mode).toBe('api');
  expect(problems({}, ['sevre'])).toEqual(['The first argument must be one of all, api, worker, not "sevre".']);
});

test('mail is received by a desk in one process, by a worker only when it is given a port, and never by an api process', () => {
  expect(load({}, ['worker']).smtpIntake.port).toBe(0);
  expect(load({ SMTP_INTAKE_PORT: '25' }, ['worker']).smtpIntake.port).toBe(25);
  expect(load({ SMTP_INTAKE_PORT: '25' }, ['api']).smtpIntake.port).toBe(0);
  expect(load({ SMTP_INTAKE_PORT: '0' }, ['all']).smtpIntake.port).toBe(0);
});

test('links start with the public address, or with this machine and the port that was really opened', () => {
  expect(publicUrlOf(load({ PORT: '0' }), 41234)).toBe('http://localhost:41234');
  expect(publicUrlOf(load({ PUBLIC_URL: 'https://desk.example.com' }), 41234)).toBe('https://desk.example.com');
});

test('the settings file is read, and the environment beats it', () => {
  dotEnv(
    '\uFEFF# our desk',
    '',
    'PORT=4000 # at work',
    'export HOST="0.0.0.0"\r',
    "METRICS_TOKEN='with # and space'",
    'MAIL_FROM=',
    'LOG_LEVEL=debug',
  );
  expect(load({ LOG_LEVEL: 'error', PORT: '' })).toMatchObject({
    ...{ port: 4000, host: '0.0.0.0', metricsToken: 'with # and space', mailFrom: 'help@localhost', logLevel: 'error' },
  });
});

test('a name that is no setting stops the start when it stands in the settings file, not when it is in the environment', () => {
  dotEnv('PROT=4000', 'just words', 'HOST=a', 'HOST=b');
  expect(problems({ PROT: '1' })).toEqual([
    '.env line 1: there is no setting called PROT.',
    '.env line 2 is not of the form NAME=value.',
    '.env line 4: HOST is set twice in this file; keep one.',
  ]);
});

test('a settings file that cannot be read stops the start', () => {
  mkdirSync(join(cwd, '.env'));
  expect(problems({})).toEqual([`The settings file ${join(cwd, '.env')} is there but cannot be read.`]);
});

test('everything that is wrong is said at once, and no secret is repeated', () => {
  const lines = problems({
    ...{
      MODE: 'al',
      PORT: '70000',
      HOST: 'a b',
      PUBLIC_URL: 'https://desk.example.com/desk',
      DATABASE_URL: 'mysql://root:hunter2@db',
      REDIS_URL: 'r',
    },
    ...{ SMTP_INTAKE_PORT: '25a', SMTP_INTAKE_HOST: '-', INTAKE_ADDRESS: 'help+a@b.example', SMTP_URL: 'relay', MAIL_FROM: 'Shop' },
    ...{
      SMS_URL: 'sms:1',
      SMS_FROM: '?',
      SMS_PER_SECOND: '0',
      WEBHOOK_SECRET: 'hunter2',
      ADMIN_EMAIL: 'boss',
      ADMIN_PASSWORD: 'hunter2',
      SECRET_KEY: 'hunter2',
      LOG_LEVEL: 'loud',
    },
    ...{ TRUST_PROXY: '10.0.0.0/33', DESK_ZONE: '+02:00', DESK_CURRENCY: 'usd', DESK_LANGUAGE: 'German' },
  });
  const names = lines.map((line) => line.split(' ')[0]);
  expect(names.sort()).toEqual(
    [
      ...[
        'MODE',
        'PORT',
        'HOST',
        'PUBLIC_URL',
        'DATABASE_URL',
        'REDIS_URL',
        'SMTP_INTAKE_PORT',
        'SMTP_INTAKE_HOST',
        'INTAKE_ADDRESS',
        'SMTP_URL',
      ],
      ...[
        'MAIL_FROM',
        'SMS_URL',
        'SMS_FROM',
        'SMS_PER_SECOND',
        'WEBHOOK_SECRET',
        'ADMIN_EMAIL',
        'ADMIN_PASSWORD',
        'SECRET_KEY',
        'LOG_LEVEL',
        'TRUST_PROXY',
        'DESK_ZONE',
        'DESK_CURRENCY',
        'DESK_LANGUAGE',
      ],
    ].sort(),
  );
  expect(lines).toContain('PORT must be a whole number from 0 to 65535.');
  expect(lines.join('\n')).not.toContain('hunter2');
});

test.each(['-1', '1.5', '65536', '0x10', 'abc'])('%s is no port', (value) => {
  expect(problems({ PORT: value })).toEqual(['PORT must be a whole number from 0 to 65535.']);
});

test('a password of eleven characters is too short, one of twelve is not', () => {
  const admin = { ADMIN_EMAIL: 'a@b.example' };
  expect(problems({ ...admin, ADMIN_PASSWORD: 'eleven char' })).toEqual(['ADMIN_PASSWORD must have 12 to 128 characters.']);
  expect(problems({ ...admin, ADMIN_PASSWORD: 'twelve chars' })).toEqual([]);
});

test('a signing key of 31 bytes is too short, 32 bytes are enough, counted as bytes and not as letters', () => {
  expect(problems({ SECRET_KEY: 'a'.repeat(31) })).toHaveLength(1);
  expect(problems({ SECRET_KEY: 'é'.repeat(16) })).toEqual([]);
});

test('with a database of one’s own the signing key must be given, because several processes share it', () => {
  const DATABASE_URL = 'postgresql://a:b@db/amends';
  expect(problems({ DATABASE_URL })).toEqual([expect.stringContaining('SECRET_KEY is required with DATABASE_URL')]);
  expect(problems({ DATABASE_URL, SECRET_KEY: KEY })).toEqual([]);
});

test('settings that need each other are asked for together', () => {
  expect(problems({ ADMIN_EMAIL: 'a@b.example' })).toEqual(['ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both or none.']);
  expect(problems({ SMS_TOKEN: 't' })).toEqual(['SMS_TOKEN is set without SMS_URL: set both or none.']);
  expect(problems({ SMS_URL: 'https://sms.example' })).toEqual([
    'SMS_URL and SMS_FROM belong together: a text message needs a number that it comes from. Set both or none.',
  ]);
  expect(problems({ PORT: '2525' })).toEqual(['PORT and SMTP_INTAKE_PORT are both 2525: choose two different ports.']);
});

test.each(['IMAP_URL', 'LMTP_INTAKE_PORT', 'CLAMD_URL', 'USERCONTENT_URL'])('%s belongs to a later release and says so', (name) => {
  expect(problems({ [name]: '1' })).toEqual([expect.stringMatching(new RegExp(`is not supported yet: remove ${name}`))]);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('started by root in a closed folder, the data go to the system’s place, unless a database is already beside the program', () => {
  chmodSync(cwd, 0o700);
  expect(load()).toMatchObject({ dataDir: SYSTEM_DATA_DIR, filesDir: join(SYSTEM_DATA_DIR, 'files') });
  expect(load().notes).toEqual([`Data are kept in ${SYSTEM_DATA_DIR}, because the account that runs the database cannot enter ${cwd}.`]);
  expect(load({ DATA_DIR: 'mine' })).toMatchObject({ dataDir: join(cwd, 'mine'), notes: [] });
  expect(load({ DATABASE_URL: 'postgres://db/a', SECRET_KEY: KEY })).toMatchObject({ dataDir: join(cwd, '.data'), notes: [] });
  mkdirSync(join(cwd, '.data', 'postgres'), { recursive: true });
  expect(load()).toMatchObject({ dataDir: join(cwd, '.data'), notes: [] });
});

test('a signing key is generated once, the same for processes that start together, and only its owner can read it', async () => {
  const config = load();
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecret(config)));
  expect(new Set(keys).size).toBe(1);
  expect(await loadSecret(config)).toBe(keys[0]);
  expect(Buffer.from(keys[0] ?? '', 'base64url')).toHaveLength(48);
  expect(statSync(join(config.dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
});

test('a signing key that was cut short is not replaced in silence', async () => {
  const config = load();
  mkdirSync(config.dataDir);
  const path = join(config.dataDir, 'secret.key');
  writeFileSync(path, 'short');
  await expect(loadSecret(config)).rejects.toThrow(`The file ${path} holds no whole key: restore it from a backup, or set SECRET_KEY.`);
  expect(readFileSync(path, 'utf8')).toBe('short');
});

test('a data folder that cannot be one is refused with a sentence', async () => {
  writeFileSync(join(cwd, 'taken'), '');
  await expect(loadSecret(load({ DATA_DIR: 'taken' }))).rejects.toThrow(`The data folder ${join(cwd, 'taken')} cannot be written`);
  await expect(loadSecret(load({ DATA_DIR: 'taken/below' }))).rejects.toThrow(
    `The data folder ${join(cwd, 'taken/below')} cannot be written`,
  );
});

test('a given signing key is used as it is and nothing is written', async () => {
  const config = load({ SECRET_KEY: KEY });
  expect(await loadSecret(config)).toBe(KEY);
  expect(existsSync(config.dataDir)).toBe(false);
});
