import { type MessageEvent, Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { Database } from '../platform/database/database';
import { Unavailable } from '../platform/errors';
import { LOG } from '../platform/platform.module';
import type { ChatLineView } from './chat.dto';
import { LINE_COLUMNS } from './chats.service';

const EVERY_MS = 500;
/** Proxies close a connection that says nothing for a while. */
const PING_EVERY = 40;
const MOST_STREAMS = 1000;
const MOST_A_CHAT = 5;
const LINES_A_LOOK = 1000;

interface Listener {
  chatId: string;
  after: number;
  /** Until when the last `typing` that was told holds. */
  typingUntil: number;
  to: Subscriber<MessageEvent>;
}

/**
 * New lines of all open chats of this process, read in one statement twice a second. Not pushed by the database: what writes lines may be
 * another process, and a lost notice would be a lost line.
 */
@Injectable()
export class ChatStreams implements OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | null = null;
  private looks = 0;

  constructor(
    private readonly db: Database,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** The lines after `after`, those that are there and those to come. Ends with the client's connection. Unavailable (503) where there are too many. */
  of(chatId: string, after: number): Observable<MessageEvent> {
    const mine = [...this.listeners].filter((listener) => listener.chatId === chatId).length;
    if (this.listeners.size >= MOST_STREAMS || mine >= MOST_A_CHAT)
      throw new Unavailable('This chat is open in too many windows. Close one and try again.');
    return new Observable<MessageEvent>((to) => {
      const listener: Listener = { chatId, after, typingUntil: 0, to };
      this.listeners.add(listener);
      this.wait(0);
      return () => this.listeners.delete(listener);
    });
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const { to } of this.listeners) to.complete();
    this.listeners.clear();
  }

  private wait(ms: number): void {
    if (this.timer || this.listeners.size === 0) return;
    this.timer = setTimeout(() => {
      void this.look().finally(() => {
        this.timer = null;
        this.wait(EVERY_MS);
      });
    }, ms);
  }

  private async look(): Promise<void> {
    this.looks += 1;
    try {
      this.give(await this.newLines());
      this.giveTyping(await this.typing());
    } catch (error) {
      this.log.debug({ error: String(error) }, 'the lines of chats could not be read; trying again');
    }
    if (this.looks % PING_EVERY === 0) for (const { to } of this.listeners) to.next({ type: 'ping', data: '' });
  }

  private async newLines(): Promise<(ChatLineView & { chatId: string })[]> {
    const from = new Map<string, number>();
    for (const { chatId, after } of this.listeners) from.set(chatId, Math.min(after, from.get(chatId) ?? after));
    return this.db.rows(
      `SELECT l.chat_id AS "chatId", ${LINE_COLUMNS} FROM unnest($1::uuid[], $2::bigint[]) AS open(chat_id, after)
       JOIN chat_line l ON l.chat_id = open.chat_id AND l.seq > open.after ORDER BY l.seq LIMIT ${String(LINES_A_LOOK)}`,
      [[...from.keys()], [...from.values()]],
    );
  }

  /** Who is writing at this moment; what is over goes, so that nobody can read later when somebody wrote. */
  private typing(): Promise<{ chatId: string; name: string; until: Date }[]> {
    const chats = [...new Set([...this.listeners].map((listener) => listener.chatId))];
    return this.db.rows(
      `WITH over AS (DELETE FROM chat_typing WHERE until <= desk_now())
       SELECT y.chat_id AS "chatId", split_part(s.name, ' ', 1) AS name, y.until FROM chat_typing y JOIN staff s ON s.id = y.staff_id
       WHERE y.chat_id = ANY($1::uuid[]) AND y.until > desk_now()`,
      [chats],
    );
  }

  private giveTyping(typing: readonly { chatId: string; name: string; until: Date }[]): void {
    for (const { chatId, name, until } of typing) {
      for (const listener of this.listeners) {
        if (listener.chatId !== chatId || listener.typingUntil >= until.getTime()) continue;
        listener.typingUntil = until.getTime();
        listener.to.next({ type: 'typing', data: { name, until } });
      }
    }
  }

  private give(lines: readonly (ChatLineView & { chatId: string })[]): void {
    for (const { chatId, ...line } of lines) {
      for (const listener of this.listeners) {
        if (listener.chatId !== chatId || listener.after >= line.seq) continue;
        listener.after = line.seq;
        listener.to.next({ id: String(line.seq), type: 'line', data: line });
      }
    }
  }
}
