import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import type { Tx } from '../platform/database/tx';
import { CONFIG } from '../platform/platform.module';
import { isCode } from '../platform/system-error';
import { judgeFile, nameOr } from './attachment.rules';
import { cleanLine } from './clean-text.rules';
import type { ParsedFile } from './mail-parser.service';

/** A file that lies on the disk, or was refused, and has no row yet. */
export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  whyRefused: string | null;
  sourceKey: string;
}

const LONGEST_NAME = 150;

/** Files under FILES_DIR. Their names are ours, made of letters and digits; what the sender called them is only a text in the database. */
@Injectable()
export class TicketFiles {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'filesDir'>) {}

  /**
   * Puts what may be kept on the disk, before the transaction that will speak of it. `source` names where the files came from: the same source
   * again finds its files where they are, so that a transaction that failed leaves nothing behind twice.
   */
  async store(source: string, files: readonly ParsedFile[]): Promise<StoredFile[]> {
    const stored: StoredFile[] = [];
    for (const [index, file] of files.entries()) stored.push(await this.storeOne(`${source}:${String(index + 1)}`, index + 1, file));
    return stored;
  }

  /** The rows of stored files, in the transaction that says whose they are. */
  async attach(tx: Tx, files: readonly StoredFile[], to: { ticketId: string; contactId: string | null }, now: Date): Promise<void> {
    for (const file of files) {
      await tx.run(
        `INSERT INTO ticket_file (id, ticket_id, contact_id, name, media_type, bytes, state, why_refused, source_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (source_key) DO NOTHING`,
        [
          file.id,
          to.ticketId,
          to.contactId,
          file.name,
          file.mediaType,
          file.bytes,
          file.whyRefused === null ? 'kept' : 'refused',
          file.whyRefused,
          file.sourceKey,
          now,
        ],
      );
    }
  }

  pathOf(id: string): string {
    return join(this.config.filesDir, id.slice(-2), id);
  }

  private async storeOne(sourceKey: string, position: number, { name: given, content, found }: ParsedFile): Promise<StoredFile> {
    const name = nameOr(fileName(given), position, found);
    const verdict = judgeFile({ name, bytes: content.byteLength, found, isText: isText(content) });
    const file = { id: idOf(sourceKey), name, bytes: content.byteLength, mediaType: verdict.mediaType, sourceKey };
    if (!verdict.kept) return { ...file, whyRefused: verdict.why };
    await this.write(this.pathOf(file.id), content);
    return { ...file, whyRefused: null };
  }

  /** Whole or not at all: written beside its place and then moved there. */
  private async write(path: string, content: Uint8Array): Promise<void> {
    if ((await sizeOf(path)) === content.byteLength) return;
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, path);
  }
}

/** The last part of what may be a path, without what could be more than a name. */
function fileName(given: string): string {
  const line = cleanLine(given.split(/[/\\]/).at(-1) ?? '', 500).replace(/[<>:"|?*;]/g, '_');
  if (line.length <= LONGEST_NAME) return line;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(line)?.[0] ?? '';
  return cleanLine(line, LONGEST_NAME - ending.length) + ending;
}

function isText(content: Uint8Array): boolean {
  try {
    return !/(?![\t\n\f\r])\p{Cc}/u.test(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (error) {
    if (error instanceof TypeError || isCode(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')) return false;
    throw error;
  }
}

/** A UUID (version 8) that the same source always gives. */
function idOf(sourceKey: string): string {
  const hex = createHash('sha256').update(sourceKey).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}
