/**
 * Did a machine send this mail (domain.md 6.7, security.md R9)? Such a mail opens nothing, reopens nothing and is never answered: two machines
 * that answer each other never stop by themselves.
 */

/** What the rule looks at. Names of headers in small letters. */
export interface MailSigns {
  headers: readonly { key: string; value: string }[];
  /** The author's address, normalised; null where there is none. */
  from: string | null;
  /** The envelope's return path; '' is the empty one, null where nobody told. */
  returnPath: string | null;
  subject: string;
  /** The address is the desk's own (with or without a plus part). */
  fromUs: boolean;
  /** Its Message-ID is one that the desk gave to a mail of its own. */
  ourMessageId: boolean;
}

export type AutomaticSign =
  | 'delivery report'
  | 'our own mail came back'
  | 'sent from our own address'
  | 'empty return path'
  | 'says it is automatic'
  | 'automatic reply'
  | 'asks for no automatic answer'
  | 'bulk mail'
  | 'mailing list'
  | 'mail server'
  | 'subject of an automatic reply';

const REPORT = /^\s*(multipart\/report|message\/(delivery-status|feedback-report|disposition-notification))\b/i;
const BULK = /^\s*(bulk|list|junk|auto[_-]?reply)\b/i;
const REPLY_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-autoreply-from', 'x-mail-autoreply'];
const LIST_HEADERS = ['list-id', 'list-post', 'list-help', 'list-owner', 'list-subscribe', 'list-unsubscribe', 'x-mailing-list'];
const SERVERS = /^(mailer[-_.]?daemon|postmaster|bounces?|bounce[-+=].*|mail-daemon|mailerdaemon)$/;
const NO_REPLY =
  /^(no|do[-_.]?not|dont|never)[-_.]?(reply|respond|antworten|responder|repondre)([-+_.].*)?$|^(nicht[-_.]antworten|ne-pas-repondre|noresponder)$/;
/** Mail programs of older make give no other sign. Nobody writes one of these as the beginning of a subject of their own. */
const AWAY_SUBJECT =
  /^\s*(auto(matic|matische|matica|mática|matique)?[\s-]*(reply|response|antwort|risposta|respuesta|resposta)|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord|out of (the )?office|abwesenheits(notiz|nachricht|assistent)|autosvar|automaatne vastus)\b\s*(:|$|-)/iu;

/** The first sign that a machine sent it; null where a person seems to have written it. */
export function automaticSign(mail: MailSigns): AutomaticSign | null {
  const values = (name: string): string[] => mail.headers.filter((header) => header.key === name).map((header) => header.value);
  const has = (names: readonly string[]): boolean => mail.headers.some((header) => names.includes(header.key));
  if (
    values('content-type')
      .slice(0, 1)
      .some((value) => REPORT.test(value)) ||
    has(['x-failed-recipients'])
  )
    return 'delivery report';
  if (mail.ourMessageId) return 'our own mail came back';
  if (mail.fromUs) return 'sent from our own address';
  if (
    mail.returnPath === '' ||
    values('return-path')
      .slice(0, 1)
      .some((value) => /^\s*<\s*>/.test(value))
  )
    return 'empty return path';
  if (values('auto-submitted').some((value) => !/^\s*no\b/i.test(value))) return 'says it is automatic';
  if (has(REPLY_HEADERS) || values('x-autorespond').length > 0) return 'automatic reply';
  if (values('x-auto-response-suppress').some((value) => value.trim() !== '' && !/^\s*none\b/i.test(value)))
    return 'asks for no automatic answer';
  if (values('precedence').some((value) => BULK.test(value))) return 'bulk mail';
  if (has(LIST_HEADERS)) return 'mailing list';
  if (mail.from !== null && SERVERS.test(localPart(mail.from))) return 'mail server';
  return AWAY_SUBJECT.test(mail.subject) ? 'subject of an automatic reply' : null;
}

/** Nobody reads what is sent to this address. A web shop's form writes from such a one on behalf of a person (edge 47). */
export function isNoReply(address: string): boolean {
  return NO_REPLY.test(localPart(address));
}

/** Is this an address at which a person can be reached: neither a machine's nor our own? */
export function isPersonal(address: string): boolean {
  return !isNoReply(address) && !SERVERS.test(localPart(address));
}

function localPart(address: string): string {
  return address.slice(0, Math.max(address.lastIndexOf('@'), 0)).toLowerCase();
}
