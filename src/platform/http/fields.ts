import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { DateTime } from 'luxon';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsNotEmptyObject,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { withoutCardNumbers } from '../card-numbers.rules';

/**
 * One decorator per kind of field: it checks the value, says in plain words what is wrong, and makes the line in the OpenAPI document.
 * The same ones describe what goes out.
 */
interface Common {
  optional?: boolean;
  nullable?: boolean;
  note?: string;
  example?: unknown;
}

interface Property extends Record<string, unknown> {
  type?: unknown;
}

function field(common: Common, property: Property, ...checks: PropertyDecorator[]): PropertyDecorator {
  const { optional = false, nullable = false, note, example } = common;
  const document = {
    required: !optional,
    nullable,
    ...(note ? { description: note } : {}),
    ...(example === undefined ? {} : { example }),
    ...property,
  };
  // IsOptional would let null through as well; a field that is merely optional takes no null
  const absent = nullable ? [IsOptional()] : optional ? [ValidateIf((_, value: unknown) => value !== undefined)] : [];
  return applyDecorators(ApiProperty(document as Parameters<typeof ApiProperty>[0]), ...checks, ...absent);
}

const trimmed = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** Fields that are longer than this hold what people write freely; only there a card number is looked for, so that no other number is ever changed. */
const PROSE_FROM = 200;
const withoutCards = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? withoutCardNumbers(value) : value));

/** Text of `min` to `max` characters (default 1 to 200), trimmed unless `exact`; free text comes in without card numbers (edge 127). */
export function Text(o: Common & { min?: number; max?: number; pattern?: RegExp; says?: string; exact?: boolean } = {}): PropertyDecorator {
  const { min = 1, max = 200, pattern, says, exact = false } = o;
  const checks = [
    ...(exact ? [] : [trimmed]),
    ...(exact || pattern || max <= PROSE_FROM ? [] : [withoutCards]),
    IsString({ message: '$property must be text.' }),
    Length(min, max, { message: `$property must have ${String(min)} to ${String(max)} characters.` }),
    ...(pattern ? [Matches(pattern, { message: says ?? '$property does not have the right form.' })] : []),
  ];
  return field(o, { type: String, minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) }, ...checks);
}

/** A short lower-case name that stays the same for ever. */
export function Key(o: Common = {}): PropertyDecorator {
  return Text({ max: 63, pattern: /^[a-z0-9][a-z0-9_-]{0,62}$/, says: '$property must be a key: small letters, digits, - and _.', ...o });
}

export function Uuid(o: Common = {}): PropertyDecorator {
  return field(o, { type: String, format: 'uuid' }, IsUUID(undefined, { message: '$property must be an id.' }));
}

export function Choice(values: readonly string[], o: Common = {}): PropertyDecorator {
  return field(o, { type: String, enum: [...values] }, IsIn([...values], { message: `$property must be one of: ${values.join(', ')}.` }));
}

export function Choices(values: readonly string[], o: Common = {}): PropertyDecorator {
  const says = `$property must be a list of: ${values.join(', ')}.`;
  return field(
    o,
    { type: String, enum: [...values], isArray: true },
    IsArray({ message: says }),
    ArrayMaxSize(50),
    IsIn([...values], { each: true, message: says }),
  );
}

export function Texts(o: Common & { max?: number; most?: number } = {}): PropertyDecorator {
  const { max = 200, most = 50 } = o;
  return field(
    o,
    { type: String, isArray: true },
    IsArray({ message: '$property must be a list.' }),
    ArrayMaxSize(most, { message: `$property takes at most ${String(most)} entries.` }),
    IsString({ each: true, message: '$property must be a list of texts.' }),
    Length(1, max, { each: true, message: `Each entry of $property must have 1 to ${String(max)} characters.` }),
  );
}

const wholeNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value,
);

/** A whole number; `query: true` reads it from the address or a form, where everything is text. */
export function Int(o: Common & { min?: number; max?: number; query?: boolean } = {}): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, query = false } = o;
  return field(
    o,
    { type: 'integer', minimum: min, maximum: max },
    ...(query ? [wholeNumber] : []),
    IsInt({ message: '$property must be a whole number.' }),
    Min(min, { message: `$property must be at least ${String(min)}.` }),
    Max(max, { message: `$property must be at most ${String(max)}.` }),
  );
}

/** Money in the smallest unit of its currency. */
export function Minor(o: Common = {}): PropertyDecorator {
  return Int({ max: 1_000_000_000_000, note: 'in the smallest unit of the currency (cents)', ...o });
}

export function Currency(o: Common = {}): PropertyDecorator {
  return Text({ min: 3, max: 3, pattern: /^[A-Z]{3}$/, says: '$property must be a currency code such as USD.', example: 'USD', ...o });
}

export function Flag(o: Common & { query?: boolean } = {}): PropertyDecorator {
  const read = Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
  return field(o, { type: Boolean }, ...(o.query ? [read] : []), IsBoolean({ message: '$property must be true or false.' }));
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

/** The instant, or the value itself where it is none. JavaScript's own parser takes 30 February for 2 March. */
function instantIn(value: unknown): unknown {
  if (typeof value !== 'string' || !RFC3339.test(value)) return value;
  const read = DateTime.fromISO(value.toUpperCase());
  return read.isValid ? read.toJSDate() : value;
}

/** An instant, RFC 3339 with its offset. */
export function Instant(o: Common = {}): PropertyDecorator {
  return field(
    o,
    { type: String, format: 'date-time' },
    Transform(({ value }: { value: unknown }) => instantIn(value)),
    IsDate({ message: '$property must be a time such as 2026-11-21T09:00:00Z.' }),
  );
}

const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A local date, YYYY-MM-DD, that is on the calendar. */
export function LocalDate(o: Common = {}): PropertyDecorator {
  const isDate = (value: unknown): boolean => typeof value === 'string' && LOCAL_DATE.test(value) && DateTime.fromISO(value).isValid;
  const check = ValidateBy({
    name: 'isLocalDate',
    validator: { validate: isDate, defaultMessage: () => '$property must be a date such as 2026-11-21.' },
  });
  return field(o, { type: String, minLength: 10, maxLength: 10, pattern: LOCAL_DATE.source }, trimmed, check);
}

/** ISO 8601 length of time: PT4H, PT90M, P2D. */
export function Duration(o: Common = {}): PropertyDecorator {
  return Text({
    max: 40,
    pattern: /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,3})?S)?)?$/,
    says: '$property must be a length of time such as PT4H.',
    example: 'PT4H',
    ...o,
  });
}

/** Swagger takes a function for "look it up later" only where the function itself is called `type`; else the document gets an empty reference. */
function lazy(type: () => new () => object): { type: () => unknown } {
  return { type: () => type() };
}

export function Nested(type: () => new () => object, o: Common = {}): PropertyDecorator {
  return field(
    o,
    lazy(type),
    IsObject({ message: '$property must be an object.' }),
    IsNotEmptyObject({ nullable: true }, { message: '$property must not be empty.' }),
    ValidateNested(),
    Type(type),
  );
}

export function ListOf(type: () => new () => object, o: Common & { most?: number } = {}): PropertyDecorator {
  const { most = 200 } = o;
  return field(
    o,
    { ...lazy(type), isArray: true },
    IsArray({ message: '$property must be a list.' }),
    ArrayMaxSize(most, { message: `$property takes at most ${String(most)} entries.` }),
    IsObject({ each: true, message: 'Each entry of $property must be an object.' }),
    ValidateNested({ each: true }),
    Type(type),
  );
}

/** A free object whose shape is checked by a rule, not here. */
export function Free(o: Common = {}): PropertyDecorator {
  return field(o, { type: 'object', additionalProperties: true }, IsObject({ message: '$property must be an object.' }));
}

/** Short texts, each under a short name: `{ "save": "ctrl+s" }`. */
export function TextsByName(o: Common & { max?: number; most?: number } = {}): PropertyDecorator {
  const { max = 30, most = 60 } = o;
  const isFine = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    return (
      entries.length <= most &&
      entries.every(
        ([name, text]) => /^[a-zA-Z][a-zA-Z0-9_.-]{0,40}$/.test(name) && typeof text === 'string' && text !== '' && text.length <= max,
      )
    );
  };
  const check = ValidateBy({
    name: 'isTextsByName',
    validator: {
      validate: isFine,
      defaultMessage: () => `$property must be an object of at most ${String(most)} names, each with 1 to ${String(max)} characters.`,
    },
  });
  return field(o, { type: 'object', additionalProperties: { type: 'string' } }, check);
}

/** The version somebody looked at; a stale one is refused. */
export function Version(): PropertyDecorator {
  return Int({ optional: true, min: 1, note: 'the version you looked at; a stale one is refused' });
}
