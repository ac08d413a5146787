import { randomBytes } from 'node:crypto';
import { DeskClient, DeskRefused } from './desk.client';
import { type Findings, until } from './findings';
import type { Mailboxes } from './mailbox.client';

/** The desk that is played on, from our own house or a given one. */
export interface PlayedDesk {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly smtp: string;
  readonly intakeAddress: string;
}

/** Everybody and everything the stories need. */
export interface Stage {
  readonly findings: Findings;
  readonly boxes: Mailboxes;
  readonly desk: PlayedDesk;
  readonly boss: DeskClient;
  /** Takes complaints. */
  readonly mia: DeskClient;
  /** Leads. */
  readonly jonas: DeskClient;
  /** A customer with a browser. */
  readonly customer: DeskClient;
  /** An address that only this run uses. */
  address(name: string): string;
}

export const PLACE = 'demo';

const SEVERITIES = ['S1', 'S2', 'S3', 'S4'];
const TARGETS = { contact: 'PT4S', fix: 'PT12S', one_up: 'PT4S', follow_up: 'PT2S' };
const ALL_DAY = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['00:00', '24:00']]]));

/** Makes the place with its short promises and lets two people in. */
export async function setStage(findings: Findings, desk: PlayedDesk, boxes: Mailboxes): Promise<Stage> {
  const run = randomBytes(3).toString('hex');
  const address = (name: string): string => `${name}.${run}@demo.test`;
  const boss = new DeskClient(desk.url);
  await boss.signIn(desk.email, desk.password);
  await makePlace(findings, boss);
  const mia = await letIn({ findings, boxes, boss, desk }, 'Mia Berg', 'agent', address('mia'));
  const jonas = await letIn({ findings, boxes, boss, desk }, 'Jonas Frey', 'lead', address('jonas'));
  findings.saw('people', 'desk', 'Mia Berg (takes complaints) and Jonas Frey (leads) opened the mailed invitations and chose passwords');
  return { findings, boxes, desk, boss, mia, jonas, customer: new DeskClient(desk.url), address };
}

/** On a desk that goes on running, the two of the demo do not stay. */
export async function clearStage({ boss, mia, jonas }: Stage): Promise<void> {
  for (const person of [mia, jonas]) await boss.patch(`staff/${person.id}`, { status: 'left', handTo: 'queue' });
}

async function makePlace(findings: Findings, boss: DeskClient): Promise<void> {
  const { items } = (await boss.get('locations?limit=1')) as { items: readonly { zone: string; currency: string }[] };
  const { zone, currency } = items[0] ?? { zone: 'UTC', currency: 'USD' };
  await boss.post('calendars', { key: PLACE, name: 'Demo, day and night', timeZone: zone, week: ALL_DAY });
  try {
    await boss.post('locations', { key: PLACE, name: 'Demo shop', zone, currency, calendar: PLACE });
  } catch (error) {
    // a demo was here before
    if (!(error instanceof DeskRefused) || error.status !== 409) throw error;
  }
  const targets = Object.entries(TARGETS).flatMap(([clock, target]) =>
    SEVERITIES.map((severity) => ({ clock, severity, target, kind: 'elapsed' })),
  );
  await boss.post('policies', { key: PLACE, location: PLACE, targets });
  findings.saw(
    'promises',
    'desk',
    'the place "Demo shop" promises: a person within 4 s, the fix within 12 s, a gesture within 4 s, the question how it went within 2 s',
  );
}

async function letIn(
  { boxes, boss, desk }: Pick<Stage, 'findings' | 'boxes' | 'boss' | 'desk'>,
  name: string,
  role: string,
  email: string,
): Promise<DeskClient> {
  await boss.post('staff', { name, email, grants: [{ role }] });
  const mail = await until(`the invitation of ${name}`, () => boxes.find(email, 'Your account'));
  const link = /https?:\/\/\S+\/invite\/\S+/.exec(mail.text)?.[0] ?? '';
  const person = new DeskClient(desk.url);
  await person.join(link, name, `${email} likes long walks`);
  return person;
}
