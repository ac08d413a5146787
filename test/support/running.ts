import type { ChildProcess } from 'node:child_process';
import type { EmbeddedDatabase } from '../../src/platform/database/embedded';

/** What the run started and must stop. */
export const running: {
  postgres?: EmbeddedDatabase;
  dataDir?: string;
  redis?: ChildProcess;
  template?: { url: string; name: string };
} = {};
