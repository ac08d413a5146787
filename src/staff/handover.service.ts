import type { Reader, Tx } from '../platform/database/tx';
import { Invalid, Refused } from '../platform/errors';
import { handlesTickets, ROLES } from './role.rules';
import type { StaffOwnsView } from './staff.dto';

/** What somebody would leave behind, and who takes it. */

const QUEUE = 'queue';
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function ownedBy(reader: Reader, staffId: string): Promise<StaffOwnsView> {
  const [row] = await reader.rows<StaffOwnsView>(
    `SELECT (SELECT count(*)::int FROM ticket t WHERE t.owner_id = $1 AND t.state NOT IN ('closed', 'merged', 'void')) AS "openTickets",
       (SELECT count(*)::int FROM gesture_facts g WHERE g.requested_by = $1 AND g.state = 'pending_approval') AS approvals`,
    [staffId],
  );
  return row ?? { openTickets: 0, approvals: 0 };
}

/**
 * Writes down who takes the open tickets of somebody who leaves; they move afterwards, one by one (edge 77). `handTo`: the id of a person who is here,
 * the key of a team, or `queue`. Refused (409) with their number where there are some and nobody is named; Invalid (400) for nobody.
 */
export async function handOver(tx: Tx, { id, name }: { id: string; name: string }, handTo: string | undefined): Promise<void> {
  const { openTickets } = await ownedBy(tx, id);
  if (handTo === undefined) {
    await tx.run('UPDATE staff SET hand_to_staff = NULL, hand_to_team = NULL WHERE id = $1', [id]);
    if (openTickets === 0) return;
    const what = openTickets === 1 ? 'one open ticket' : `${String(openTickets)} open tickets`;
    throw new Refused('owns_tickets', `${name} has ${what}. Say who takes them: handTo a person, a team or the queue.`, { openTickets });
  }
  if (handTo === QUEUE) {
    await tx.run('UPDATE staff SET hand_to_staff = NULL, hand_to_team = NULL WHERE id = $1', [id]);
    return;
  }
  const written = ID.test(handTo)
    ? await tx.run(
        `UPDATE staff SET hand_to_staff = h.id, hand_to_team = NULL FROM (
           SELECT s.id FROM staff s WHERE s.id = $2 AND s.status = 'active' AND EXISTS (SELECT FROM role_grant g WHERE g.staff_id = s.id AND g.role = ANY($3)
             AND g.valid_from <= desk_now() AND (g.valid_to IS NULL OR g.valid_to > desk_now()))) h
         WHERE staff.id = $1 AND h.id <> $1`,
        [id, handTo, ROLES.filter((role) => handlesTickets([role]))],
      )
    : await tx.run(
        'UPDATE staff SET hand_to_team = x.id, hand_to_staff = NULL FROM (SELECT id FROM team WHERE key = $2) x WHERE staff.id = $1',
        [id, handTo],
      );
  if (written === 0)
    throw new Invalid(
      'handTo names nobody who could take the tickets: it must be somebody who is here and works on tickets, the key of a team, or "queue".',
    );
}
