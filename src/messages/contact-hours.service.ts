import { Inject, Injectable } from '@nestjs/common';
import { phoneZones } from '../consent/phone-zones.service';
import { customerZones, openFrom, type WindowAsk } from '../consent/window.rules';
import { countryOfZone } from '../customers/address.service';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { CONFIG } from '../platform/runtime';
import type { ClaimedMessage } from './message-claim.service';
import type { MessageKind } from './message.rules';

interface Circumstances {
  ticketId: string;
  /** The customer's latest own words on this complaint. */
  wroteAt: Date | null;
  /** Local dates, "2026-12-25": of the complaint's calendar, and of those of our places in the customer's own zone. */
  holidays: readonly string[];
}

/** Whoever reads the page asked for these just now: at once, at any hour. */
const ASKED_FOR: readonly MessageKind[] = ['contact_code', 'contact_confirm', 'new_link'];
const NOT_KNOWN: Omit<Circumstances, 'ticketId'> = { wroteAt: null, holidays: [] };

/**
 * The hours at which customers may be written to, in their own time (domain.md 6.4). What a person of ours writes by e-mail goes at once: it lies in a
 * mailbox, and nobody is woken by it; everything that the desk says by itself, and every text, keeps to the hours.
 */
@Injectable()
export class ContactHours {
  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskZone'>,
  ) {}

  /** Those that must wait, and until when. Most sets are settled without asking the database: all of them are inside their hours. */
  async closed(messages: readonly ClaimedMessage[]): Promise<Map<string, Date>> {
    const timed = messages.filter(({ automatic, channel, kind }) => (automatic || channel === 'sms') && !ASKED_FOR.includes(kind));
    const hours = new Map<string, Date>();
    const doubtful = timed.filter((message) => this.isDoubtful(message, hours));
    const until = new Map<string, Date>();
    if (doubtful.length === 0) return until;
    const known = await this.circumstances(doubtful);
    for (const message of doubtful) {
      const about = known.find(({ ticketId }) => ticketId === message.ticketId) ?? NOT_KNOWN;
      const from = openFrom(this.ask(message, about));
      if (from > message.now) until.set(message.id, from);
    }
    return until;
  }

  /** One look for all messages of a kind and zone; only gestures, surveys and advertising depend on holidays. */
  private isDoubtful(message: ClaimedMessage, hours: Map<string, Date>): boolean {
    const key = [message.class, message.channel, message.severity === 'S1', ...this.zonesOf(message)].join(' ');
    const from = hours.get(key) ?? openFrom(this.ask(message, NOT_KNOWN));
    hours.set(key, from);
    return message.class !== 'service' || from > message.now;
  }

  /** What the customer said, else the place's zone, else all zones of the number's country (domain.md 6.4). */
  private zonesOf({ zone, channel, to }: ClaimedMessage): readonly string[] {
    const phone = zone === null && channel === 'sms' && to !== null ? phoneZones(to) : [];
    const zones = customerZones({ stated: zone, address: null, location: null, phone });
    return zones.length > 0 ? zones : [this.config.deskZone];
  }

  private ask(message: ClaimedMessage, { wroteAt, holidays }: Omit<Circumstances, 'ticketId'>): WindowAsk {
    const zones = this.zonesOf(message);
    return {
      class: message.class === 'staff' ? 'service' : message.class,
      channel: message.channel,
      severity: message.severity === 'S1' ? 'S1' : 'S3',
      answeringSince: wroteAt,
      zones,
      regions: zones.flatMap((zone) => countryOfZone(zone) ?? []),
      holidays: (date) => holidays.includes(date),
      now: message.now,
    };
  }

  private circumstances(messages: readonly ClaimedMessage[]): Promise<Circumstances[]> {
    return this.db.rows<Circumstances>(
      `SELECT t.id AS "ticketId", array(SELECT DISTINCT h FROM (
           SELECT t.calendar_id AS id
           UNION SELECT p.calendar_id FROM location p WHERE p.zone = coalesce(t.zone, (SELECT c.zone FROM customer c WHERE c.id = t.customer_id))) cal
         JOIN LATERAL (SELECT v.holidays FROM calendar_version v WHERE v.calendar_id = cal.id AND v.effective_from <= desk_now() ORDER BY v.effective_from DESC LIMIT 1) v ON true
         CROSS JOIN LATERAL jsonb_array_elements_text(v.holidays) AS h) AS holidays,
         (SELECT max(k.at) FROM contact k WHERE k.ticket_id = t.id AND k.direction = 'in' AND k.human) AS "wroteAt"
       FROM ticket t
       WHERE t.id = ANY($1::uuid[])`,
      [messages.map(({ ticketId }) => ticketId)],
    );
  }
}
