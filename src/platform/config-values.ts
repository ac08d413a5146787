import { isIP } from 'node:net';
import { IANAZone } from 'luxon';

/** Says what a setting must look like, as the end of a sentence that begins with the setting's name: "must be …". */
export class Malformed extends Error {}

/** A whole number from 0 to 65535. */
export function port(value: string): number {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number <= 65535)) throw new Malformed('must be a whole number from 0 to 65535');
  return number;
}

/** An IP address or a host name to listen on. */
export function host(value: string): string {
  if (isIP(value) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) throw new Malformed('must be an IP address or a host name');
  return value;
}

/** Reads a URL of one of the given schemes (`['redis', 'rediss']`); the value is never repeated in the sentence, it may hold a password. */
export function url(schemes: readonly string[], example: string): (value: string) => string {
  return (value) => {
    const parsed = URL.canParse(value) ? new URL(value) : null;
    if (parsed === null || !schemes.includes(parsed.protocol.slice(0, -1))) throw new Malformed(`must be a URL such as ${example}`);
    return value;
  };
}

/**
 * The scheme, name and port alone. A path is refused because browsers' `Origin` header is compared with this value, and it never has one.
 */
export function origin(value: string): string {
  const parsed = URL.canParse(value) ? new URL(value) : null;
  const isPlain = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.href === `${parsed.origin}/`;
  if (!isPlain) throw new Malformed('must be a web address without a path, such as https://desk.example.com');
  return parsed.origin;
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

/** One mail address and nothing else. */
export function address(value: string): string {
  if (!ADDRESS.test(value)) throw new Malformed('must be one mail address, such as help@example.com');
  return value;
}

/** The address that customers write to: without a plus part, because replies carry the ticket's token there. */
export function intakeAddress(value: string): string {
  if (address(value).split('@')[0]?.includes('+'))
    throw new Malformed('must not have a "+" in it: replies carry the ticket\'s token there');
  return value;
}

/** The name of a server, as it writes it itself. Letter case does not matter. */
export function hostName(value: string): string {
  if (!/^[a-z0-9](?:[a-z0-9._-]{0,253}[a-z0-9])?$/i.test(value))
    throw new Malformed('must be the name of a server, such as mx.example.com');
  return value.toLowerCase();
}

/** A mail address, or a name and an address: `Our Shop <help@example.com>`. */
export function sender(value: string): string {
  const named = /^[^<>\r\n]*<([^<>]+)>$/.exec(value);
  if (!ADDRESS.test(named?.[1] ?? value))
    throw new Malformed('must be a mail address, or a name and an address such as Shop <help@example.com>');
  return value;
}

/** A password of 12 to 128 characters, taken as it is. */
export function password(value: string): string {
  const length = [...value].length;
  if (length < 12 || length > 128) throw new Malformed('must have 12 to 128 characters');
  return value;
}

/** At least 32 bytes when written as UTF-8. */
export function secretKey(value: string): string {
  if (Buffer.byteLength(value) < 32)
    throw new Malformed('must have at least 32 characters, for example the output of: openssl rand -base64 48');
  return value;
}

/** Networks whose proxies may say who the caller is: addresses or CIDR blocks, separated by commas. */
export function networks(value: string): readonly string[] {
  const blocks = value.split(',').map((block) => block.trim());
  if (!blocks.every(isNetwork)) throw new Malformed('must be addresses or networks separated by commas, such as 10.0.0.0/8,127.0.0.1');
  return Object.freeze(blocks);
}

function isNetwork(block: string): boolean {
  const [ip = '', bits, ...rest] = block.split('/');
  const family = isIP(ip);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** A place's time zone; plain offsets such as +02:00 are refused because they know no summer time. */
export function zone(value: string): string {
  if (!/^[A-Za-z]/.test(value) || !IANAZone.isValidZone(value)) throw new Malformed('must be a time zone such as Europe/Zurich');
  return value;
}

/** The time zone of this machine, UTC where it has none. */
export function machineZone(): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return IANAZone.isValidZone(name) ? name : 'UTC';
}

/** A currency code of ISO 4217. */
export function currency(value: string): string {
  if (!Intl.supportedValuesOf('currency').includes(value))
    throw new Malformed('must be a currency code of three capital letters, such as USD');
  return value;
}

/** A language tag (BCP 47), in its usual writing. */
export function language(value: string): string {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value)) throw new Malformed('must be a language tag such as en or pt-BR');
  return Intl.getCanonicalLocales(value)[0] ?? value;
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): (value: string) => Word {
  return (value) => {
    const word = words.find((each) => each === value);
    if (word === undefined) throw new Malformed(`must be one of ${words.join(', ')}`);
    return word;
  };
}

/** What text messages come from: a number in E.164, a short code, or a name of up to 11 letters and digits. */
export function smsSender(value: string): string {
  if (!/^\+[1-9]\d{4,14}$|^\d{3,8}$|^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(value))
    throw new Malformed('must be a number such as +12125550100, a short code, or a name of at most 11 letters and digits');
  return value;
}

/** A whole number from 1 to 1000. */
export function perSecond(value: string): number {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 1 && number <= 1000)) throw new Malformed('must be a whole number from 1 to 1000');
  return number;
}

/** At least 24 bytes; `whsec_` and base64, as providers hand it out, or any text. */
export function webhookSecret(value: string): string {
  const bytes = value.startsWith('whsec_') ? Buffer.from(value.slice(6), 'base64').length : Buffer.byteLength(value);
  if (bytes < 24) throw new Malformed('must have at least 24 characters, for example the output of: openssl rand -base64 32');
  return value;
}
