/**
 * Is a mail from whom it says (security.md R15)? The desk checks no signature itself: it reads what the mail server in front of it found, in the header
 * Authentication-Results (RFC 8601). Anybody can write such a header, so only those that carry our server's own name count, and of each method only the
 * topmost: what a server adds stands above all that came with the mail.
 */

export type ProofVerdict = 'passed' | 'failed' | 'unproved';

export interface SenderProof {
  verdict: ProofVerdict;
  /** What was found, such as "spf=pass dkim=none dmarc=fail"; null where our server said nothing. */
  results: string | null;
}

const METHODS = ['spf', 'dkim', 'dmarc'] as const;
type Method = (typeof METHODS)[number];
/** The results of one method, in the order of the header: a mail may carry several signatures. */
type Results = ReadonlyMap<Method, readonly string[]>;

const RESULT = /(?:^|;)\s*(spf|dkim|dmarc)(?:\s*\/\s*\d+)?\s*=\s*([a-z]{3,20})\b/gi;
const LONGEST_HEADER = 4000;

/** `server` is the authserv-id of the mail server that is believed; null = none is, and nothing is known of any mail. Names of headers in small letters. */
export function senderProof(headers: readonly { key: string; value: string }[], server: string | null): SenderProof | null {
  if (server === null) return null;
  const found = headers
    .filter(({ key }) => key === 'authentication-results')
    .map(({ value }) => withoutComments(value.slice(0, LONGEST_HEADER)))
    .filter((value) => serverOf(value) === server.toLowerCase())
    .map(resultsIn);
  const of = (method: Method): readonly string[] => found.find((results) => results.has(method))?.get(method) ?? [];
  const said = METHODS.flatMap((method) => of(method).map((result) => `${method}=${result}`));
  return { verdict: verdictOf(of), results: said.length === 0 ? null : said.join(' ').slice(0, 200) };
}

/**
 * Only DMARC speaks about the address that people see, so only DMARC proves it. It fails where DMARC says so, and, where the sender's domain has no
 * DMARC, where one of the two others failed and the other one did not pass: a forwarded mail fails SPF and still has its signature.
 */
function verdictOf(of: (method: Method) => readonly string[]): ProofVerdict {
  const [spf, dkim, dmarc] = [of('spf'), of('dkim'), of('dmarc')];
  if (dmarc.includes('pass')) return 'passed';
  if (dmarc.includes('fail')) return 'failed';
  if (spf.includes('pass') || dkim.includes('pass')) return 'unproved';
  return spf.includes('fail') || dkim.includes('fail') ? 'failed' : 'unproved';
}

/** The name of the server that wrote it, before the first semicolon; a version may follow the name. */
function serverOf(value: string): string {
  return /^\s*"?([^\s;"]+)"?(?:\s+\d+)?\s*(?:;|$)/.exec(value)?.[1]?.toLowerCase() ?? '';
}

function resultsIn(value: string): Results {
  const results = new Map<Method, string[]>();
  for (const [, name = '', result = ''] of value.matchAll(RESULT)) {
    const method = METHODS.find((one) => one === name.toLowerCase());
    if (method) results.set(method, [...(results.get(method) ?? []), result.toLowerCase()]);
  }
  return results;
}

/** Comments and quoted texts are the sender's or the server's own words: "(dmarc=pass)" in one of them is no result. The server's name may be quoted. */
function withoutComments(value: string): string {
  let depth = 0;
  let bare = '';
  for (const char of value.replace(/;[^;]*?"[^"]*"/g, (part) => part.replace(/"[^"]*"/g, ''))) {
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) bare += char;
  }
  return bare;
}
