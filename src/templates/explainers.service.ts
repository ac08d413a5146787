import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import type { Reader } from '../platform/database/tx';
import { CONFIG } from '../platform/runtime';
import { type Term, withFootnotes } from './glossary-links.rules';
import { languageChain, UNKNOWN_LANGUAGE } from './language.rules';

/** What a contract or a warranty says, in plain words, as it goes out with an answer. */
export interface ExplainerNote {
  key: string;
  title: string;
  body: string;
  language: string;
}

export interface Explained {
  notes: ExplainerNote[];
  /** Of the languages of the notes; each is to be linked once (glossary-links.rules.ts). */
  terms: Term[];
}

export interface WhatToExplain {
  causeIds: readonly string[];
  touchPointId?: string | null;
  /** BCP 47; `und` where nobody knows it. */
  language: string;
  locationLanguage?: string | null;
}

/** More is no answer, it is the contract again. */
const MOST_NOTES = 3;

// A cause inherits the notes of the causes above it; its own come first. Of each note the language that is wanted most.
const NOTES = `
  WITH RECURSIVE up AS (
    SELECT c.id, c.parent_id, 0 AS height FROM cause c WHERE c.id = ANY($1::uuid[])
    UNION SELECT c.id, c.parent_id, up.height + 1 FROM cause c JOIN up ON c.id = up.parent_id
  ), fit AS (
    SELECT DISTINCT ON (e.key) e.key, e.title, e.body, e.language, coalesce(up.height, 100) AS height
    FROM explainer e LEFT JOIN up ON up.id = e.cause_id
    WHERE e.status = 'active' AND (up.id IS NOT NULL OR e.touch_point_id = $2) AND lower(e.language) = ANY($3::text[])
    ORDER BY e.key, array_position($3::text[], lower(e.language)), up.height
  )
  SELECT key, title, body, language FROM fit ORDER BY height, key LIMIT ${String(MOST_NOTES)}`;

/** Notes in plain words, for whoever writes to a customer. */
@Injectable()
export class Explainers {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'deskLanguage'>) {}

  /** At most three notes that fit these causes or this touch point, in the best language there is, with the words that they use. */
  async for(reader: Reader, { causeIds, touchPointId = null, language, locationLanguage = null }: WhatToExplain): Promise<Explained> {
    const chain = languageChain(language, locationLanguage, this.config.deskLanguage);
    const notes = await reader.rows<ExplainerNote>(NOTES, [[...causeIds], touchPointId, chain]);
    if (notes.length === 0) return { notes, terms: [] };
    const languages = [...new Set(notes.map((note) => note.language.toLowerCase()))];
    const terms = await reader.rows<Term>(
      `SELECT term, explanation FROM glossary_term WHERE status = 'active' AND lower(language) = ANY($1) ORDER BY lower(term) LIMIT 500`,
      [languages],
    );
    return { notes, terms };
  }

  /** The words that a page in this language explains: its own, and those of the languages that its texts may be in. Each word once, the wanted language first. */
  async terms(reader: Reader, language: string, locationLanguage: string | null = null): Promise<Term[]> {
    const chain = languageChain(language, locationLanguage, this.config.deskLanguage);
    return reader.rows<Term>(
      `SELECT DISTINCT ON (lower(term)) term, explanation FROM glossary_term WHERE status = 'active' AND lower(language) = ANY($1::text[])
       ORDER BY lower(term), array_position($1::text[], lower(language)) LIMIT 500`,
      [chain],
    );
  }

  /**
   * What goes with the answer about this complaint as plain text, each difficult word explained once; null where there is nothing to explain. `cause` is the
   * key of the cause that is being recorded with the answer, if it is not on the ticket yet.
   */
  async textFor(reader: Reader, ticketId: string, cause?: string): Promise<string | null> {
    const [facts] = await reader.rows<{
      causeIds: string[];
      touchPointId: string | null;
      language: string | null;
      locationLanguage: string | null;
    }>(
      `SELECT coalesce((SELECT ARRAY[c.id] FROM cause c WHERE c.key = $2), cause_ids) AS "causeIds", touch_point_id AS "touchPointId", language, location_language AS "locationLanguage"
       FROM explainer_facts WHERE ticket_id = $1`,
      [ticketId, cause ?? null],
    );
    if (!facts) return null;
    const { notes, terms } = await this.for(reader, { ...facts, language: facts.language ?? UNKNOWN_LANGUAGE });
    return notes.length === 0 ? null : withFootnotes(notes.map(({ title, body }) => `${title}\n${body}`).join('\n\n'), terms);
  }
}
