import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module';
import { GesturesModule } from '../gestures/gestures.module';
import { MessagesModule } from '../messages/messages.module';
import { TouchpointsModule } from '../touchpoints/touchpoints.module';
import { Starter } from './starter.service';

@Module({
  imports: [TouchpointsModule, ClocksModule, GesturesModule, MessagesModule],
  providers: [Starter],
  exports: [Starter],
})
export class StarterModule {}
