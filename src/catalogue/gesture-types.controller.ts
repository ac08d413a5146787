import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import { PageQuery } from '../platform/http/page';
import type { Actor } from '../staff/actor.dto';
import { AddGestureType, ChangeGestureType, GestureTypeList, GestureTypeParam, GestureTypeView } from './gesture-type.dto';
import { ImportGestureTypes, ImportView, SetList } from './gesture-type-import.dto';
import { GestureTypeImport } from './gesture-type-import.service';
import { GestureTypesService } from './gesture-types.service';

@ApiTags('One-up')
@Controller('api/v1')
export class GestureTypesController {
  constructor(
    private readonly types: GestureTypesService,
    private readonly imports: GestureTypeImport,
  ) {}

  @Get('gesture-types')
  @Can('gesture.see')
  @ApiOkResponse({ type: GestureTypeList })
  list(@Query() page: PageQuery): Promise<GestureTypeList> {
    return this.types.list(page);
  }

  @Post('gesture-types')
  @Can('gesture.manage')
  @ApiCreatedResponse({ type: GestureTypeView })
  add(@Body() body: AddGestureType, @Who() by: Actor): Promise<GestureTypeView> {
    return this.types.add(body, by);
  }

  @Get('gesture-types/sets')
  @Can('gesture.see')
  @ApiOkResponse({ type: SetList })
  sets(): Promise<SetList> {
    return this.imports.sets();
  }

  @Post('gesture-types/import')
  @HttpCode(200)
  @Can('gesture.manage')
  @ApiOkResponse({ type: ImportView })
  import(@Body() body: ImportGestureTypes, @Who() by: Actor): Promise<ImportView> {
    return this.imports.import(body, by);
  }

  @Patch('gesture-types/:code')
  @Can('gesture.manage')
  @ApiOkResponse({ type: GestureTypeView })
  change(@Param() { code }: GestureTypeParam, @Body() body: ChangeGestureType, @Who() by: Actor): Promise<GestureTypeView> {
    return this.types.change(code, body, by);
  }
}
