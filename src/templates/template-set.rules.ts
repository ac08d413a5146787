import { languageChain, UNKNOWN_LANGUAGE } from './language.rules';
import { STARTER_TEMPLATES } from './starter-templates.rules';
import type { TemplateChannel, TemplateKey } from './template-keys.rules';

/** The text to use; `versionId` is null for one that was shipped with the program and never published. */
export interface CurrentTemplate {
  versionId: string | null;
  language: string;
  subject: string;
  body: string;
}

export interface StoredTemplate extends CurrentTemplate {
  key: string;
  channel: string;
}

/** Texts to look up by kind, channel and language. */
export type StoredTemplates = ReadonlyMap<string, CurrentTemplate>;

export function storedTemplates(rows: readonly StoredTemplate[]): StoredTemplates {
  return new Map(rows.map((row) => [name(row.key, row.channel, row.language), row]));
}

/** Another language than the wanted one was used. */
export interface Fallback {
  key: TemplateKey;
  channel: TemplateChannel;
  language: string;
  used: string;
}

/** The newest versions of all texts, as they were at one moment. */
export class TemplateSet {
  private readonly missed = new Map<string, Fallback>();

  /** `organisation`: the language of the house, BCP 47. */
  constructor(
    private readonly stored: StoredTemplates,
    private readonly organisation: string,
  ) {}

  /**
   * The text in the reader's language (BCP 47; `und` where nobody knows it), else in its base language, the location's, the organisation's, in English,
   * else the one that came with the program. Remembers where it was not the exact one.
   */
  pick(key: TemplateKey, channel: TemplateChannel, language: string, location: string | null = null): CurrentTemplate {
    const chain = languageChain(language, location, this.organisation);
    const found =
      first(chain, (tag) => this.stored.get(name(key, channel, tag))) ?? first(chain, (tag) => SHIPPED.get(name(key, channel, tag)));
    if (!found) throw new Error(`There is no text for ${key} by ${channel}.`);
    const wanted = language.trim().toLowerCase();
    if (wanted !== UNKNOWN_LANGUAGE && wanted !== found.language.toLowerCase()) {
      this.missed.set(name(key, channel, wanted), { key, channel, language: wanted, used: found.language });
    }
    return found;
  }

  /** Every (kind, channel, language) that had no text of its own, once each. */
  fallbacks(): Fallback[] {
    return [...this.missed.values()];
  }
}

const SHIPPED: ReadonlyMap<string, CurrentTemplate> = new Map(
  STARTER_TEMPLATES.map(({ key, channel, language, subject, body }) => [
    name(key, channel, language),
    { versionId: null, language, subject, body },
  ]),
);

function name(key: string, channel: string, language: string): string {
  return `${key} ${channel} ${language.toLowerCase()}`;
}

function first<T>(tags: readonly string[], look: (tag: string) => T | undefined): T | undefined {
  for (const tag of tags) {
    const found = look(tag);
    if (found !== undefined) return found;
  }
  return undefined;
}
