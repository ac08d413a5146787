import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CALLERS } from '../platform/http/caller';
import { StaffModule } from '../staff/staff.module';
import { ApiToken } from './api-token.entity';
import { ApiTokensController } from './api-tokens.controller';
import { ApiTokensService } from './api-tokens.service';
import { CallersService } from './callers.service';
import { SignInCookies } from './cookies.service';
import { FirstAccount } from './first-account.service';
import { JoinController } from './join.controller';
import { JoinService } from './join.service';
import { MeController } from './me.controller';
import { MeService } from './me.service';
import { Passwords } from './passwords.service';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';
import { SignInService } from './signin.service';
import { StylesheetController } from './stylesheet.controller';
import { LoginThrottle } from './throttle.service';

/** How people and programs get in. Global, because the platform's guard asks it who sends a request. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ApiToken]), StaffModule],
  controllers: [SessionsController, ApiTokensController, MeController, JoinController, StylesheetController],
  providers: [
    SignInCookies,
    CallersService,
    { provide: CALLERS, useExisting: CallersService },
    Passwords,
    LoginThrottle,
    SessionsService,
    SignInService,
    ApiTokensService,
    MeService,
    FirstAccount,
    JoinService,
  ],
  exports: [CALLERS, FirstAccount],
})
export class SigninModule {}
