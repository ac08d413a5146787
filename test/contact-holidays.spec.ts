import type { Client } from './support/client';
import { done } from './support/one-up';
import { DAY, followedUp, HOUR, MONDAY, told } from './support/ticket-desk';
import { World } from './support/world';

let world: World;
let agent: Client;
let counter = 0;

const WEEK = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [['09:00', '17:00']]]));
/** The Tuesday after the day on which the desk begins: a holiday on the west coast and nowhere else. */
const HOLIDAY = '2026-11-17';

beforeAll(async () => {
  world = await World.start({ queues: false });
  await world.setClock(MONDAY);
  agent = await world.signIn('agent');
  const admin = await world.signIn('admin');
  await done(admin.post('calendars', { key: 'coast', timeZone: 'America/Los_Angeles', week: WEEK, holidays: [HOLIDAY] }));
  await done(admin.post('locations', { key: 'coast', name: 'Coast', zone: 'America/Los_Angeles', currency: 'USD', calendar: 'coast' }));
});
afterAll(() => world.stop());

/** A complaint at the main place, from somebody who lives in this zone; the survey is due on Tuesday morning. */
async function surveyFor(zone: string): Promise<string> {
  counter += 1;
  return followedUp(agent, { zone, customer: { name: 'Ann Lee', email: `coast${String(counter)}@example.test` } });
}

async function surveyState(id: string): Promise<string | undefined> {
  const [row] = await world.sql<{ state: string }>(`SELECT state FROM message WHERE ticket_id = $1 AND kind = 'survey'`, [id]);
  return row?.state;
}

test('a survey waits for the end of a holiday where the customer lives, also where the complaint’s own place is open', async () => {
  const [west, east] = [await surveyFor('America/Los_Angeles'), await surveyFor('America/New_York')];
  await world.shift(DAY + 3 * HOUR); // Tuesday, 13:00 in New York
  expect(await told(world, east)).toContain('survey');
  expect([await surveyState(east), await surveyState(west)]).toEqual(['sent', 'pending']);
  await world.shift(DAY);
  expect(await surveyState(west)).toBe('sent');
});
