import { Module } from '@nestjs/common';
import { AuthorityController } from './authority.controller';
import { AuthorityService } from './authority.service';
import { DelegationsController } from './delegations.controller';
import { Delegations } from './delegations.service';

/** Who may give how much, and who stands in for whom. */
@Module({
  controllers: [AuthorityController, DelegationsController],
  providers: [AuthorityService, Delegations],
  exports: [AuthorityService],
})
export class AuthorityModule {}
