import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { World } from './support/world';

test('the console’s types are those of the API as it is; `npm run web:types` makes them anew', async () => {
  const world = await World.start();
  const folder = mkdtempSync(join(tmpdir(), 'amends-types-'));
  try {
    const [from, to] = [join(folder, 'openapi.json'), join(folder, 'schema.gen.ts')];
    writeFileSync(from, JSON.stringify((await world.anonymous.get('/openapi.json')).body));
    const maker = join(dirname(require.resolve('openapi-typescript/package.json')), 'bin', 'cli.js');
    execFileSync(process.execPath, [maker, from, '--output', to], { stdio: 'ignore' });
    expect(readFileSync(join(__dirname, '..', 'web', 'src', 'api', 'schema.gen.ts'), 'utf8') === readFileSync(to, 'utf8')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await world.stop();
  }
});
