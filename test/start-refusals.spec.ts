import 'reflect-metadata';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Can, Public, SignedIn } from '../src/platform/http/caller';
import { Text, Uuid } from '../src/platform/http/fields';
import { type Route, checkedRoutes } from '../src/platform/http/route-check';

class ThingRef {
  @Uuid() id!: string;
}
class ThingBody {
  @Text() name!: string;
}
class EmptyBody {}
class UncheckedBody {
  name?: string;
}

@Controller('things')
class GoodController {
  @Get(':id')
  @Can('ticket.see')
  one(@Param() ref: ThingRef): ThingRef {
    return ref;
  }

  @Post()
  @SignedIn()
  make(@Body() body: ThingBody): ThingBody {
    return body;
  }

  @Get(['a', 'b'])
  @Public()
  open(): string {
    return 'open';
  }

  noRoute(): string {
    return 'help';
  }
}

@Controller('things')
class ForgottenController {
  @Get()
  list(): string {
    return 'anybody';
  }
}

@Controller('things')
class UnreadController {
  @Post('a')
  @Public()
  unchecked(@Body() body: UncheckedBody): UncheckedBody {
    return body;
  }

  @Post('b')
  @Public()
  empty(@Body() body: EmptyBody): EmptyBody {
    return body;
  }

  @Post('c')
  @Public()
  plain(@Body() body: object): object {
    return body;
  }

  @Post('d')
  @Public()
  member(@Body('name') name: string): string {
    return name;
  }

  @Get('e/:id')
  @Public()
  params(@Param('id') id: string, @Query() query: Record<string, string>): string {
    return id + JSON.stringify(query);
  }
}

async function check(...controllers: (new () => object)[]): Promise<Route[]> {
  const module = await Test.createTestingModule({ imports: [DiscoveryModule], controllers }).compile();
  return checkedRoutes(module.get(DiscoveryService), new MetadataScanner(), module.get(Reflector));
}

test('the desk knows all its routes with what each needs', async () => {
  expect((await check(GoodController)).map(({ method, path, permission }) => [method, path, permission])).toEqual([
    ['GET', '/things/:id', 'ticket.see'],
    ['POST', '/things', '*'],
    ['GET', '/things/a', null],
    ['GET', '/things/b', null],
  ]);
});

test('the desk does not start with a route that has neither a permission nor is meant for everybody', async () => {
  await expect(check(GoodController, ForgottenController)).rejects.toThrow('ForgottenController.list has neither @Can() nor @Public().');
});

test('the desk does not start with a route that would let something in unread, and names them all at once', async () => {
  const refusal = await check(UnreadController).then(
    () => '',
    (error: unknown) => String(error),
  );
  expect(refusal.split('\n').slice(1).sort()).toEqual([
    'UnreadController.empty: EmptyBody carries no validation.',
    'UnreadController.member: its body has no checked type.',
    'UnreadController.params: its params has no checked type.',
    'UnreadController.params: its query has no checked type.',
    'UnreadController.plain: its body has no checked type.',
    'UnreadController.unchecked: UncheckedBody carries no validation.',
  ]);
});
