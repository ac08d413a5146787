import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, SignedIn, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { MeService } from './me.service';
import { MeView, SetPreferences } from './signin.dto';

@ApiTags('Signing in')
@Controller('api/v1/me')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @SignedIn()
  @ApiOkResponse({ type: MeView })
  view(@Who() actor: Actor): Promise<MeView> {
    return this.me.view(actor);
  }

  @Put('preferences')
  @Can('me')
  @ApiOkResponse({ type: MeView })
  prefer(@Body() wish: SetPreferences, @Who() actor: Actor): Promise<MeView> {
    return this.me.prefer(wish, actor);
  }
}
