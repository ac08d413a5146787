import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { PurchasesModule } from '../purchases/purchases.module';
import { StaffModule } from '../staff/staff.module';
import { LearnedNumbers } from './learned.service';
import { LearningController } from './learning.controller';
import { LearningRuns } from './learning-runs.service';
import { LearningService } from './learning.service';
import { LearningWork } from './learning.worker';

/** What gifts led to, and how much of it is believed. */
@Module({
  imports: [PurchasesModule, CatalogueModule, StaffModule],
  controllers: [LearningController],
  providers: [LearnedNumbers, LearningRuns, LearningService, LearningWork],
  exports: [LearnedNumbers, LearningWork],
})
export class LearningModule {}
