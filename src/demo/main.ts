import { chatStory } from './chat.story';
import { counterStory } from './counter.story';
import { Findings } from './findings';
import { mailStory } from './mail.story';
import { giftStory } from './gift.story';
import { Mailboxes } from './mailbox.client';
import { OwnDesk } from './own-desk.client';
import { phoneStory } from './phone.story';
import { DemoSettingsError, type GivenDesk, givenDesk } from './settings';
import { clearStage, setStage, type Stage } from './stage';

const STORIES = { 'e-mail': mailStory, phone: phoneStory, chat: chatStory, counter: counterStory, gift: giftStory };

/** The exit code of the signal that ended it early. */
let stoppedBy: number | null = null;

/** What goes wrong because we are stopping is no news. */
const print = (line: string): void => {
  if (stoppedBy === null) process.stdout.write(`${line}\n`);
};
const findings = new Findings(print);
const own = new OwnDesk();
let tidying: Promise<void> | null = null;
let boxes: Mailboxes | null = null;

/** Five complaints go the whole way on a real desk, over HTTP and SMTP alone. Answers how much of it could not be seen. */
async function demo(given: GivenDesk | null): Promise<number> {
  boxes = await Mailboxes.open(given?.sinkPort ?? 0);
  print(
    given ? `Using the desk at ${given.url}; its mail is taken at ${boxes.url}.` : 'Starting a desk of its own, with an empty database …',
  );
  if (!given) await own.start(boxes.url);
  const stage = await setStage(findings, given ?? own, boxes);
  print('\nFive complaints arrive at the same time. The seconds are real.\n');
  const faults = await play(stage);
  if (faults === 0) findings.saw('nothingRuns', 'desk', 'all five are closed, and no promise runs on any of them');
  if (given) await clearStage(stage);
  return verdict(faults);
}

/** Each story by itself: one that fails must not keep the others from being seen. */
async function play(stage: Stage): Promise<number> {
  const ends = await Promise.all(
    Object.entries(STORIES).map(async ([where, story]) => {
      try {
        await story(stage);
        return 'done';
      } catch (error) {
        findings.say(where, `STOPS HERE: ${sentenceOf(error)}`);
        return 'fault';
      }
    }),
  );
  return ends.filter((end) => end === 'fault').length;
}

function verdict(faults: number): number {
  const missing = findings.missing();
  print('');
  for (const claim of missing) print(`  MISSING  ${claim}`);
  if (missing.length === 0 && faults === 0)
    print(`Everything was really seen: ${String(findings.count)} of ${String(findings.count)}, in ${findings.seconds.toFixed(0)} seconds.`);
  else print(`Not everything was seen (${String(missing.length)} missing).`);
  if ((missing.length > 0 || faults > 0) && own.lastWords) print(`\nThe last words of the desk:\n${own.lastWords}`);
  return missing.length + faults;
}

/** Nothing stays: no process, no folder. Once, whoever asks. */
function tidy(): Promise<void> {
  return (tidying ??= (async () => {
    await own.stop();
    await boxes?.close();
  })());
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function stopOn(signal: NodeJS.Signals, code: number): void {
  process.on(signal, () => {
    if (stoppedBy !== null) return;
    print('\nStopping and tidying up …');
    stoppedBy = code;
    void tidy().finally(() => process.exit(code));
  });
}

stopOn('SIGINT', 130);
stopOn('SIGTERM', 143);

async function main(): Promise<number> {
  try {
    return (await demo(givenDesk())) === 0 ? 0 : 1;
  } catch (error) {
    print(error instanceof DemoSettingsError ? error.message : `The demo stops: ${sentenceOf(error)}`);
    if (own.lastWords) print(`\nThe last words of the desk:\n${own.lastWords}`);
    return 1;
  } finally {
    await tidy();
  }
}

void main().then((code) => process.exit(stoppedBy ?? code));
