import { Injectable } from '@nestjs/common';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Forbidden } from '../platform/errors';
import type { Actor } from '../staff/actor.dto';
import { grantsOf } from '../staff/grants.service';
import { PERMISSIONS } from '../staff/permission.rules';
import type { MeView, PreferencesView, SetPreferences } from './signin.dto';

/** Until somebody says otherwise. */
const USUAL: PreferencesView = { theme: 'auto', language: null, letterKeys: true, sound: false, playbook: true, keys: {} };

/** Who am I, and what may I do? The first question of every page. */
@Injectable()
export class MeService {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
  ) {}

  async view(actor: Actor): Promise<MeView> {
    const { email, preferences, now } = await this.db.one<{ email: string; preferences: Partial<PreferencesView>; now: Date }>(
      'SELECT email, preferences, desk_now() AS now FROM staff WHERE id = $1',
      [actor.staffId],
    );
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
      preferences: { ...USUAL, ...preferences },
      serverTime: now,
    };
  }

  /** Changes how the console looks for this person, on every machine they sit down at. Only what is sent changes. Forbidden (403) to programs. */
  async prefer(wish: SetPreferences, actor: Actor): Promise<MeView> {
    if (actor.kind !== 'staff') throw new Forbidden('Only people have preferences.');
    await this.commands.once(actor.command, async (tx) => {
      await tx.run('UPDATE staff SET preferences = preferences || $2::jsonb WHERE id = $1', [actor.staffId, JSON.stringify(wish)]);
    });
    return this.view(actor);
  }
}
