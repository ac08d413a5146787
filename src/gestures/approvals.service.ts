import { Injectable } from '@nestjs/common';
import { AuthorityService } from '../authority/authority.service';
import { limitProblem, type Limits } from '../authority/limits.rules';
import { type DelegatedGrant, delegatedRoles, ownRoles, type Place } from '../authority/reach.rules';
import { answerProblem } from '../oneup/approval.rules';
import { refuseStale } from '../organisation/organisation.service';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, type PageQuery, pageOf } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import type { Role } from '../staff/role.rules';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { visibleTo } from '../tickets/visibility.rules';
import type { ApprovalList, ApprovalView, ApproveGesture } from './approval.dto';
import { ApprovalSteps } from './approval-steps.service';
import { GestureMoves } from './gesture-moves.service';
import { type Handled } from './handled-gesture.dto';
import { gestureViewOf } from './gesture-view.service';
import type { GestureReason, GestureView } from './gesture.dto';

type Shown = Omit<ApprovalView, 'mayDecide' | 'needs'> & { needs: Role };

/** What decides who may answer, beside what is shown. */
interface Row extends Shown {
  about: Place & { requestedBy: string | null; subjectStaffId: string | null; ownerId: string | null };
}

/** What is the same for every question that somebody may answer. */
interface Standing {
  delegated: readonly DelegatedGrant[];
  superiors: readonly string[];
  limits: Limits;
}

/** What waits for a yes or a no, and the answer. */
@Injectable()
export class ApprovalsService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    private readonly tickets: TicketMoves,
    private readonly moves: GestureMoves,
    private readonly steps: ApprovalSteps,
    private readonly authority: AuthorityService,
  ) {}

  /** Whatever waits on tickets this person may see, oldest first. */
  async list({ limit = PAGE_SIZE, cursor }: PageQuery, by: Actor): Promise<ApprovalList> {
    const params: unknown[] = [];
    const visible = visibleTo(by, 't', params);
    const [at, after] = cursor ? decodeCursor(cursor, 2) : ['-infinity', '00000000-0000-0000-0000-000000000000'];
    const place = [`$${String(params.push(at))}`, `$${String(params.push(after))}`, `$${String(params.push(limit + 1))}`];
    const rows = await this.db.rows<Row>(
      `SELECT a.gesture_id AS gesture, t.id AS "ticketId", t.number, t.severity, ty.code AS "gestureType", v.name, g.cost_reserved_minor AS "costMinor",
         g.face_minor AS "faceMinor", g.currency, g.text, g.note, a.asked_by AS "askedBy", s.name AS "askedByName", a.asked_at AS "askedAt",
         a.needs, a.why, a.reason, k.due_at AS "dueAt", g.version, v.kind = 'custom' AS "mayBeLess",
         json_build_object('requestedBy', g.requested_by, 'subjectStaffId', t.subject_staff_id, 'ownerId', t.owner_id,
           'locationId', t.location_id, 'teamId', t.team_id, 'deskId', t.desk_id) AS about
       FROM approval a JOIN gesture g ON g.id = a.gesture_id JOIN ticket t ON t.id = g.ticket_id JOIN staff s ON s.id = a.asked_by
       JOIN gesture_type_version v ON v.id = g.type_version_id JOIN gesture_type ty ON ty.id = v.type_id
       LEFT JOIN timer k ON k.gesture_id = g.id AND k.clock = 'approval' AND k.state IN ('running', 'paused')
       WHERE a.state = 'waiting' AND ${visible} AND (a.asked_at, a.gesture_id) > (${place[0] ?? ''}::timestamptz, ${place[1] ?? ''}::uuid)
       ORDER BY a.asked_at, a.gesture_id LIMIT ${place[2] ?? ''}`,
      params,
    );
    const standing = {
      delegated: await this.authority.delegated(this.db, by.staffId, await this.db.now()),
      superiors: await this.steps.superiors(this.db, by.staffId),
      limits: await this.authority.limits(this.db),
    };
    const items = rows.map(({ about, ...shown }) => ({ ...shown, mayDecide: mayDecide({ about, ...shown }, by, standing) }));
    return pageOf(items, limit, (item) => [item.askedAt.toISOString(), item.gesture]);
  }

  /** Yes (G04), to what was asked for or to less. Refused by who asks, limit, day, budget, stock, or R1 to R12. */
  approve(id: string, b: ApproveGesture, by: Actor): Promise<GestureView> {
    const { note = null, costMinor, faceMinor, text } = b;
    return this.on(id, b, by, (tx, h) => this.steps.approve(tx, h, { note, less: { costMinor, faceMinor, text } }, by));
  }

  /** No, and why (G05). */
  reject(id: string, b: GestureReason, by: Actor): Promise<GestureView> {
    return this.on(id, b, by, (tx, h) => this.steps.reject(tx, h, b.reason, by));
  }

  private on(id: string, b: { version?: number }, by: Actor, work: (tx: Tx, h: Handled) => Promise<void>): Promise<GestureView> {
    return this.commands.once(by.command, async (tx) => {
      const handled = await this.moves.lock(tx, id, by);
      refuseStale(b.version, gestureViewOf(handled));
      await work(tx, handled);
      await this.moves.oneUp(tx, handled.t);
      await this.tickets.save(tx, handled.t);
      return gestureViewOf(handled);
    });
  }
}

/** What the answer itself would be judged by, but for the day, the budget and the stock of that moment. */
function mayDecide({ about, needs, costMinor }: Row, by: Actor, { delegated, superiors, limits }: Standing): boolean {
  const { requestedBy, subjectStaffId, ownerId, ...place } = about;
  const except = [requestedBy, subjectStaffId].filter((id) => id !== null);
  const own = ownRoles(by.grants, place, ownerId === by.staffId);
  const roles = [...new Set([...own, ...delegatedRoles(delegated, { place, except })])];
  const reportsToRequester = requestedBy !== null && superiors.includes(requestedBy);
  const problem = answerProblem({ requestedBy, subjectStaffId, reportsToRequester, needs }, { staffId: by.staffId, roles });
  return problem === null && limitProblem(costMinor, roles, limits) === null;
}
