import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx';
import { StaffService } from '../staff/staff.service';
import { ticketRef } from '../templates/variable-values.rules';
import type { MessageKind } from './message.rules';

/** A message to a customer that did not leave, or may not have arrived. */
export interface Trouble {
  messageId: string;
  ticketId: string | null;
  kind: MessageKind;
  /** `moved`: it takes another way now. */
  state: 'dead' | 'uncertain' | 'cancelled' | 'moved';
  why: string;
}

interface Responsible {
  id: string;
  number: number;
  ownerId: string | null;
  locationId: string;
  teamId: string | null;
  deskId: string | null;
  subjectId: string | null;
}

/** What each kind is called in a sentence. */
export const MESSAGE_WORDS: Readonly<Record<MessageKind, string>> = {
  receipt: 'receipt',
  owner_named: 'name of who looks after it',
  missed_call: 'note about the call',
  status_step: 'news about the work',
  still_working: 'news that we are still working on it',
  late_note: 'note that we are late',
  question: 'question',
  chase_1: 'reminder of the question',
  chase_2: 'second reminder of the question',
  lapse_notice: 'note that the complaint was closed for now',
  fix_summary: 'summary of the fix',
  one_up_offer: 'gesture',
  one_up_done: 'news about the gesture',
  voucher: 'voucher',
  voucher_reminder: 'reminder of the voucher',
  survey: 'survey',
  survey_reminder: 'reminder of the survey',
  sorry_again: 'apology',
  closing_note: 'closing note',
  after_care_2: 'question after two days',
  after_care_14: 'question after two weeks',
  after_care_30: 'word of thanks after a month',
  new_link: 'link to the page',
  contact_code: 'code for changing contact data',
  contact_confirm: 'code to the new address',
  contact_changed: 'note that contact data were changed',
  stop_confirmation: 'answer to STOP',
  staff_reply: 'reply',
  staff_notice: 'notice',
  invitation: 'invitation',
};

/** Tells the owner, or the lead where nobody owns it, what a customer did not get: nothing is lost in silence. */
@Injectable()
export class Troubles {
  constructor(private readonly staff: StaffService) {}

  async tell(tx: Tx, troubles: readonly Trouble[]): Promise<void> {
    const about = troubles.filter((one) => one.ticketId !== null);
    if (about.length === 0) return;
    const tickets = await responsibleFor(tx, [...new Set(about.map((one) => one.ticketId))]);
    for (const trouble of about) {
      const ticket = tickets.find((one) => one.id === trouble.ticketId);
      if (ticket) await this.tellOne(tx, trouble, ticket);
    }
  }

  private async tellOne(tx: Tx, trouble: Trouble, ticket: Responsible): Promise<void> {
    for (const staffId of await this.whom(tx, ticket)) {
      await this.staff.notify(tx, {
        staffId,
        ticketId: ticket.id,
        kind: `message_${trouble.state}`,
        text: sentence(trouble, ticket.number),
        dedupeKey: `message:${trouble.messageId}:${trouble.state}:${staffId}`,
      });
    }
  }

  private async whom(tx: Tx, ticket: Responsible): Promise<string[]> {
    if (ticket.ownerId !== null && ticket.ownerId !== ticket.subjectId) return [ticket.ownerId];
    const except = ticket.subjectId === null ? [] : [ticket.subjectId];
    const people = await this.staff.people(tx, {
      role: 'lead',
      locationId: ticket.locationId,
      teamId: ticket.teamId,
      deskId: ticket.deskId,
      except,
    });
    return people.map((one) => one.staffId);
  }
}

/** "The question of R-1001 did not reach the customer: …" */
function sentence({ kind, state, why }: Trouble, number: number): string {
  const what = `The ${MESSAGE_WORDS[kind]} of ${ticketRef(number)}`;
  if (state === 'moved') return `${what} did not get through and takes another way now: ${why}`;
  if (state === 'uncertain') return `${what} may not have arrived. Ask the customer, then mark it as arrived or send it again.`;
  if (why.startsWith('missing:'))
    return `${what} was not sent: its text asks for something we do not know (${why.slice('missing:'.length).trim()}). Tell the customer yourself.`;
  if (why.startsWith('hold:'))
    return `${what} was not sent because of a hold (${why.slice('hold:'.length).trim()}). A person must decide what the customer hears.`;
  if (why.startsWith('brake:'))
    return `${what} was not sent: too many automatic messages in a short time. Look whether a machine is answering us.`;
  return `${what} did not reach the customer: ${why}`;
}

function responsibleFor(tx: Tx, ids: readonly (string | null)[]): Promise<Responsible[]> {
  return tx.rows<Responsible>(
    `SELECT t.id, t.number, s.id AS "ownerId", t.location_id AS "locationId", t.team_id AS "teamId", t.desk_id AS "deskId", t.subject_staff_id AS "subjectId"
     FROM ticket t LEFT JOIN staff s ON s.id = t.owner_id AND s.status = 'active' WHERE t.id = ANY($1::uuid[])`,
    [ids],
  );
}
