import { Injectable } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service';
import type { CalendarNow } from '../clocks/timer-row.rules';
import { countryOfZone } from '../customers/address.service';
import type { Candidate } from '../customers/customer-match.rules';
import { matchParams, type ReadCustomer } from '../customers/customer-match.service';
import type { Command } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Param } from '../platform/database/sql';
import { Together } from '../platform/database/together';
import type { Reader } from '../platform/database/tx';
import { Invalid } from '../platform/errors';
import type { FailureClass } from '../touchpoints/failure-class.rules';
import type { ComplaintView } from './complaint.dto';
import { READ_ARRIVAL, READ_SETTING } from './opening-statements.service';

/** What the desk has for complaints of a kind. */
interface Setting {
  locationId: string | null;
  locationKey: string;
  locationZone: string;
  calendarId: string;
  calendarVersionId: string | null;
  policyVersionId: string | null;
  teamId: string | null;
  touchPointId: string | null;
  touchPointClass: FailureClass | null;
}

/** What is known of the complaint already. */
interface Arrival {
  now: Date;
  number: number;
  knownTicketId: string | null;
  replay: { fingerprint: string; answer: ComplaintView | null } | null;
  candidates: Candidate[];
}

interface SettingNow extends Setting {
  /** The opening hours of the location that hold now. */
  hours: CalendarNow;
}

/** Everything a new ticket depends on. */
export interface OpeningContext extends SettingNow, Arrival {}

/** What is asked about a complaint. */
export interface Asked {
  location?: string;
  /** A key, or "unsure". */
  touchPoint?: string;
  known: ReadCustomer | null;
  sourceKey: string | null;
  command: Command | null;
}

/** Reads what a new ticket depends on. */
@Injectable()
export class OpeningContexts {
  private readonly settings = new Together<Setting[]>();

  constructor(
    private readonly db: Database,
    private readonly calendars: CalendarService,
  ) {}

  /** Throws Invalid (400) for a location or touch point that does not exist. */
  async read(reader: Reader, asked: Asked): Promise<OpeningContext> {
    const { location, known, sourceKey, command } = asked;
    const touchPoint = asked.touchPoint === undefined || asked.touchPoint === 'unsure' ? null : asked.touchPoint;
    const who = known ? matchParams(known) : [null, null, null, null];
    const place = [location ?? null, touchPoint];
    const arrives = [...who, sourceKey, command?.actor ?? null, command?.key ?? null];
    const [setting, arrival] = reader === this.db ? await this.readAtOnce(place, arrives) : await readInTurn(reader, place, arrives);
    if (!arrival) throw new Error('What is known of a complaint came back without a row.');
    return { ...(await this.checked(reader, setting, location, touchPoint)), ...arrival };
  }

  /** The part that depends on the desk alone, for looking ahead. Throws Invalid (400) as `read`. */
  async setting(location: string | undefined, touchPoint: string | undefined): Promise<SettingNow> {
    const point = touchPoint === undefined || touchPoint === 'unsure' ? null : touchPoint;
    const [setting] = await this.db.rows<Setting>(READ_SETTING, [location ?? null, point]);
    return this.checked(this.db, setting, location, point);
  }

  private async checked(
    reader: Reader,
    setting: Setting | undefined,
    location: string | undefined,
    touchPoint: string | null,
  ): Promise<SettingNow> {
    if (!setting?.locationId)
      throw new Invalid(location ? `There is no location "${location}".` : 'There is no location yet. Make one first.');
    if (touchPoint !== null && !setting.touchPointId)
      throw new Invalid(`There is no touch point "${touchPoint}". Use one of the list, or "unsure".`);
    if (!setting.calendarVersionId) throw new Error(`The calendar of location ${setting.locationKey} has no version.`);
    const { id: versionId, spec } = await this.calendars.version(reader, setting.calendarVersionId);
    return { ...setting, hours: { id: setting.calendarId, versionId, spec } };
  }

  /** The country of the location, of which a number is that was typed without one; null where nobody needs it. */
  async countryFor(reader: Reader, phone: string | undefined, location: string | undefined): Promise<string | null> {
    if (phone === undefined || phone.trim().startsWith('+')) return null;
    const [row] = await reader.rows<{ country: string | null; zone: string }>(
      `SELECT country, zone FROM location WHERE $1::text IS NULL OR key = $1 ORDER BY key = 'main' DESC, created_at LIMIT 1`,
      [location ?? null],
    );
    return row ? (row.country ?? countryOfZone(row.zone)) : null;
  }

  private async readAtOnce(place: readonly Param[], arrives: readonly Param[]): Promise<[Setting | undefined, Arrival | undefined]> {
    const [settings, arrivals] = await Promise.all([
      this.settings.ask(JSON.stringify(place), () => this.db.rows<Setting>(READ_SETTING, place)),
      this.db.rows<Arrival>(READ_ARRIVAL, arrives),
    ]);
    return [settings[0], arrivals[0]];
  }
}

/** On the one connection of a transaction. */
async function readInTurn(
  reader: Reader,
  place: readonly Param[],
  arrives: readonly Param[],
): Promise<[Setting | undefined, Arrival | undefined]> {
  const settings = await reader.rows<Setting>(READ_SETTING, place);
  const arrivals = await reader.rows<Arrival>(READ_ARRIVAL, arrives);
  return [settings[0], arrivals[0]];
}
