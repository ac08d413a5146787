import type { Logger } from 'pino';
import type { Config } from './config';

/** What is known before the application is put together. */
export interface Runtime {
  readonly config: Config;
  /** The given server or the embedded one. */
  readonly databaseUrl: string;
  readonly secret: string;
  readonly log: Logger;
}

export const CONFIG = Symbol('Config');
export const SECRET = Symbol('Secret');
export const LOG = Symbol('Log');
