import { Module } from '@nestjs/common';
import { DraftsController } from './drafts.controller';
import { Drafts } from './drafts.service';
import { DraftsWork } from './drafts.worker';

/** What people at the desk typed and did not send yet. */
@Module({ controllers: [DraftsController], providers: [Drafts, DraftsWork], exports: [DraftsWork] })
export class DraftsModule {}
