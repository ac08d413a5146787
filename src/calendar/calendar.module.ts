import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CalendarController } from './calendar.controller';
import { Calendar } from './calendar.entity';
import { CalendarPreview } from './calendar-preview.service';
import { CalendarSettings } from './calendar-settings.service';
import { CalendarService } from './calendar.service';
import { CalendarVersion } from './calendar-version.entity';

@Module({
  imports: [TypeOrmModule.forFeature([Calendar, CalendarVersion])],
  controllers: [CalendarController],
  providers: [CalendarService, CalendarSettings, CalendarPreview],
  exports: [CalendarService],
})
export class CalendarModule {}
