import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { TooOften, Unavailable } from '../platform/errors';
import { CALLERS, type Callers } from '../platform/http/caller';
import { LOG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { type Change, TicketChanges } from './ticket-changes.service';

interface Listener {
  readonly actor: Actor;
  readonly rights: string;
  readonly request: FastifyRequest;
  readonly out: FastifyReply['raw'];
}

const LOOK_MS = 500;
const LOOKS_A_HEARTBEAT = 30;
const LOOKS_A_CHECK = 120;
const MOST_OF_ONE_PERSON = 20;
/** A reader this far behind is cut off; it comes back and reads everything anew. */
const MOST_UNREAD_BYTES = 1024 * 1024;

const RESYNC = frame({ type: 'resync' });
const HEARTBEAT = ': still here\n\n';

/** Tells open browsers which tickets changed, and nothing but id and version: what they may read they fetch (security R32). */
@Injectable()
export class LiveStream implements OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private looking: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private wake: () => void = () => undefined;
  private stopped = false;
  private blind = false;

  constructor(
    private readonly changes: TicketChanges,
    @Inject(CALLERS) private readonly callers: Callers,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Takes over the answer of this request and keeps it open. The first event is always `resync`: what was missed is not told again. */
  open(actor: Actor, request: FastifyRequest, reply: FastifyReply): void {
    if (this.stopped) throw new Unavailable('The desk is stopping. Please try again in a moment.');
    const own = [...this.listeners].filter((one) => one.actor.key === actor.key);
    if (own.length >= MOST_OF_ONE_PERSON) throw new TooOften('You have too many pages of the desk open. Close some of them.', 60);
    reply.hijack();
    const listener: Listener = { actor, rights: rightsOf(actor), request, out: reply.raw };
    listener.out.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': request.id,
    });
    listener.out.on('close', () => this.listeners.delete(listener));
    this.listeners.add(listener);
    this.send(listener, `retry: 2000\n\n${RESYNC}`);
    this.looking ??= this.lookOn();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    for (const listener of this.listeners) this.close(listener);
    clearTimeout(this.timer);
    this.wake();
    await this.looking;
  }

  /** One loop for all listeners of this process, as long as there are any. */
  private async lookOn(): Promise<void> {
    this.changes.forget();
    for (let look = 1; this.listeners.size > 0; look++) {
      if (look % LOOKS_A_HEARTBEAT === 0) this.toAll(HEARTBEAT);
      await this.look(look % LOOKS_A_CHECK === 0);
      if (!this.stopped) await this.pause();
    }
    this.looking = null;
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.timer = setTimeout(resolve, LOOK_MS);
    });
  }

  /** A database that is away makes the stream silent, not dead: heartbeats go on, and after it everybody reads everything anew. */
  private async look(askRights: boolean): Promise<void> {
    try {
      await this.tell(await this.changes.next());
      if (askRights) await this.askRights();
      if (this.blind) this.toAll(RESYNC);
      this.blind = false;
    } catch (error) {
      if (!this.blind) this.log.warn({ err: error }, 'the live stream cannot look for changes');
      this.blind = true;
    }
  }

  private async tell(changes: Change[] | null): Promise<void> {
    if (changes === null) this.toAll(RESYNC);
    if (changes === null || changes.length === 0) return;
    const framesOf = new Map<string, string>();
    for (const { actor, rights } of this.listeners) {
      if (framesOf.has(rights)) continue;
      const seen = await this.changes.visible(changes, actor);
      framesOf.set(rights, seen.map((change) => frame({ type: 'ticket', ...change })).join(''));
    }
    // Whoever came while we asked has nothing here, but a `resync` of this very moment.
    for (const listener of this.listeners) this.send(listener, framesOf.get(listener.rights) ?? '');
  }

  /** Every minute. Signed out, or other rights than before: the stream ends, and whoever may come back comes back. */
  async askRights(): Promise<void> {
    for (const listener of this.listeners) {
      const caller = (await this.callers.of(listener.request)) as Actor | null;
      if (!caller?.can('ticket.see') || rightsOf(caller) !== listener.rights) this.close(listener);
    }
  }

  private toAll(text: string): void {
    for (const listener of this.listeners) this.send(listener, text);
  }

  private send(listener: Listener, text: string): void {
    if (listener.out.writableLength > MOST_UNREAD_BYTES) listener.out.destroy();
    else if (text !== '' && !listener.out.writableEnded) listener.out.write(text);
  }

  private close(listener: Listener): void {
    this.listeners.delete(listener);
    listener.out.end();
  }
}

/** Two callers with the same of these see the same tickets. */
function rightsOf(actor: Actor): string {
  return JSON.stringify([actor.key, actor.grants]);
}

function frame(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
