import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Cause } from './cause.entity';
import { CauseSettings } from './cause-settings.service';
import { CausesController } from './causes.controller';
import { TouchPoint } from './touch-point.entity';
import { TouchPointSettings } from './touch-point-settings.service';
import { TouchPointsController } from './touch-points.controller';
import { TouchPointsService } from './touch-points.service';

/** Every contact before, during and after a purchase, and why things go wrong. */
@Module({
  imports: [TypeOrmModule.forFeature([TouchPoint, Cause])],
  controllers: [TouchPointsController, CausesController],
  providers: [TouchPointsService, TouchPointSettings, CauseSettings],
  exports: [TouchPointsService],
})
export class TouchpointsModule {}
