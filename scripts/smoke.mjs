// Starts the built program as a stranger would, asks it a few things, and stops it as Ctrl-C does. It must be gone within 10 seconds.
import { builtDesk } from './built-desk.mjs';

const desk = await builtDesk();

async function expectAnswer(path, status, part) {
  const answer = await fetch(desk.url + path);
  const text = await answer.text();
  if (answer.status !== status || !text.includes(part)) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`);
}

try {
  const screen = await desk.start();
  if (!screen.includes(desk.named)) throw new Error(`the start screen does not say where the desk is:\n${screen}`);
  await expectAnswer('/health/ready', 200, 'ready');
  await expectAnswer('/openapi.json', 200, '/api/v1/complaints');
  await expectAnswer('/api/v1/tickets', 401, 'Sign in');
  const cookie = await desk.signIn();
  const logged = await fetch(`${desk.url}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ channel: 'phone', text: 'It broke.', customer: { name: 'Ann' }, touchPoint: 'unsure' }),
  });
  if (logged.status !== 201) throw new Error(`logging a complaint answered ${logged.status}: ${await logged.text()}`);
  await desk.stop('SIGINT');
  await desk.start();
  const found = await fetch(`${desk.url}/api/v1/tickets/1001`, { headers: { cookie: await desk.signIn() } });
  if (found.status !== 200) throw new Error(`after a restart the ticket answered ${found.status}`);
  await desk.stop('SIGTERM');
  console.log('started, answered, stopped, and found its data again');
} catch (error) {
  console.error(error);
  desk.kill();
  process.exitCode = 1;
} finally {
  desk.clear();
}
