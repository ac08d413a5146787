import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GestureCatalogue } from './gesture-catalogue.service';
import { GestureTypeImport } from './gesture-type-import.service';
import { GestureTypeVersion } from './gesture-type-version.entity';
import { GestureType } from './gesture-type.entity';
import { GestureTypesController } from './gesture-types.controller';
import { GestureTypesService } from './gesture-types.service';

/** What can be given: the gifts, their terms and versions. */
@Module({
  imports: [TypeOrmModule.forFeature([GestureType, GestureTypeVersion])],
  controllers: [GestureTypesController],
  providers: [GestureCatalogue, GestureTypesService, GestureTypeImport],
  exports: [GestureCatalogue, GestureTypesService],
})
export class CatalogueModule {}
