import type { Desk } from './desk';
import type { Config } from './platform/config';

/** What a person reads in the terminal: where the desk is, how to sign in, where complaints go. */
export function startScreen(config: Config, desk: Desk): string {
  const lines = [
    `Amends is running${config.mode === 'all' ? '' : ` (${config.mode})`}.`,
    '',
    `  Desk        ${desk.url}/`,
    `  API         ${desk.url}/docs`,
    `  Sign in     ${signIn(config, desk)}`,
    `  Complaints  ${complaints(config, desk)}`,
    `  Mail out    ${config.smtpUrl ? 'by the relay of SMTP_URL' : 'no relay set (SMTP_URL): messages wait, visible as "held"'}`,
    `  Database    ${config.databaseUrl ? 'the server of DATABASE_URL' : `embedded, data in ${config.dataDir}`}`,
    `  Queues      ${config.redisUrl ? 'Redis' : 'PostgreSQL'}`,
    ...desk.notes.map((note) => `  Note        ${note}`),
    '',
    'Stop with Ctrl-C.',
    '',
  ];
  return lines.join('\n');
}

function signIn(config: Config, desk: Desk): string {
  if (desk.setupLink) return `first account: open ${desk.setupLink} (works once, for 72 hours)`;
  return config.adminEmail ? `as ${config.adminEmail}, with the password you set` : 'with the account you made';
}

function complaints(config: Config, desk: Desk): string {
  if (desk.smtpPort === null) return 'received by another process';
  return `${config.intakeAddress}, by SMTP at ${config.smtpIntake.host}:${String(desk.smtpPort)}`;
}
