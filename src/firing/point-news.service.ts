import { Injectable } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service';
import type { ClockName } from '../clocks/clock.rules';
import { MessagesService } from '../messages/messages.service';
import type { Tx } from '../platform/database/tx';
import type { Sentence } from '../platform/said.rules';
import type { Role } from '../staff/role.rules';
import { StaffService } from '../staff/staff.service';
import { type PointFacts, pointSentence, type WhenToTell, whenToTell } from './points.rules';

/** A passed point as it waits to be told. */
export interface WaitingPoint extends PointFacts {
  timerId: string;
  recipient: Role | 'owner' | 'desk';
  dueAt: Date;
  calendarId: string;
  ticketId: string;
  number: number;
  locationId: string;
  teamId: string | null;
  deskId: string | null;
  /** Null where nobody looks after it, or whoever does is not there. */
  ownerId: string | null;
  subjectStaffId: string | null;
  zone: string;
}

/** Tells people that a promise is about to be broken, or was. */
@Injectable()
export class PointNews {
  constructor(
    private readonly staff: StaffService,
    private readonly messages: MessagesService,
    private readonly calendars: CalendarService,
  ) {}

  /** Tells whoever is to be told now; answers `now` then, else why or until when not. The same point is told to the same person once. */
  async tell(tx: Tx, point: WaitingPoint, now: Date): Promise<WhenToTell> {
    const { spec } = await this.calendars.versionAt(tx, point.calendarId, now);
    const when = whenToTell(point, spec, now);
    if (when !== 'now') return when;
    const said = pointSentence(point, now, point.zone);
    for (const staffId of await this.people(tx, point)) await this.write(tx, point, staffId, said, now);
    return when;
  }

  private async write(tx: Tx, point: WaitingPoint, staffId: string, said: Sentence, now: Date): Promise<void> {
    const { timerId, ticketId, percent } = point;
    const key = `timer:${timerId}:${String(percent)}:${staffId}`;
    const kind = percent < 1 ? 'page' : 'clock';
    await this.staff.notify(tx, { staffId, ticketId, kind, point: percent, text: said, dedupeKey: key }, now);
    await this.messages.planStaff(tx, { effectKey: key, staffId, ticketId, kind: 'staff_notice', vars: { text: said.text }, now });
  }

  /** Never the person the complaint is about; where the owner is not there, the next rung. */
  private async people(tx: Tx, point: WaitingPoint): Promise<string[]> {
    const { recipient, ownerId, subjectStaffId, locationId, teamId, deskId } = point;
    if (recipient === 'owner' && ownerId !== null && ownerId !== subjectStaffId) return [ownerId];
    const role = recipient === 'owner' || recipient === 'desk' ? 'lead' : recipient;
    const except = subjectStaffId === null ? [] : [subjectStaffId];
    const people = await this.staff.people(tx, { role, locationId, teamId, deskId, except });
    return people.map((person) => person.staffId);
  }
}

/** What the desk does by itself when an alarm rings; a clock without an entry must never be armed. */
export type AlarmHandler = (tx: Tx, ticketId: string, point: number) => Promise<void>;
export type AlarmHandlers = Readonly<Partial<Record<ClockName, AlarmHandler>>>;
