import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganisationModule } from '../organisation/organisation.module';
import { AccountsService } from './accounts.service';
import { AuditTrailController } from './audit-trail.controller';
import { AuditTrail } from './audit-trail.service';
import { GrantsService } from './grants.service';
import { InvitationsService } from './invitations.service';
import { NotificationsController } from './notifications.controller';
import { NotificationsService } from './notifications.service';
import { RoleGrant } from './role-grant.entity';
import { StaffController } from './staff.controller';
import { Staff } from './staff.entity';
import { StaffService } from './staff.service';

/** People who work the desk: what they may do and where, who is told what. How they sign in is the feature after this one. */
@Module({
  imports: [TypeOrmModule.forFeature([Staff, RoleGrant]), OrganisationModule],
  controllers: [StaffController, NotificationsController, AuditTrailController],
  providers: [StaffService, AccountsService, AuditTrail, GrantsService, InvitationsService, NotificationsService],
  exports: [StaffService, GrantsService, InvitationsService],
})
export class StaffModule {}
