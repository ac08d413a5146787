import { type Desk, startDesk } from '../../../src/desk';
import { loadConfig } from '../../../src/platform/config';
import { makeLog } from '../../../src/platform/log';
import { answering } from '../answering';

/** The desk as `npm start` runs it, on a database of its own. */

let desk: Desk | null = null;

async function start(): Promise<{ port: number }> {
  const config = loadConfig(process.env, []);
  desk = await startDesk(config, makeLog(config.logLevel));
  return { port: Number(new URL(desk.url).port) };
}

answering({ start }, async () => {
  await desk?.stop();
});
