import { pino } from 'pino';
import { berlin, ClockDesk, drained, MONDAY_NINE } from '../../test/support/clock-desk';
import { Consent } from '../consent/consent.service';
import { CustomersService } from '../customers/customers.service';
import { NoTexts } from '../messages/no-texts.service';
import { Outbox } from '../messages/outbox.service';
import { TaskWriting } from '../messages/task-writing.service';
import { MessagesService } from '../messages/messages.service';
import { Troubles } from '../messages/troubles.service';
import { SpendingGifts } from '../messages/spending-gifts.service';
import { TemplatesService } from '../templates/templates.service';
import { Commands } from '../platform/database/commands';
import { Metrics } from '../platform/metrics';
import { Firing } from './firing.service';
import { HoursChanged } from './firing-hours.service';
import { type AlarmHandlers, PointNews } from './point-news.service';
import { PointsWork } from './points.service';

let desk: ClockDesk;
let firing: Firing;
let rung: string[];
let alarms: AlarmHandlers;

const silent = pino({ level: 'silent' });

function points(): PointsWork {
  const templates = new TemplatesService(desk.db, new Commands(desk.db), { deskLanguage: 'en' }, silent);
  const consent = new Consent(new CustomersService(desk.db), 'secret');
  const messages = new MessagesService(
    { smtpUrl: 'smtp://relay.test', smsUrl: null },
    new Outbox(desk.db),
    templates,
    new Troubles(desk.staff),
    new TaskWriting(),
    new NoTexts(consent),
    new SpendingGifts(consent),
  );
  return new PointsWork(desk.db, new PointNews(desk.staff, messages, desk.calendars), alarms, silent);
}

beforeEach(async () => {
  desk = await ClockDesk.start();
  firing = new Firing(desk.db, new HoursChanged(desk.db, desk.clocks, desk.staff), new Metrics(), silent);
  rung = [];
  const ring = (clock: string) => (_tx: unknown, _ticketId: string, point: number) => {
    rung.push(`${clock} ${String(point)}`);
    return Promise.resolve();
  };
  alarms = { chase: ring('chase'), survey_window: ring('survey_window') };
});
afterEach(() => desk.stop());

describe('what passed points lead to', () => {
  const told = async () => (await desk.news()).map(({ staffId, point }) => `${names.get(staffId) ?? staffId} ${String(point)}`);
  let names: Map<string, string>;
  let owner: string;
  beforeEach(async () => {
    names = new Map();
    for (const role of ['agent', 'lead', 'manager', 'area_manager']) names.set(await desk.person(role), role);
    owner = [...names.keys()][0] ?? '';
  });

  test('the owner, the lead, the manager and the area manager hear of it one after the other, by list and by mail', async () => {
    const ticket = await desk.ticket({ ownerId: owner });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    for (const at of ['12:00', '12:36', '13:00', '15:00', '17:00']) {
      await desk.at(berlin(`2026-06-01T${at}`));
      await drained(firing);
      await drained(points());
    }
    expect(await told()).toEqual(['agent 75', 'lead 90', 'manager 100', 'area_manager 150', 'area_manager 200']);
    expect((await desk.news())[0]?.text).toBe('R-1001: the first answer is due by 13:00 today; 75 % of the time is used.');
    expect((await desk.news())[2]?.text).toBe('R-1001 is late: the first answer was due by 13:00 today.');
    const mails = await desk.sql<{ kind: string }>(`SELECT kind FROM message WHERE class = 'staff'`);
    expect(mails).toHaveLength(5);
    expect(await drained(points())).toBe(0);
  });

  test('a ticket without an owner, or whose owner is away, is told to the lead', async () => {
    const tickets = [await desk.ticket(), await desk.ticket({ ownerId: owner })];
    await desk.sql(`UPDATE staff SET status = 'absent' WHERE id = $1`, [owner]);
    for (const ticket of tickets) await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T12:00'));
    await drained(firing);
    await drained(points());
    expect(await told()).toEqual(['lead 75', 'lead 75']);
  });

  test('the person a complaint is about hears nothing of it', async () => {
    const manager = [...names.keys()][2] ?? '';
    const ticket = await desk.ticket({ subjectId: manager });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T13:00'));
    await drained(firing);
    await drained(points());
    expect(await told()).toEqual(['area_manager 100']);
  });

  test('a dangerous case pages the manager at once, in the middle of the night too', async () => {
    const ticket = await desk.ticket({ severity: 'S1' });
    await desk.at(berlin('2026-06-01T02:00'));
    await desk.apply(ticket, berlin('2026-06-01T02:00'), { clock: 'fix', verb: 'arm' });
    await drained(firing);
    await drained(points());
    expect(await told()).toEqual(['manager 0']);
  });

  test('a clock that counts day and night waits for opening, and if the promise was kept by then nobody is bothered', async () => {
    const [kept, open] = [await desk.ticket(), await desk.ticket()];
    for (const ticket of [kept, open])
      await desk.apply(ticket, berlin('2026-06-01T16:00'), { clock: 'promise', verb: 'arm', dueAt: berlin('2026-06-01T20:00') });
    await desk.at(berlin('2026-06-01T20:00'));
    await drained(firing);
    await drained(points());
    expect(await told()).toEqual([]);
    await desk.apply(kept, berlin('2026-06-01T21:00'), { clock: 'promise', verb: 'stop' });
    await desk.at(berlin('2026-06-02T08:59'));
    expect(await drained(points())).toBe(0);
    await desk.at(berlin('2026-06-02T09:00'));
    await drained(points());
    expect((await desk.news()).map((one) => one.text)).toEqual(['R-1002 is late: the promised news was due by 20:00 on Mon 1 Jun.']);
  });

  test('"I have it" keeps the next level away for a while and not for ever', async () => {
    const ticket = await desk.ticket({ ownerId: owner });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.db.transaction((tx) => desk.clocks.acknowledge(tx, ticket, 'contact', owner, berlin('2026-06-01T12:30')));
    await desk.at(berlin('2026-06-01T13:00'));
    await drained(firing);
    await drained(points());
    expect(await told()).toEqual([]);
    await desk.at(berlin('2026-06-01T13:30'));
    await drained(points());
    expect(await told()).toEqual(['manager 100']);
  });

  test('edge 18: with no wake-up ever sent, what is due is found all the same, once', async () => {
    const ticket = await desk.ticket({ ownerId: owner });
    await desk.apply(ticket, MONDAY_NINE, { clock: 'contact', verb: 'arm' });
    await desk.at(berlin('2026-06-01T12:00'));
    await drained(firing);
    await Promise.all([drained(points()), drained(points()), drained(points())]);
    expect(await told()).toEqual(['agent 75']);
  });

  test('an alarm rings once for its point, and not after it was taken away', async () => {
    const [asked, answered] = [await desk.ticket(), await desk.ticket()];
    for (const ticket of [asked, answered]) await desk.apply(ticket, MONDAY_NINE, { clock: 'chase', verb: 'arm' });
    await desk.at(berlin('2026-06-02T09:00'));
    await drained(firing);
    await desk.apply(answered, berlin('2026-06-02T09:00'), { clock: 'chase', verb: 'clear' });
    await drained(points());
    await drained(points());
    expect(rung).toEqual(['chase 1']);
  });

  test('what fails is tried again later and holds nobody else up', async () => {
    const ticket = await desk.ticket({ ownerId: owner });
    await desk.apply(
      ticket,
      MONDAY_NINE,
      { clock: 'snooze', verb: 'arm', dueAt: berlin('2026-06-01T10:00') },
      { clock: 'survey_window', verb: 'arm' },
    );
    await desk.at(berlin('2026-06-08T09:00'));
    await drained(firing);
    await drained(points());
    expect(rung).toEqual(['survey_window 100']);
    expect(await desk.marks(ticket)).toEqual(['snooze 100 pending', 'survey_window 100 done']);
    alarms = { ...alarms, snooze: () => Promise.resolve() };
    await desk.at(berlin('2026-06-08T09:01'));
    await drained(points());
    expect(await desk.marks(ticket)).toEqual(['snooze 100 done', 'survey_window 100 done']);
  });
});
