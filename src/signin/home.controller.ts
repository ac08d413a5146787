import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../platform/http/caller';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Amends</title><link rel="stylesheet" href="/assets/desk.css"></head><body><main>
<h1>Amends is running</h1>
<p>This is a service recovery desk: complaints come in by phone, e-mail, chat and at the counter, are put right on time, and get a little extra.</p>
<ul>
<li><a href="/c/main">Tell us what went wrong</a>, the form for customers</li>
<li><a href="/docs">The API</a>, with everything the desk can do</li>
<li><a href="/health/ready">How the desk is doing</a></li>
</ul>
</main></body></html>`;

/** What a browser finds at the front door. */
@ApiExcludeController()
@Controller()
export class HomeController {
  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  home(): string {
    return PAGE;
  }
}
