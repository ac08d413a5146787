import { Choice, Instant, Int, ListOf, Text, Uuid } from '../platform/http/fields';

export class TicketFilesRef {
  @Text({ max: 40, note: 'id or number of the ticket' }) id!: string;
}

export class TicketFileRef extends TicketFilesRef {
  @Uuid() fileId!: string;
}

export class FileView {
  @Uuid() id!: string;
  @Text({ note: 'as its sender called it' }) name!: string;
  @Text() mediaType!: string;
  @Int() bytes!: number;
  @Choice(['kept', 'refused']) state!: 'kept' | 'refused';
  @Text({ nullable: true, note: 'why it was not kept' }) whyRefused!: string | null;
  @Uuid({ nullable: true, note: 'the exchange it came with' }) contactId!: string | null;
  @Instant() createdAt!: Date;
}

export class FilesView {
  @ListOf(() => FileView, { most: 500 }) items!: FileView[];
}
