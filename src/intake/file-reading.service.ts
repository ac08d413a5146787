import { createReadStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Missing, Refused } from '../platform/errors';
import { isCode } from '../platform/system-error';
import type { Actor } from '../staff/actor.dto';
import { refCondition, visibleTo } from '../tickets/visibility.rules';
import type { FilesView, FileView } from './file.dto';
import { TicketFiles } from './ticket-files.service';

export interface FileContent {
  name: string;
  mediaType: string;
  bytes: number;
  content: ReadStream;
}

const COLUMNS = `f.id, f.name, f.media_type AS "mediaType", f.bytes, f.state, f.why_refused AS "whyRefused", f.contact_id AS "contactId", f.created_at AS "createdAt"`;

/** Files of tickets, for those who may see the ticket. */
@Injectable()
export class FileReading {
  constructor(
    private readonly db: Database,
    private readonly files: TicketFiles,
  ) {}

  /** Oldest first. Missing where the ticket is not there for this person. */
  async list(ref: string, by: Actor): Promise<FilesView> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(by, 't', params)}`;
    const ticket = await this.db.maybe<{ id: string }>(`SELECT t.id FROM ticket t WHERE ${where}`, params);
    if (!ticket) throw new Missing('There is no such ticket.');
    return {
      items: await this.db.rows<FileView>(
        `SELECT ${COLUMNS} FROM ticket_file f WHERE f.ticket_id = $1 ORDER BY f.created_at, f.id LIMIT 500`,
        [ticket.id],
      ),
    };
  }

  /** The file itself. Missing as above; Refused where it was not kept. */
  async open(ref: string, fileId: string, by: Actor): Promise<FileContent> {
    const params: unknown[] = [fileId];
    const where = `f.id = $1 AND ${refCondition(ref, 't', params)} AND ${visibleTo(by, 't', params)}`;
    const file = await this.db.maybe<FileView>(
      `SELECT ${COLUMNS} FROM ticket_file f JOIN ticket t ON t.id = f.ticket_id WHERE ${where}`,
      params,
    );
    if (!file) throw new Missing('There is no such file.');
    if (file.state === 'refused') throw new Refused('refused_file', `This file was not kept. ${file.whyRefused ?? ''}`.trim());
    const path = this.files.pathOf(file.id);
    try {
      const { size } = await stat(path);
      return { name: file.name, mediaType: file.mediaType, bytes: size, content: createReadStream(path) };
    } catch (error) {
      if (isCode(error, 'ENOENT'))
        throw new Missing('The file is not on this machine: FILES_DIR must be the same folder for every process.');
      throw error;
    }
  }
}
