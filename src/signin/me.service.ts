import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Actor } from '../staff/actor.dto';
import { grantsOf } from '../staff/grants.service';
import { PERMISSIONS } from '../staff/permission.rules';
import type { MeView } from './signin.dto';

/** Who am I, and what may I do? The first question of every page. */
@Injectable()
export class MeService {
  constructor(private readonly db: Database) {}

  async view(actor: Actor): Promise<MeView> {
    const { email, now } = await this.db.one<{ email: string; now: Date }>('SELECT email, desk_now() AS now FROM staff WHERE id = $1', [
      actor.staffId,
    ]);
    const grants = (await grantsOf(this.db, [actor.staffId ?? ''])).get(actor.staffId ?? '') ?? [];
    return {
      id: actor.staffId,
      name: actor.name,
      email,
      kind: actor.kind,
      roles: [...actor.roles],
      grants: grants.filter((grant) => grant.validFrom <= now),
      permissions: PERMISSIONS.filter((permission) => actor.can(permission)),
      scopes: [...actor.scopes],
      serverTime: now,
    };
  }
}
