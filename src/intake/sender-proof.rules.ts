/**
 * Is a mail from whom it says (security.md R15)? The desk checks no signature itself: it reads what the mail server in front of it found, in the header
 * Authentication-Results (RFC 8601). Anybody can write such a header, so only those that carry our server's own name count, and of each method only the
 * topmost: what a server adds stands above all that came with the mail.
 *
 * DMARC (RFC 7489) asks whether SPF or DKIM passed for the very domain that people see behind From. A server that does not ask it itself says for which
 * domain each passed, so that we can; only the same domain counts (strict alignment), as we have no list of which domains belong together.
 */

export type ProofVerdict = 'passed' | 'failed' | 'unproved';

export interface SenderProof {
  verdict: ProofVerdict;
  /** What was found, such as "spf=pass dkim=none dmarc=fail"; null where our server said nothing. */
  results: string | null;
}

const METHODS = ['spf', 'dkim', 'dmarc'] as const;
type Method = (typeof METHODS)[number];
interface Result {
  result: string;
  /** For which domain, where the server says so. */
  domain: string | null;
}
/** The results of one method, in the order of the header: a mail may carry several signatures. */
type Results = ReadonlyMap<Method, readonly Result[]>;

const RESULT = /(?:^|;)\s*(spf|dkim|dmarc)(?:\s*\/\s*\d+)?\s*=\s*([a-z]{3,20})\b([^;]*)/gi;
/** Whom SPF asked about, and who signed. */
const DOMAINS: Readonly<Partial<Record<Method, RegExp>>> = {
  spf: /\bsmtp\.mailfrom\s*=\s*(?:[^\s@;]*@)?([a-z0-9.-]+)/i,
  dkim: /\bheader\.d\s*=\s*([a-z0-9.-]+)/i,
};
const LONGEST_HEADER = 4000;

/**
 * `server` is the authserv-id of the mail server that is believed; null = none is, and nothing is known of any mail. Names of headers in small letters.
 * `from` is the one address in From; null where there is none, or more than one.
 */
export function senderProof(
  headers: readonly { key: string; value: string }[],
  server: string | null,
  from: string | null,
): SenderProof | null {
  if (server === null) return null;
  const found = headers
    .filter(({ key }) => key === 'authentication-results')
    .map(({ value }) => withoutComments(value.slice(0, LONGEST_HEADER)))
    .filter((value) => serverOf(value) === server.toLowerCase())
    .map(resultsIn);
  const of = (method: Method): readonly Result[] => found.find((results) => results.has(method))?.get(method) ?? [];
  const said = METHODS.flatMap((method) => of(method).map(({ result }) => `${method}=${result}`));
  const domain = from?.split('@').at(-1)?.toLowerCase() ?? null;
  return { verdict: verdictOf(of, domain), results: said.length === 0 ? null : said.join(' ').slice(0, 200) };
}

/**
 * What DMARC says holds. Where it says neither, SPF or DKIM that passed for the domain in From proves the sender; and it failed where one of the two failed
 * and the other one did not pass for any domain: a forwarded mail fails SPF and still has its signature.
 */
function verdictOf(of: (method: Method) => readonly Result[], from: string | null): ProofVerdict {
  const has = (method: Method, wanted: string): boolean => of(method).some(({ result }) => result === wanted);
  if (has('dmarc', 'pass')) return 'passed';
  if (has('dmarc', 'fail')) return 'failed';
  const passed = [...of('spf'), ...of('dkim')].filter(({ result }) => result === 'pass');
  if (passed.some(({ domain }) => domain !== null && domain === from)) return 'passed';
  if (passed.length > 0) return 'unproved';
  return has('spf', 'fail') || has('dkim', 'fail') ? 'failed' : 'unproved';
}

/** The name of the server that wrote it, before the first semicolon; a version may follow the name. */
function serverOf(value: string): string {
  return /^\s*"?([^\s;"]+)"?(?:\s+\d+)?\s*(?:;|$)/.exec(value)?.[1]?.toLowerCase() ?? '';
}

function resultsIn(value: string): Results {
  const results = new Map<Method, Result[]>();
  for (const [, name = '', result = '', properties = ''] of value.matchAll(RESULT)) {
    const method = METHODS.find((one) => one === name.toLowerCase());
    if (!method) continue;
    const domain = DOMAINS[method]?.exec(properties)?.[1]?.toLowerCase() ?? null;
    results.set(method, [...(results.get(method) ?? []), { result: result.toLowerCase(), domain }]);
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
