import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, Who } from '../platform/http/caller';
import type { Actor } from '../staff/actor.dto';
import { AskBoard, BoardView } from './board.dto';
import { BoardService } from './board.service';

@ApiTags('Manager')
@Controller('api/v1/board')
export class BoardController {
  constructor(private readonly boards: BoardService) {}

  @Get()
  @Can('board.see')
  @ApiOkResponse({ type: BoardView })
  board(@Query() query: AskBoard, @Who() actor: Actor): Promise<BoardView> {
    return this.boards.board(query, actor);
  }
}
