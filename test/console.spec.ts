import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { World } from './support/world';

const SCRIPT = `console.log('${'the desk '.repeat(200)}');`;

let dir: string;
let world: World;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'amends-console-'));
  mkdirSync(join(dir, 'assets'));
  writeFileSync(
    join(dir, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__NONCE__"><script type="module" src="/desk/assets/index-1a2b.js"></script>',
  );
  writeFileSync(join(dir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dir, 'assets', 'index-1a2b.js'), SCRIPT);
  writeFileSync(join(dir, 'assets', 'index-1a2b.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(join(dir, 'assets', 'index-1a2b.js.gz'), gzipSync(SCRIPT));
  writeFileSync(join(dir, 'assets', 'plain-3c4d.css'), 'body{margin:0}');
  world = await World.start({ env: { CONSOLE_DIR: dir } });
});
afterAll(async () => {
  await world.stop();
  rmSync(dir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => world.anonymous.raw('GET', path, undefined, headers);

test('the front door leads to the screens of the desk', async () => {
  const answer = await get('/');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/desk']);
});

test('every address of the screens answers the same page, never kept, each time with a nonce of its own that the policy names', async () => {
  const answers = await Promise.all(['/desk', '/desk/tickets/R-1001?tab=talk', '/desk/board'].map((path) => get(path)));
  const nonces = answers.map(({ text }) => /content="([^"]+)"/.exec(text)?.[1] ?? '');
  expect(new Set(nonces).size).toBe(3);
  answers.forEach((answer, index) => {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonces[index] ?? ''}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(nonces[index]).toMatch(/^[A-Za-z0-9+/]{24}$/);
  });
});

test('an asset is kept for a year, and packed as the browser takes it', async () => {
  const [small, older, plain, refused] = await Promise.all([
    get('/desk/assets/index-1a2b.js', { 'accept-encoding': 'gzip, deflate, br' }),
    get('/desk/assets/index-1a2b.js', { 'accept-encoding': 'gzip' }),
    get('/desk/assets/index-1a2b.js', { 'accept-encoding': 'identity' }),
    get('/desk/assets/index-1a2b.js', { 'accept-encoding': 'br;q=0, gzip;q=0' }),
  ]);
  expect([small, older, plain, refused].map((answer) => answer.headers.get('content-encoding'))).toEqual(['br', 'gzip', null, null]);
  for (const answer of [small, older, plain, refused]) {
    expect(answer.text).toBe(SCRIPT);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('vary')).toContain('accept-encoding');
  }
  const unpacked = await get('/desk/assets/plain-3c4d.css', { 'accept-encoding': 'br' });
  expect([unpacked.text, unpacked.headers.get('content-encoding')]).toEqual(['body{margin:0}', null]);
});

test('whoever has the asset already is told so in a few bytes', async () => {
  const tag = (await get('/desk/assets/index-1a2b.js')).headers.get('etag') ?? '';
  expect(tag).toMatch(/^"[\w-]{27}"$/);
  const again = await get('/desk/assets/index-1a2b.js', { 'if-none-match': `"other", ${tag}` });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await get('/desk/assets/index-1a2b.js', { 'if-none-match': '"other"' })).status).toBe(200);
});

test('what is not among the files is not there, whatever the address tries', async () => {
  for (const path of ['/desk/assets/gone.js', '/desk/assets/..%2Findex.html', '/desk/assets/index-1a2b.js.br']) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  const passwd = await get('/desk/..%2F..%2F..%2Fetc%2Fpasswd');
  expect(passwd.text).not.toContain('root:');
  expect((await get('/desk/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
});

test('a desk whose screens were not built starts, and says how to build them', async () => {
  const bare = await World.start({ env: { CONSOLE_DIR: join(dir, 'nowhere') } });
  try {
    const answer = await bare.anonymous.get('/desk');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('npm run build');
    expect((await bare.anonymous.get('/desk/assets/index-1a2b.js')).status).toBe(404);
  } finally {
    await bare.stop();
  }
});
