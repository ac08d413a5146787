import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module';
import { AuthorityModule } from '../authority/authority.module';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { MessagesModule } from '../messages/messages.module';
import { TouchpointsModule } from '../touchpoints/touchpoints.module';
import { Starter } from './starter.service';

@Module({
  imports: [TouchpointsModule, ClocksModule, CatalogueModule, AuthorityModule, MessagesModule],
  providers: [Starter],
  exports: [Starter],
})
export class StarterModule {}
