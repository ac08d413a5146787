import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StaffModule } from '../staff/staff.module';
import { ExplainerSettings } from './explainer-settings.service';
import { ExplainersController } from './explainers.controller';
import { Explainers } from './explainers.service';
import { GlossaryController } from './glossary.controller';
import { Glossary } from './glossary.service';
import { SnippetsController } from './snippets.controller';
import { Snippets } from './snippets.service';
import { Template } from './template.entity';
import { TemplateVersion } from './template-version.entity';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';

/** The words of what customers and staff are told. */
@Module({
  imports: [TypeOrmModule.forFeature([Template, TemplateVersion]), StaffModule],
  controllers: [TemplatesController, ExplainersController, GlossaryController, SnippetsController],
  providers: [TemplatesService, Explainers, ExplainerSettings, Glossary, Snippets],
  exports: [TemplatesService, Explainers, Snippets],
})
export class TemplatesModule {}
