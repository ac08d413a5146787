import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Reader } from '../platform/database/tx';
import { Invalid } from '../platform/errors';
import { PUBLIC_ORIGIN, type PublicOrigin } from '../platform/http/public-origin';
import { SECRET } from '../platform/platform.module';
import { publicToken } from '../platform/tokens';
import { SYSTEM } from '../staff/actor.dto';
import { TicketOpening } from '../tickets/ticket-opening.service';
import { cleanLine, cleanText } from './clean-text.rules';
import { formProblem, type FormValues } from './form-page.rules';
import { PublicBrakes } from './public-brakes.service';

export type FormResult = { label: string; promise: string | null; statusLink: string } | { problem: string };

const MOST_FORMS_AN_HOUR = 20;
const FORM_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Complaints that the public types into our own page. */
@Injectable()
export class ComplaintForms {
  constructor(
    private readonly db: Database,
    private readonly opening: TicketOpening,
    private readonly brakes: PublicBrakes,
    @Inject(SECRET) private readonly secret: string,
    @Inject(PUBLIC_ORIGIN) private readonly origin: PublicOrigin,
  ) {}

  /** The name of the location; null where there is none under this key. */
  async placeName(key: string, reader: Reader = this.db): Promise<string | null> {
    return (await reader.rows<{ name: string }>('SELECT name FROM location WHERE key = $1', [key]))[0]?.name ?? null;
  }

  /** Opens the ticket; the same `formId` twice is the same one. TooOften (429) past 20 forms of one address in an hour. */
  async send(location: string, formId: string, typed: FormValues, ip: string): Promise<FormResult> {
    const values = {
      text: cleanText(typed.text),
      name: cleanLine(typed.name, 500),
      email: cleanLine(typed.email, 500),
      phone: cleanLine(typed.phone, 500),
    };
    const problem = formProblem(values);
    if (problem !== null) return { problem };
    try {
      return await this.open(location, formId, values, ip);
    } catch (error) {
      // an address or number that is none: its sentence belongs on the page
      if (error instanceof Invalid) return { problem: error.message };
      throw error;
    }
  }

  private open(location: string, formId: string, { text, name, email, phone }: FormValues, ip: string): Promise<FormResult> {
    return this.db.transaction(async (tx) => {
      const now = await tx.now();
      await this.brakes.count(tx, 'form', ip, MOST_FORMS_AN_HOUR, now);
      const isKnown = name !== '' || email !== '' || phone !== '';
      const { ticketId, view } = await this.opening.openIn(
        tx,
        {
          channel: 'web_form',
          text,
          location,
          ...(isKnown ? { customer: { name, email, phone, selfReported: true } } : { anonymous: true }),
          touchPoint: 'unsure',
          receivedAt: now,
          ...(FORM_ID.test(formId) ? { sourceKey: `form:${formId}` } : {}),
        },
        SYSTEM,
      );
      const { version } = await tx.one<{ version: number }>('SELECT status_version AS version FROM ticket WHERE id = $1', [ticketId]);
      tx.wake('send-email', ticketId);
      const statusLink = this.origin.link(`/s/${publicToken(this.secret, 'status', ticketId, version)}`);
      return { label: view.ticket.label, promise: view.promise?.text ?? null, statusLink };
    });
  }
}
