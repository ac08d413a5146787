import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Forbidden, Invalid, Missing, Refused } from '../platform/errors';
import { decodeCursor } from '../platform/http/cursor';
import { PAGE_SIZE, pageOf } from '../platform/http/page';
import { hashToken } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import { ApiToken } from './api-token.entity';
import type { MadeTokenView, MakeToken, TokenList, TokenQuery, TokenView } from './signin.dto';
import { scopesProblem } from './token-scope.rules';

const VIEW = `id, name, scopes, staff_id AS "staffId", expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt", created_at AS "createdAt"`;

/** Keys for programs: tills, web shops, telephone systems. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  /**
   * The token is in this answer and nowhere else. Throws Forbidden for scopes that its maker does not have, Invalid for an end in the
   * past, Refused where the same request comes again: its answer holds no token that could be shown again (settled.md 10).
   */
  async make({ name, scopes, expiresAt }: MakeToken, actor: Actor): Promise<MadeTokenView> {
    const problem = scopesProblem(scopes, (permission) => actor.can(permission));
    if (problem) throw new Forbidden(problem);
    const fresh: { token: string | null } = { token: null };
    const view = await this.commands.once<TokenView>(actor.command, async (tx) => {
      const now = await tx.now();
      if (expiresAt <= now) throw new Invalid('expiresAt must lie in the future.');
      const token = `amends_${randomBytes(32).toString('base64url')}`;
      fresh.token = token;
      const made = {
        id: uuidv7(),
        name,
        scopes: [...new Set(scopes)],
        staffId: actor.staffId ?? '',
        expiresAt,
        revokedAt: null,
        lastUsedAt: null,
        createdAt: now,
      };
      await tx.manager.insert(ApiToken, { ...made, tokenHash: hashToken(token) });
      await audit(tx, actor, 'token.made', `token:${made.id}`, { name, scopes, expiresAt });
      return made;
    });
    if (fresh.token === null) {
      throw new Refused('shown_once', 'This token was made and shown before, and cannot be shown again. End it and make another.', {
        id: view.id,
      });
    }
    return { ...view, token: fresh.token };
  }

  /** The newest first: one's own, or everybody's for those who administer staff. */
  async list({ all = false, limit = PAGE_SIZE, cursor }: TokenQuery, actor: Actor): Promise<TokenList> {
    if (all && !actor.can('staff.edit')) throw new Forbidden('Only an administrator sees other people’s tokens.');
    const [before] = cursor ? decodeCursor(cursor, 1) : [null];
    const rows = await this.db.rows<TokenView>(
      `SELECT ${VIEW} FROM api_token WHERE ($1 OR staff_id = $2) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
      [all, actor.staffId, before, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** From now on it opens nothing. Ending it again changes nothing. Throws Missing for other people's, except to those who administer staff. */
  async end(id: string, actor: Actor): Promise<void> {
    await this.commands.once(actor.command, async (tx) => {
      const ended = await tx.run(
        `UPDATE api_token SET revoked_at = coalesce(revoked_at, desk_now()) WHERE id = $1 AND ($2 OR staff_id = $3)`,
        [id, actor.can('staff.edit'), actor.staffId],
      );
      if (ended === 0) throw new Missing();
      await audit(tx, actor, 'token.ended', `token:${id}`);
    });
  }
}
