/** A desk that runs already and is to be used for the demo. */
export interface GivenDesk {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  /** Where it takes mail, such as smtp://127.0.0.1:2525. */
  readonly smtp: string;
  /** The address that its customers write to. */
  readonly intakeAddress: string;
  /** Where the demo takes the mail that the desk sends: the desk's SMTP_URL must point here. */
  readonly sinkPort: number;
}

/** What cannot be used, in a sentence for people. */
export class DemoSettingsError extends Error {}

const REQUIRED = ['DEMO_URL', 'DEMO_EMAIL', 'DEMO_PASSWORD', 'DEMO_SMTP'] as const;
const SINK_PORT = 2626;

/** The desk named by the DEMO_ settings; null where none of them is set, and the demo then starts a desk of its own. */
export function givenDesk(env: NodeJS.ProcessEnv = process.env): GivenDesk | null {
  const value = (name: string): string => env[name]?.trim() ?? '';
  const missing = REQUIRED.filter((name) => value(name) === '');
  if (missing.length === REQUIRED.length) return null;
  if (missing.length > 0)
    throw new DemoSettingsError(`${missing.join(', ')} must be set too: a running desk needs all of ${REQUIRED.join(', ')}.`);
  const [url, smtp] = [value('DEMO_URL'), value('DEMO_SMTP')];
  if (!/^https?:$/.test(protocolOf(url))) throw new DemoSettingsError('DEMO_URL must be a web address such as http://127.0.0.1:3000.');
  if (protocolOf(smtp) !== 'smtp:')
    throw new DemoSettingsError('DEMO_SMTP must be where the desk takes mail, such as smtp://127.0.0.1:2525.');
  const sinkPort = value('DEMO_SINK_PORT') === '' ? SINK_PORT : Number(value('DEMO_SINK_PORT'));
  if (!Number.isInteger(sinkPort) || sinkPort < 1 || sinkPort > 65_535)
    throw new DemoSettingsError('DEMO_SINK_PORT must be a port, from 1 to 65535.');
  return {
    url: new URL(url).origin,
    smtp,
    sinkPort,
    email: value('DEMO_EMAIL'),
    password: value('DEMO_PASSWORD'),
    intakeAddress: value('DEMO_INTAKE_ADDRESS') || 'help@localhost',
  };
}

/** What a desk of our own inherits: enough to find programs, and none of the settings of a desk that lives here too. */
export function plainEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'].flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
