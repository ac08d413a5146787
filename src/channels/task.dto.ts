import { TASK_KINDS, type TaskKind } from '../messages/task-writing.service';
import { CHANNELS } from '../messages/message.rules';
import { Choice, Instant, ListOf, Text, Uuid } from '../platform/http/fields';
import { PageQuery } from '../platform/http/page';
import { OUTCOMES, type Outcome, TASK_STATES, type TaskState } from './task.rules';

export class TaskQuery extends PageQuery {
  @Choice(TASK_STATES, { optional: true, note: 'open if not given' })
  state?: TaskState;

  @Choice(TASK_KINDS, { optional: true })
  kind?: TaskKind;

  @Text({ optional: true, max: 40, note: 'a ticket by id, 1001 or R-1001' })
  ticket?: string;
}

export class TaskRef {
  @Uuid()
  id!: string;
}

export class FinishTask {
  @Choice(OUTCOMES, {
    note: 'call: reached, not_reached, wrong_number · post: sent, not_possible · no_way_to_reach: found, given_up · human_check: stop, not_stop, not_me',
  })
  outcome!: Outcome;

  @Text({ optional: true, max: 2000, note: 'what was said, or why not' })
  note?: string;
}

export class TaskView {
  @Uuid() id!: string;
  @Choice(TASK_KINDS) kind!: TaskKind;
  @Uuid({ nullable: true }) ticketId!: string | null;
  @Text({ nullable: true, example: 'R-1001' }) ticketRef!: string | null;
  @Uuid({ nullable: true, note: 'the message that a person brings' }) messageId!: string | null;
  @Text({ nullable: true, max: 300 }) customerName!: string | null;
  @Text({ nullable: true, max: 500, note: 'the number to call or the postal address' }) address!: string | null;
  @Instant() dueAt!: Date;
  @Instant({ nullable: true, note: 'the best hour to call, from then on' }) bestFrom!: Date | null;
  @Text({ max: 20000, note: 'what to say or do' }) script!: string;
  @Choice(TASK_STATES) state!: TaskState;
  @Text({ nullable: true }) outcome!: string | null;
  @Text({ nullable: true, max: 2000 }) note!: string | null;
  @Text({ nullable: true, max: 200 }) doneBy!: string | null;
  @Instant({ nullable: true }) doneAt!: Date | null;
}

export class TaskList {
  @ListOf(() => TaskView) items!: TaskView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}

export const WISHES = CHANNELS.filter((channel) => channel !== 'chat');

export class WishChannel {
  @Choice(WISHES, { nullable: true, note: 'how the customer asked to be written to; null = no wish' })
  channel!: 'email' | 'sms' | 'call' | 'post' | null;
}

export class TicketOfWish {
  @Text({ max: 40, note: 'a ticket by id, 1001 or R-1001' })
  ref!: string;
}
