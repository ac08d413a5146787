import type { Json } from './client';
import type { World } from './world';

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  type?: string;
  format?: string;
  enum?: Json[];
  example?: Json;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

export interface Operation {
  method: string;
  /** With names in braces. */
  path: string;
  query: string[];
  body: Schema | null;
}

/** Texts of many forms; the first that fits a pattern is the example of it. */
const TEXTS = [
  'A text that is long enough for everything',
  'some-key',
  'ann@customer.test',
  '+12125550143',
  'US',
  'USD',
  'en',
  '2026-12-24',
  'PT4H',
  'target',
];
const ID = '0190c0de-0000-7000-8000-000000000001';

/** The desk's own description of itself (/openapi.json): what may be sent where. */
export class OpenApi {
  private constructor(
    readonly operations: readonly Operation[],
    private readonly schemas: Readonly<Record<string, Schema>>,
  ) {}

  static async of(world: World): Promise<OpenApi> {
    const { paths, components } = (await world.anonymous.get('/openapi.json')).body;
    const operations = Object.entries<Record<string, Json>>(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): Operation => ({
        method: method.toUpperCase(),
        path,
        query: (operation.parameters ?? []).filter((one: Json) => one.in === 'query').map((one: Json) => one.name),
        body: operation.requestBody?.content['application/json']?.schema ?? null,
      })),
    );
    return new OpenApi(operations, components.schemas);
  }

  /** The operation behind a route of the desk (`:id` for `{id}`). */
  find(method: string, route: string): Operation | undefined {
    const path = route.replace(/:(\w+)/g, '{$1}');
    return this.operations.find((one) => one.method === method && one.path === path);
  }

  /** The schema itself, wherever it stands. */
  resolve(schema: Schema): Schema {
    if (schema.$ref !== undefined) {
      const found = this.schemas[schema.$ref.split('/').at(-1) ?? ''];
      if (!found) throw new Error(`The document has no schema ${schema.$ref}.`);
      return this.resolve(found);
    }
    const [only] = schema.allOf ?? schema.oneOf ?? [];
    return only ? { ...schema, ...this.resolve(only) } : schema;
  }

  /** A body that fits: the required fields, or all of them. */
  example(wanted: Schema, all = false): Json {
    const schema = this.resolve(wanted);
    if (schema.enum) return schema.enum[0];
    if (schema.example !== undefined) return schema.example;
    if (schema.type === 'string') return textOf(schema);
    if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
    if (schema.type === 'boolean') return true;
    if (schema.type === 'array') return schema.items ? [this.example(schema.items, all)] : [];
    const names = Object.keys(schema.properties ?? {}).filter((name) => all || schema.required?.includes(name));
    return Object.fromEntries(names.map((name) => [name, this.example(schema.properties?.[name] ?? {}, all)]));
  }
}

function textOf({ format, pattern, minLength = 0, maxLength = Infinity }: Schema): string {
  if (format === 'uuid') return ID;
  if (format === 'date-time') return '2027-06-10T10:00:00Z';
  const fits = TEXTS.find(
    (text) => text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text)),
  );
  if (fits === undefined) throw new Error(`No example for ${String(pattern)}; add one to TEXTS.`);
  return fits;
}
