import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { attachmentHeader } from './disposition.rules';
import { FilesView, TicketFileRef, TicketFilesRef } from './file.dto';
import { FileReading } from './file-reading.service';

@ApiTags('Tickets')
@Controller('api/v1/tickets/:id/files')
export class FilesController {
  constructor(private readonly files: FileReading) {}

  @Get()
  @Can('ticket.see')
  @ApiOkResponse({ type: FilesView })
  list(@Param() { id }: TicketFilesRef, @Who() by: Actor): Promise<FilesView> {
    return this.files.list(id, by);
  }

  /** Always saved, never shown: a stranger's file must not run in a page of ours. */
  @Get(':fileId')
  @Can('ticket.see')
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', 'sandbox')
  @ApiProduces('application/octet-stream')
  async open(@Param() { id, fileId }: TicketFileRef, @Who() by: Actor): Promise<StreamableFile> {
    const { name, mediaType, bytes, content } = await this.files.open(id, fileId, by);
    return new StreamableFile(content, { type: mediaType, length: bytes, disposition: attachmentHeader(name) });
  }
}
