import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { audit } from '../platform/audit';
import { Commands } from '../platform/database/commands';
import { Database } from '../platform/database/database';
import { Missing, Refused, Unauthenticated } from '../platform/errors';
import { SECRET } from '../platform/runtime';
import { publicToken, sameText } from '../platform/tokens';
import type { Actor } from '../staff/actor.dto';
import { isFresh, readSignedCall } from './push-signature.rules';
import type { MadePushSource, MakePushSource, PushSourceList, PushSourceView } from './push.dto';

/** Each call is tried with every source's secret, so there are not many. */
const MOST_SOURCES = 50;
/** How long the secret before the present one works. */
const OVERLAP_MS = 24 * 3_600_000;

const VIEW = `id, name, created_at AS "createdAt", rotated_at AS "rotatedAt"`;

interface LiveSource {
  id: string;
  name: string;
  version: number;
  rotatedAt: Date | null;
}

/** Who a report is from, and how the sender names it. */
export interface ProvenCall {
  source: { id: string; name: string };
  webhookId: string;
}

/** The systems that may report steps of the work, each with a secret of its own. */
@Injectable()
export class PushSources {
  constructor(
    private readonly db: Database,
    private readonly commands: Commands,
    @Inject(SECRET) private readonly secret: string,
  ) {}

  async list(): Promise<PushSourceList> {
    return {
      items: await this.db.rows<PushSourceView>(
        `SELECT ${VIEW} FROM push_source WHERE ended_at IS NULL ORDER BY id LIMIT ${String(MOST_SOURCES)}`,
      ),
    };
  }

  /** The secret is in this answer and nowhere else. Refused past 50, and where the same request comes again. */
  async make({ name }: MakePushSource, by: Actor): Promise<MadePushSource> {
    const fresh: { secret: string | null } = { secret: null };
    const view = await this.commands.once<PushSourceView>(by.command, async (tx) => {
      // one at a time, or two at once could both be the last
      await tx.run('LOCK TABLE push_source IN SHARE ROW EXCLUSIVE MODE');
      const { count } = await tx.one<{ count: number }>('SELECT count(*)::int AS count FROM push_source WHERE ended_at IS NULL');
      if (count >= MOST_SOURCES) throw new Refused('most', `There are ${String(MOST_SOURCES)} sources already. End one first.`);
      const made = { id: uuidv7(), name, createdAt: await tx.now(), rotatedAt: null };
      await tx.run('INSERT INTO push_source (id, name, created_at) VALUES ($1, $2, $3)', [made.id, name, made.createdAt]);
      await audit(tx, by, 'push_source.made', `push_source:${made.id}`, { name });
      fresh.secret = this.shown(made.id, 1);
      return made;
    });
    return { ...view, secret: this.once(fresh.secret, view.id) };
  }

  /** A new secret; the one before works for a day more. Throws Missing for an ended source. */
  async rotate(id: string, by: Actor): Promise<MadePushSource> {
    const fresh: { secret: string | null } = { secret: null };
    const view = await this.commands.once<PushSourceView>(by.command, async (tx) => {
      const { version, ...row } = await tx.one<PushSourceView & { version: number }>(
        `UPDATE push_source SET secret_version = secret_version + 1, rotated_at = desk_now() WHERE id = $1 AND ended_at IS NULL
         RETURNING ${VIEW}, secret_version AS version`,
        [id],
      );
      await audit(tx, by, 'push_source.rotated', `push_source:${id}`);
      fresh.secret = this.shown(id, version);
      return row;
    });
    return { ...view, secret: this.once(fresh.secret, view.id) };
  }

  /** From now on it can report nothing; what it reported stays. */
  async end(id: string, by: Actor): Promise<void> {
    await this.commands.once(by.command, async (tx) => {
      const ended = await tx.run('UPDATE push_source SET ended_at = coalesce(ended_at, desk_now()) WHERE id = $1', [id]);
      if (ended === 0) throw new Missing();
      await audit(tx, by, 'push_source.ended', `push_source:${id}`);
      return null;
    });
  }

  /** Whose secret signed these bytes. Missing (404) where nobody may report, Unauthenticated (401) for what is not signed rightly or too long ago. */
  async prove(headers: Readonly<Record<string, string | string[] | undefined>>, raw: Buffer): Promise<ProvenCall> {
    const sources = await this.db.rows<LiveSource>(
      `SELECT id, name, secret_version AS version, rotated_at AS "rotatedAt" FROM push_source WHERE ended_at IS NULL ORDER BY id LIMIT ${String(MOST_SOURCES)}`,
    );
    if (sources.length === 0) throw new Missing();
    const call = readSignedCall(headers);
    if (!call) throw new Unauthenticated('This report is not signed.');
    const now = await this.db.now();
    if (!isFresh(call, now)) throw new Unauthenticated('This report is too old, or its clock is wrong.');
    const signed = Buffer.concat([Buffer.from(`${call.id}.${call.timestamp}.`), raw]);
    const source = sources.find((one) =>
      this.keys(one, now).some((key) => {
        const right = createHmac('sha256', key).update(signed).digest('base64');
        return call.signatures.some((signature) => sameText(signature, right));
      }),
    );
    if (!source) throw new Unauthenticated('The signature of this report is wrong.');
    return { source: { id: source.id, name: source.name }, webhookId: call.id };
  }

  private keys({ id, version, rotatedAt }: LiveSource, now: Date): Buffer[] {
    const overlaps = rotatedAt !== null && now.getTime() - rotatedAt.getTime() < OVERLAP_MS;
    return [version, ...(overlaps ? [version - 1] : [])].map((one) => this.key(id, one));
  }

  private key(id: string, version: number): Buffer {
    return Buffer.from(publicToken(this.secret, 'push-source', id, version), 'base64url');
  }

  private shown(id: string, version: number): string {
    return `whsec_${this.key(id, version).toString('base64')}`;
  }

  private once(secret: string | null, id: string): string {
    if (secret === null) throw new Refused('shown_once', 'This secret was shown before and cannot be shown again. Make a new one.', { id });
    return secret;
  }
}
