import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { DryRunPolicy, DryRunView, TriedPolicyView, TryPolicy } from './policy-trials.dto';
import { PolicyTrials } from './policy-trials.service';

/** A policy against what has been; nothing is written. */
@ApiTags('Settings')
@Controller('api/v1/policies')
export class PolicyTrialsController {
  constructor(private readonly trials: PolicyTrials) {}

  @Post('try')
  @HttpCode(200)
  @Can('settings.edit')
  @ApiOkResponse({ type: TriedPolicyView })
  one(@Body() body: TryPolicy, @Who() actor: Actor): Promise<TriedPolicyView> {
    return this.trials.one(body, actor);
  }

  @Post('dry-run')
  @HttpCode(200)
  @Can('settings.edit')
  @ApiOkResponse({ type: DryRunView })
  many(@Body() body: DryRunPolicy, @Who() actor: Actor): Promise<DryRunView> {
    return this.trials.many(body, actor);
  }
}
