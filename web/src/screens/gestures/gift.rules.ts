/** The closed lists of the catalogue, in the order in which people read them. */
export const CLASSES = ['attention', 'time', 'service', 'goods', 'money_later', 'money_now'] as const;
export const KINDS = [
  'card',
  'call',
  'priority',
  'free_service',
  'upgrade',
  'courier',
  'product_gift',
  'extended_cover',
  'credit',
  'discount_amount',
  'discount_percent',
  'donation',
] as const;
export const FULFILMENTS = ['handover', 'task', 'code', 'credit', 'post', 'courier', 'booking'] as const;
export const STATUSES = ['active', 'paused', 'draft', 'retired'] as const;
export const SEVERITIES = ['S1', 'S2', 'S3', 'S4'] as const;
export const GIVERS = ['agent', 'senior_agent', 'lead', 'manager', 'area_manager'] as const;

/** A text by language in this one, else in English, else in any. */
export function textIn(texts: Readonly<Record<string, unknown>>, language: string): string {
  const found = texts[language] ?? texts[language.slice(0, 2)] ?? texts['en'] ?? Object.values(texts)[0];
  return typeof found === 'string' ? found : '';
}

/** A key made from a name: "Tea & cake" is `tea_cake`. */
export function codeOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
}
