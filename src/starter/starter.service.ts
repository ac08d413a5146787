import { AuthorityService } from '../authority/authority.service';
import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { PoliciesService } from '../clocks/policies.service';
import { GestureTypesService } from '../catalogue/gesture-types.service';
import { MessagesService } from '../messages/messages.service';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { TouchPointsService } from '../touchpoints/touch-points.service';

const WEEK = JSON.stringify(Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]])));

/** What a desk begins with: one place with opening hours, touch points, promises, gestures and texts. What is there already stays as it is. */
@Injectable()
export class Starter {
  constructor(
    private readonly db: Database,
    private readonly touchPoints: TouchPointsService,
    private readonly policies: PoliciesService,
    private readonly gestures: GestureTypesService,
    private readonly authority: AuthorityService,
    private readonly messages: MessagesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Harmless at every start and from many processes at once: whoever comes second finds everything there. */
  async ensure(): Promise<void> {
    await this.db.transaction(async (tx) => {
      // The same row that takes turns for migrations: two first starts at once would else both find nothing.
      await tx.rows('SELECT only_row FROM migration_turn FOR UPDATE');
      const now = await tx.now();
      await this.place(tx, now);
      await this.touchPoints.ensureStarter(tx, now);
      await this.policies.ensureStarter(tx, now);
      await this.gestures.ensureStarter(tx, this.config.deskCurrency, now);
      await this.authority.ensureStarter(tx);
      await this.messages.ensureStarterTemplates(tx);
    });
    await this.messages.releaseHeld();
  }

  private async place(tx: Tx, now: Date): Promise<void> {
    if (await tx.maybe('SELECT 1 AS there FROM location LIMIT 1')) return;
    const [calendar, location] = [uuidv7(), uuidv7()];
    await tx.run(`INSERT INTO calendar (id, key, name, created_at) VALUES ($1, 'main', 'Opening hours', $2)`, [calendar, now]);
    await tx.run(
      `INSERT INTO calendar_version (id, calendar_id, version, effective_from, zone, week, created_at) VALUES ($1, $2, 1, $3, $4, $5, $3)`,
      [uuidv7(), calendar, now, this.config.deskZone, WEEK],
    );
    await tx.run(
      `INSERT INTO location (id, key, name, zone, currency, calendar_id, created_at) VALUES ($1, 'main', 'Main', $2, $3, $4, $5)`,
      [location, this.config.deskZone, this.config.deskCurrency, calendar, now],
    );
    await tx.run(`INSERT INTO team (id, key, name, location_id, created_at) VALUES ($1, 'front', 'Front desk', $2, $3)`, [
      uuidv7(),
      location,
      now,
    ]);
  }
}
