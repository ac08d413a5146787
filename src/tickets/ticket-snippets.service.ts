import { Inject, Injectable } from '@nestjs/common';
import { firstName, seesContactData } from '../customers/contact-mask.rules';
import type { Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { Missing } from '../platform/errors';
import { CONFIG } from '../platform/runtime';
import type { Actor } from '../staff/actor.dto';
import { languageChain } from '../templates/language.rules';
import type { FilledSnippetsView } from '../templates/snippet.dto';
import { Snippets } from '../templates/snippets.service';
import { refCondition, visibleTo } from './visibility.rules';

interface Row {
  number: number;
  customerName: string | null;
  language: string | null;
  locationLanguage: string | null;
}

/** Text modules with the blanks filled for one ticket. */
@Injectable()
export class TicketSnippets {
  constructor(
    private readonly db: Database,
    private readonly snippets: Snippets,
    @Inject(CONFIG) private readonly config: Pick<Config, 'deskLanguage'>,
  ) {}

  /** In the ticket's language, else the customer's, the place's, the desk's, English. Missing (404) where the caller may not see the ticket. */
  async of(ref: string, actor: Actor): Promise<FilledSnippetsView> {
    const params: unknown[] = [];
    const where = `${refCondition(ref, 't', params)} AND ${visibleTo(actor, 't', params)}`;
    const [row] = await this.db.rows<Row>(
      `SELECT t.number, c.name AS "customerName", coalesce(t.language, c.language) AS language, l.language AS "locationLanguage"
       FROM ticket t JOIN location l ON l.id = t.location_id LEFT JOIN customer c ON c.id = t.customer_id WHERE ${where}`,
      params,
    );
    if (!row) throw new Missing('There is no such ticket.');
    const chain = languageChain(row.language ?? '', row.locationLanguage, this.config.deskLanguage);
    const customer = seesContactData(actor.roles) ? row.customerName : firstName(row.customerName);
    const values = { customer: customer ?? '', number: `R-${String(row.number)}`, me: firstName(actor.name) ?? actor.name };
    return { items: await this.snippets.ready(chain, values) };
  }
}
