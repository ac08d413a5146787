import { Injectable } from '@nestjs/common';
import { AuthorityService } from '../authority/authority.service';
import { ownRoles } from '../authority/reach.rules';
import { MessagesService } from '../messages/messages.service';
import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import { type Sentence, sentence } from '../platform/said.rules';
import { type Actor, SYSTEM } from '../staff/actor.dto';
import { type Role, roleWords } from '../staff/role.rules';
import { StaffService } from '../staff/staff.service';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { insertApproval } from './approval-records.service';
import { amountWords } from '../catalogue/gesture-type-facts.rules';
import { type ApprovalNeed, answerProblem, type Less, lessProblem } from '../oneup/approval.rules';
import { GestureMoves } from './gesture-moves.service';
import { type Handled } from './handled-gesture.dto';
import type { Gesture } from './gesture.entity';
import { as, type LockedTicket } from './one-up-facts.service';

/** Asking somebody above, and what they say; in somebody's transaction, under the locks of ticket and gesture. */
@Injectable()
export class ApprovalSteps {
  constructor(
    private readonly moves: GestureMoves,
    private readonly tickets: TicketMoves,
    private readonly authority: AuthorityService,
    private readonly staff: StaffService,
    private readonly messages: MessagesService,
  ) {}

  /** G02: the gesture waits, its clock runs, and everybody who may say yes is told. */
  async request(
    tx: Tx,
    h: Handled,
    need: ApprovalNeed & { dayProblem?: string },
    { reason, stored, ...terms }: Partial<Gesture> & { reason: string | null; stored: boolean },
    by: Actor,
  ): Promise<void> {
    const { t, gesture, scene } = h;
    const input = { note: gesture.note ?? undefined, dayProblem: need.dayProblem };
    const { to } = this.moves.judge(h, 'request', input, as(scene, by, gesture.inPerson), t.now);
    const patch = { ...terms, state: to, neededApproval: true };
    if (stored) await this.moves.write(tx, h, patch);
    else await this.moves.insert(tx, Object.assign(gesture, patch));
    await insertApproval(tx, { gestureId: gesture.id, askedBy: by.staffId, needs: need.needs, why: need.why, reason, at: t.now });
    await this.moves.record(tx, h, 'request', by, need.why);
    await this.tickets.applyClocks(tx, t, [{ clock: 'approval', verb: 'arm', gestureId: gesture.id }]);
    await this.tellApprovers(tx, h, need, by);
  }

  /**
   * G04. The approver's own limit, the budget and the stock of this moment decide; what was asked for keeps its terms, or gets smaller ones. `by` may
   * act for somebody who handed the right on.
   */
  async approve(tx: Tx, h: Handled, { note, less }: { note: string | null; less: Less }, by: Actor): Promise<void> {
    const { t, gesture } = h;
    const { smaller, says } = smallerTerms(h, less);
    Object.assign(gesture, smaller);
    const reportsToRequester = await this.reportsToRequester(tx, h, by);
    const approver = await this.answerer(tx, h, by, reportsToRequester);
    h.scene = await this.moves.withoutSeenBefore(tx, h, approver);
    const reason = says === null ? undefined : [says, note].filter((words) => words !== null).join(' ');
    const input = { note: note ?? gesture.note ?? undefined, reportsToRequester, reason };
    this.moves.judge(h, 'approve', input, as(h.scene, approver, gesture.inPerson), t.now);
    const dayProblem = await this.spend(tx, h, approver, partiesOf(h));
    if (dayProblem !== null) throw new Refused('within_own_limit', dayProblem);
    await this.moves.move(tx, h, 'approve', approver, input, { ...smaller, approvedBy: by.staffId, approvedAt: t.now });
    await this.tellRequester(tx, h, yesNews(h, by, says), 'yes');
  }

  /** G05, by those who could also say yes. */
  async reject(tx: Tx, h: Handled, reason: string, by: Actor): Promise<void> {
    const approver = await this.answerer(tx, h, by, await this.reportsToRequester(tx, h, by));
    await this.moves.move(tx, h, 'reject', approver, { reason }, { endedAt: h.t.now, endReason: reason });
    // The reason may speak of the customer, and this also goes out by mail.
    const values = aboutOf(h, by);
    const text = `${values.ticket}: ${by.name} says no to "${values.what}"; the reason stands on the ticket.`;
    await this.tellRequester(tx, h, sentence('news.no', text, values), 'no');
  }

  /** G06: nobody answered in twice the time; whoever asked goes on within the own limit (edge 93). */
  async lapse(tx: Tx, h: Handled): Promise<void> {
    await this.moves.move(tx, h, 'approval_timeout', SYSTEM, { approvalUsed: 2 }, { endedAt: h.t.now, endReason: 'nobody answered' });
    const values = aboutOf(h, SYSTEM);
    const text = `${values.ticket}: Nobody answered in time about "${values.what}". Choose something within your own limit.`;
    await this.tellRequester(tx, h, sentence('news.lapsed', text, values), 'lapsed');
  }

  /** Adds it to the person's sum of the day; the sentence where that would be too much, and then nothing was added. */
  async spend(tx: Tx, { t, gesture, scene }: Handled, by: Actor, except: readonly string[] = []): Promise<string | null> {
    if (by.staffId === null) return null;
    try {
      await this.authority.spend(tx, {
        staffId: by.staffId,
        roles: by.roles,
        costMinor: gesture.costReservedMinor,
        zone: scene.zone,
        now: t.now,
        standsIn: { place: t.row, except },
      });
      return null;
    } catch (error) {
      if (error instanceof Refused && error.reason === 'within_own_limit') return error.message;
      throw error;
    }
  }

  /**
   * The person with the roles that count on this ticket: their own where they hold for its place, and those that others handed on to them for a time,
   * where these hold for it. `except`: whose place nobody takes here. The desk and customers stay as they are.
   */
  async standIn(tx: Tx, { row, now }: LockedTicket, by: Actor, except: readonly string[] = []): Promise<Actor> {
    if (by.staffId === null) return by;
    const own = { staffId: by.staffId, roles: ownRoles(by.grants, row, row.ownerId === by.staffId) };
    return { ...by, roles: await this.authority.rolesOf(tx, own, now, { place: row, except }) };
  }

  /** Everybody somebody works for, directly or further up. */
  async superiors(reader: Reader, staffId: string | null): Promise<string[]> {
    const line = await reader.rows<{ id: string }>(
      `WITH RECURSIVE line AS (
         SELECT manager_id AS id FROM staff WHERE id = $1
         UNION SELECT s.manager_id FROM line l JOIN staff s ON s.id = l.id)
       SELECT id FROM line WHERE id IS NOT NULL`,
      [staffId],
    );
    return line.map(({ id }) => id);
  }

  /** Edge 94: does the approver work, directly or further down, for whoever asks? */
  private async reportsToRequester(tx: Tx, { gesture }: Handled, by: Actor): Promise<boolean> {
    return gesture.requestedBy !== null && (await this.superiors(tx, by.staffId)).includes(gesture.requestedBy);
  }

  /** Whoever answers, with the roles that count for it: none that come from the asker or from the person the complaint is about. */
  private async answerer(tx: Tx, h: Handled, by: Actor, reportsToRequester: boolean): Promise<Actor> {
    const { t, gesture } = h;
    const answerer = await this.standIn(tx, t, by, partiesOf(h));
    const waiting = await tx.maybe<{ needs: Role }>(`SELECT needs FROM approval WHERE gesture_id = $1 AND state = 'waiting'`, [gesture.id]);
    // Where nothing waits any more, the machine says so.
    if (!waiting) return answerer;
    const asked = { requestedBy: gesture.requestedBy, subjectStaffId: t.row.subjectStaffId, reportsToRequester, needs: waiting.needs };
    const problem = answerProblem(asked, answerer);
    if (problem) throw new Refused(problem.guard, problem.why, { needs: waiting.needs });
    return answerer;
  }

  private async tellApprovers(tx: Tx, h: Handled, { needs, why }: ApprovalNeed, by: Actor): Promise<void> {
    const { t, gesture, entry } = h;
    const { locationId, teamId, deskId, subjectStaffId } = t.row;
    const except = [by.staffId, subjectStaffId].filter((id) => id !== null);
    const people = await this.staff.people(tx, { role: needs, locationId, teamId, deskId, except });
    const text = `R-${String(t.row.number)}: ${by.name} asks for "${entry.terms.name}" and needs ${roleWords(needs)}. ${why}`;
    const said = sentence('news.asked', text, aboutOf(h, by));
    for (const { staffId } of people) await this.tell(tx, h, staffId, said, `asked:${gesture.id}:${staffId}`);
  }

  private async tellRequester(tx: Tx, h: Handled, news: Sentence, what: string): Promise<void> {
    const { requestedBy, id } = h.gesture;
    if (requestedBy !== null) await this.tell(tx, h, requestedBy, news, `${what}:${id}`);
  }

  private async tell(tx: Tx, { t }: Handled, staffId: string, news: Sentence, key: string): Promise<void> {
    const dedupeKey = `approval:${key}`;
    await this.staff.notify(tx, { staffId, ticketId: t.row.id, kind: 'approval', text: news, dedupeKey }, t.now);
    await this.messages.planStaff(tx, {
      effectKey: dedupeKey,
      staffId,
      ticketId: t.row.id,
      kind: 'staff_notice',
      vars: { text: news.text },
      now: t.now,
    });
  }
}

/** What the news of an approval speak of; the reason is none of it, the screen of questions has it. */
function aboutOf({ t, entry }: Handled, by: Actor): { ticket: string; who: string; what: string } {
  return { ticket: `R-${String(t.row.number)}`, who: by.name, what: entry.terms.name };
}

/** `says`: what the smaller gift may cost. */
function yesNews(h: Handled, by: Actor, says: string | null): Sentence {
  const values = aboutOf(h, by);
  const text = `${values.ticket}: ${by.name} says yes to "${values.what}": offer it to the customer now.`;
  if (says === null) return sentence('news.yes', text, values);
  const { costReservedMinor: costMinor, currency } = h.gesture;
  return sentence('news.yesToLess', `${text} ${says}`, { ...values, costMinor, currency });
}

/** Those who have a stake in the answer; what they hand on to others does not count for it. */
function partiesOf({ t, gesture }: Handled): string[] {
  return [gesture.requestedBy, t.row.subjectStaffId].filter((id) => id !== null);
}

/** The terms of a yes to less, and the sentence that says so; nothing where it is a yes to what was asked. */
function smallerTerms({ gesture, entry }: Handled, less: Less): { smaller: Partial<Gesture>; says: string | null } {
  const { costReservedMinor: asked, faceMinor, text } = gesture;
  const problem = lessProblem(entry.terms.kind, { costMinor: asked, faceMinor }, less);
  if (problem !== null) throw new Invalid(problem);
  if (less.costMinor === undefined) return { smaller: {}, says: null };
  return {
    smaller: { costReservedMinor: less.costMinor, faceMinor: less.faceMinor ?? faceMinor, text: less.text ?? text },
    says: `It may cost about ${amountWords(less.costMinor)} instead of ${amountWords(asked)}.`,
  };
}
