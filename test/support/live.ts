import { randomBytes } from 'node:crypto';
import { hashToken } from '../../src/platform/tokens';
import type { World } from './world';

export interface LiveEvent {
  type: string;
  ticketId?: string;
  version?: number;
}

/** A browser tab that listens to what changes. */
export class LiveTab {
  private readonly decoder = new TextDecoder();
  private text = '';

  private constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly away: AbortController,
    private readonly token: string,
    private readonly world: World,
  ) {}

  /** Opens the stream for somebody, in a session of its own. */
  static async open(world: World, staffId: string): Promise<LiveTab> {
    const token = randomBytes(32).toString('base64url');
    await world.sql(
      `INSERT INTO session (token_hash, staff_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, desk_now(), desk_now(), desk_now() + interval '7 days')`,
      [hashToken(token), staffId],
    );
    const away = new AbortController();
    const response = await fetch(`${world.url}/api/v1/stream`, { headers: { cookie: `sid=${token}` }, signal: away.signal });
    if (response.status !== 200 || !response.body) {
      await response.text();
      throw new Error(`The stream answered ${String(response.status)}.`);
    }
    return new LiveTab(response.body.getReader(), away, token, world);
  }

  /** The next event, or null when the stream has ended. */
  async next(): Promise<LiveEvent | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        const data = block.split('\n').find((line) => line.startsWith('data: '));
        if (data) return JSON.parse(data.slice('data: '.length)) as LiveEvent;
        continue;
      }
      const { done, value } = await this.reader.read();
      if (done) return null;
      this.text += this.decoder.decode(value, { stream: true });
    }
  }

  async signOut(): Promise<void> {
    await this.world.sql('DELETE FROM session WHERE token_hash = $1', [hashToken(this.token)]);
  }

  leave(): void {
    this.away.abort();
  }
}
