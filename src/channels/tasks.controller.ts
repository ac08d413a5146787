import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { FinishTask, TaskList, TaskQuery, TaskRef, TaskView, TicketOfWish, WishChannel } from './task.dto';
import { Tasks } from './tasks.service';
import { Wishes } from './wishes.service';

@ApiTags('Messages')
@Controller('api/v1')
export class TasksController {
  constructor(
    private readonly tasks: Tasks,
    private readonly wishes: Wishes,
  ) {}

  @Get('tasks')
  @Can('message.see')
  @ApiOkResponse({ type: TaskList })
  list(@Query() query: TaskQuery, @Who() actor: Actor): Promise<TaskList> {
    return this.tasks.list(query, actor);
  }

  @Post('tasks/:id/done')
  @HttpCode(200)
  @Can('message.manage')
  @ApiOkResponse({ type: TaskView })
  done(@Param() { id }: TaskRef, @Body() body: FinishTask, @Who() actor: Actor): Promise<TaskView> {
    return this.tasks.finish(id, body, actor);
  }

  @Get('tasks/:id/print')
  @Can('message.see')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiProduces('text/html')
  print(@Param() { id }: TaskRef, @Who() actor: Actor): Promise<string> {
    return this.tasks.page(id, actor);
  }

  @Put('tickets/:ref/wish-channel')
  @Can('message.manage')
  @ApiOkResponse({ type: WishChannel })
  ofTicket(@Param() { ref }: TicketOfWish, @Body() { channel }: WishChannel, @Who() actor: Actor): Promise<WishChannel> {
    return this.wishes.ofTicket(ref, channel, actor);
  }

  @Put('customers/:id/preferred-channel')
  @Can('message.manage')
  @ApiOkResponse({ type: WishChannel })
  ofCustomer(@Param() { id }: TaskRef, @Body() { channel }: WishChannel, @Who() actor: Actor): Promise<WishChannel> {
    return this.wishes.ofCustomer(id, channel, actor);
  }
}
