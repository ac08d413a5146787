/** Stands in the built page wherever the nonce of one answer belongs. */
const PLACEHOLDER = /__NONCE__/g;

/** The page with the nonce of this answer in it. */
export function pageWith(page: string, nonce: string): string {
  return page.replace(PLACEHOLDER, nonce);
}

/** What the page may do: run our own scripts, and write the styles that carry this answer's nonce. */
export function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** What stands at the front door where the console was not built. */
export const NOT_BUILT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Amends</title><link rel="stylesheet" href="/assets/desk.css"></head><body><main>
<h1>Amends is running</h1>
<p>The screens of this desk are not built yet. Run <code>npm run build</code> in the program’s folder and start it again.</p>
<ul>
<li><a href="/c/main">Tell us what went wrong</a>, the form for customers</li>
<li><a href="/docs">The API</a>, with everything the desk can do</li>
<li><a href="/health/ready">How the desk is doing</a></li>
</ul>
</main></body></html>`;

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  mp3: 'audio/mpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
};

/** The media type of a file by its name. */
export function typeOf(name: string): string {
  return TYPES[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

export type Encoding = 'br' | 'gzip';

/** The smallest form that the browser takes and that was made: Brotli, then gzip, else null = as it is. A weight of 0 is a no (RFC 9110 12.5.3). */
export function encodingFor(accepted: string | undefined, made: Readonly<Partial<Record<Encoding, unknown>>>): Encoding | null {
  const weights = new Map(
    (accepted ?? '').split(',').map((part) => {
      const [name = '', ...rest] = part.trim().toLowerCase().split(';');
      const weight = /^\s*q=([\d.]+)\s*$/.exec(rest.join(';'))?.[1];
      return [name.trim(), weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  const takes = (name: Encoding): boolean => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return (['br', 'gzip'] as const).find((name) => made[name] !== undefined && takes(name)) ?? null;
}
