import { Injectable } from '@nestjs/common';
import { formatDuration } from '../calendar/duration.rules';
import { nextDueOf } from '../clocks/clocks.service';
import { promiseOf } from '../lifecycle/opening.rules';
import { Database } from '../platform/database/database';
import { OpeningContexts } from '../tickets/opening-context.service';
import { gradeOf, OpeningPlan } from '../tickets/opening-plan.service';
import type { PreviewClockView, PreviewComplaint, PreviewView } from './preview.dto';
import { sentencesToSay, spokenLanguage } from './say.rules';

/** "What do I promise while I am still typing?" The same rules as the saved complaint; writes nothing. */
@Injectable()
export class Previews {
  constructor(
    private readonly db: Database,
    private readonly contexts: OpeningContexts,
    private readonly plans: OpeningPlan,
  ) {}

  /** Throws Invalid (400) for a location or touch point that does not exist. */
  async preview(wish: PreviewComplaint): Promise<PreviewView> {
    const [now, setting, language] = await Promise.all([
      this.db.now(),
      this.contexts.setting(wish.location, wish.touchPoint),
      wish.language === undefined && wish.customer !== undefined ? this.languageOf(wish.customer) : null,
    ]);
    const { severity, reason } = gradeOf(wish, setting.touchPointClass);
    const timers = await this.plans.timers(this.db, wish, { ...setting, now }, severity, now);
    const clocks = timers.flatMap((row): PreviewClockView[] => {
      if (row.state !== 'running' || row.dueAt === null || row.targetMs === 0) return [];
      return [{ clock: row.clock, dueAt: row.dueAt, target: formatDuration(row.targetMs), kind: row.kind }];
    });
    const spoken = spokenLanguage(wish.language, language);
    const promise = promiseOf(nextDueOf(timers), now, setting.locationZone, spoken);
    const say = sentencesToSay(promise, spoken);
    clocks.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    return { severity, severityReason: reason, promise, clocks, say };
  }

  private async languageOf(customerId: string): Promise<string | null> {
    const [row] = await this.db.rows<{ language: string | null }>('SELECT language FROM customer WHERE id = $1', [customerId]);
    return row?.language ?? null;
  }
}
