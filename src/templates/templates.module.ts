import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StaffModule } from '../staff/staff.module';
import { ExplainerSettings } from './explainer-settings.service';
import { ExplainersController } from './explainers.controller';
import { Explainers } from './explainers.service';
import { GlossaryController } from './glossary.controller';
import { Glossary } from './glossary.service';
import { Template } from './template.entity';
import { TemplateVersion } from './template-version.entity';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';

/** The words of what customers and staff are told. */
@Module({
  imports: [TypeOrmModule.forFeature([Template, TemplateVersion]), StaffModule],
  controllers: [TemplatesController, ExplainersController, GlossaryController],
  providers: [TemplatesService, Explainers, ExplainerSettings, Glossary],
  exports: [TemplatesService, Explainers],
})
export class TemplatesModule {}
