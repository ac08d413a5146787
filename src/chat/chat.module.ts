import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module';
import { StaffModule } from '../staff/staff.module';
import { TicketsModule } from '../tickets/tickets.module';
import { ChatDeskController } from './chat-desk.controller';
import { ChatDesk } from './chat-desk.service';
import { ChatLines } from './chat-lines.service';
import { ChatOut } from './chat-out.service';
import { ChatOutWork } from './chat-out.worker';
import { ChatStreams } from './chat-streams.service';
import { ChatsController } from './chats.controller';
import { Chats } from './chats.service';

/** The chat of the public with the desk. */
@Module({
  imports: [StaffModule, TicketsModule, IntakeModule],
  controllers: [ChatsController, ChatDeskController],
  providers: [Chats, ChatDesk, ChatLines, ChatStreams, ChatOut, ChatOutWork],
  exports: [ChatOutWork],
})
export class ChatModule {}
