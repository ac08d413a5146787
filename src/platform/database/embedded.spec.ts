import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { type EmbeddedDatabase, startEmbedded } from './embedded';
import { isServerOf } from './processes';
import { DatabaseStartError } from './start-error';

jest.setTimeout(60_000);

const settings = { fsync: 'off', full_page_writes: 'off' };
let dataDir: string;
let databaseDir: string;
let started: EmbeddedDatabase[] = [];
let heard: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'amends-db-'));
  databaseDir = join(dataDir, 'postgres');
  const database = await start();
  await ask(database.url, 'CREATE TABLE kept (word text)');
  await database.stop();
});

afterEach(async () => {
  await Promise.all(started.map((database) => database.stop()));
  started = [];
  heard = [];
});

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function start(dir = dataDir, log = (line: string): unknown => heard.push(line), more = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir: dir, log, settings: { ...settings, ...more } });
  started.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A program of its own that starts the database, prints its URL and then only lives. */
async function anotherProgram(): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    const { transformFileSync } = require('@swc/core');
    const options = { swcrc: false, jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } };
    require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file);
    const { startEmbedded } = require(${JSON.stringify(join(__dirname, 'embedded.ts'))});
    startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined, settings: ${JSON.stringify(settings)} })
      .then(({ url }) => { console.log(url); setInterval(() => undefined, 1000); });
  `;
  const child = spawn(process.execPath, ['-e', script], { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: AsyncIterable<string> = createInterface({ input: child.stdout });
  for await (const url of lines) return { child, url };
  throw new Error('The other program ended without starting the database.');
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

test('what was written is there after a stop and a new start', async () => {
  const first = await start();
  await ask(first.url, `INSERT INTO kept VALUES ('before the stop')`);
  const pid = await serverPid();
  await first.stop();
  expect(await isServerOf(pid, databaseDir)).toBe(false);
  const second = await start();
  expect(await ask(second.url, 'SELECT word FROM kept')).toContain('before the stop');
  expect(second.notes).toEqual([]);
});

test('the database takes two hundred connections, from this machine only, by password, and sorts the same everywhere', async () => {
  const { url } = await start();
  expect(await ask(url, 'SHOW max_connections')).toEqual(['200']);
  expect(await ask(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
  expect(await ask(url, 'SHOW unix_socket_directories')).toEqual(['']);
  expect(await ask(url, `SELECT datcollate || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'amends'`)).toEqual([
    'C.UTF-8 UTF8',
  ]);
  expect(new URL(url)).toMatchObject({ username: 'amends', pathname: '/amends', hostname: '127.0.0.1' });
  await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
});

test('a second desk on the same data is refused while the first one lives', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(`is in use by another Amends (process ${process.pid})`);
  expect(await ask(first.url, 'SELECT 1')).toEqual([1]);
});

test('a desk that was killed leaves its database running, and the next one takes it over, with everything in it', async () => {
  const other = await anotherProgram();
  await ask(other.url, `INSERT INTO kept VALUES ('before the kill')`);
  const pid = await serverPid();
  await expect(start()).rejects.toThrow(`is in use by another Amends (process ${other.child.pid})`);
  await kill(other.child);
  const next = await start();
  expect(next.url).toBe(other.url);
  expect(await serverPid()).toBe(pid);
  expect(heard).toEqual([`Taking over the database that an earlier run left behind (process ${pid}).`]);
  expect(await ask(next.url, 'SELECT word FROM kept')).toContain('before the kill');
  await next.stop();
  expect(await isServerOf(pid, databaseDir)).toBe(false);
});

test('of two desks that take over from a killed one at the same time exactly one wins', async () => {
  await kill((await anotherProgram()).child);
  const results = await Promise.allSettled([start(), start(), start()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('a pid file that names a stranger’s process does not keep the database from starting, nor is the stranger hurt', async () => {
  const database = await start();
  const lines = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
  await database.stop();
  const { uid, gid } = await stat(databaseDir);
  const account = process.getuid?.() === 0 ? { uid, gid } : {};
  const stranger = spawn('sleep', ['600'], { ...account, stdio: 'ignore' });
  try {
    await once(stranger, 'spawn');
    await writeFile(join(databaseDir, 'postmaster.pid'), [stranger.pid, ...lines.slice(1)].join('\n'), { mode: 0o644 });
    const again = await start();
    expect(await serverPid()).not.toBe(stranger.pid);
    await again.stop();
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  } finally {
    await kill(stranger);
  }
});

test('a pid file that was cut short does not keep the database from starting', async () => {
  await writeFile(join(databaseDir, 'postmaster.pid'), '');
  expect(await ask((await start()).url, 'SELECT 1')).toEqual([1]);
});

test('a lock of a dead desk, whose process id now belongs to another program, is taken over', async () => {
  await writeFile(join(dataDir, 'owner.lock'), `${process.pid} 1`);
  expect(await ask((await start()).url, 'SELECT 1')).toEqual([1]);
});

test('a database that is killed is reported, and has kept what was committed at the next start', async () => {
  let say: (line: string) => void = () => undefined;
  const said = new Promise<string>((resolve) => (say = resolve));
  const database = await start(dataDir, (line) => say(line));
  await ask(database.url, `INSERT INTO kept VALUES ('before the crash')`);
  process.kill(await serverPid(), 'SIGKILL');
  expect(await said).toBe(`The database ended by itself (signal SIGKILL); the reason is in ${join(dataDir, 'postgres.log')}.`);
  await database.stop();
  expect(await ask((await start()).url, 'SELECT word FROM kept')).toContain('before the crash');
});

test('a database that does not start says why in its own words, and the folder is free again', async () => {
  const refused = await start(dataDir, undefined, { wal_level: 'nonsense' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DatabaseStartError);
  expect((refused as DatabaseStartError).lines[0]).toBe(`The database on ${databaseDir} did not start.`);
  expect((refused as DatabaseStartError).lines.join('\n')).toContain('invalid value for parameter "wal_level": "nonsense"');
  expect(await ask((await start()).url, 'SELECT 1')).toEqual([1]);
});

test('data of another major version are refused with what to do about it', async () => {
  const path = join(databaseDir, 'PG_VERSION');
  await writeFile(path, '17\n');
  await expect(start()).rejects.toThrow('were written by PostgreSQL 17, and this release brings PostgreSQL 18');
  await writeFile(path, '18\n');
});

test('a first start that was cut short is begun anew', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'amends-db-'));
  await mkdir(join(fresh, 'postgres.new'));
  await writeFile(join(fresh, 'postgres.new', 'PG_VERSION'), '18\n');
  const database = await start(fresh);
  expect(await ask(database.url, 'SELECT 1')).toEqual([1]);
  await database.stop();
  await rm(fresh, { recursive: true });
});

test('a folder with other things in it is left alone', async () => {
  const foreign = await mkdtemp(join(tmpdir(), 'amends-db-'));
  await mkdir(join(foreign, 'postgres'));
  await writeFile(join(foreign, 'postgres', 'letters.txt'), 'mine');
  await expect(start(foreign)).rejects.toThrow('is not empty but holds no database');
  await rm(foreign, { recursive: true });
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a data folder inside a closed one is refused with a place that works', async () => {
  const closed = await mkdtemp(join(tmpdir(), 'amends-db-'));
  await chmod(closed, 0o700);
  await expect(start(join(closed, 'data'))).rejects.toThrow(`cannot enter ${closed}: set DATA_DIR to a folder that it can reach`);
  await rm(closed, { recursive: true });
});
