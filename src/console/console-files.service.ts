import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { CONFIG } from '../platform/runtime';
import { type Encoding, typeOf } from './console-page.rules';

/** One file of the console, ready to be sent. */
export interface ConsoleFile {
  readonly type: string;
  readonly plain: Buffer;
  /** The same content packed, as the build left it beside the file. */
  readonly packed: Readonly<Partial<Record<Encoding, Buffer>>>;
  /** The ETag, in its quotes. */
  readonly tag: string;
}

const PACKED: readonly [string, Encoding][] = [
  ['.br', 'br'],
  ['.gz', 'gzip'],
];

/** The built console in memory: read once at the start, so that no address ever leads to a file of the machine. */
@Injectable()
export class ConsoleFiles {
  /** The page, still with its placeholder; null = the console was not built. */
  readonly page: string | null;
  private readonly files = new Map<string, ConsoleFile>();

  constructor(@Inject(CONFIG) config: Pick<Config, 'consoleDir'>) {
    const dir = config.consoleDir ?? folderAbove(__dirname, join('web', 'dist'));
    const index = dir === null ? null : join(dir, 'index.html');
    this.page = index !== null && existsSync(index) ? readFileSync(index, 'utf8') : null;
    if (dir !== null && this.page !== null) this.read(dir);
  }

  /** The file by its path below the console, such as `assets/index-4f3a.js`. */
  find(path: string): ConsoleFile | undefined {
    return this.files.get(path);
  }

  private read(dir: string): void {
    const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths) {
      const name = relative(dir, path).split(sep).join('/');
      if (name === 'index.html' || /\.(br|gz)$/.test(name)) continue;
      const plain = readFileSync(path);
      const packed = PACKED.flatMap(([end, encoding]) => (existsSync(path + end) ? [[encoding, readFileSync(path + end)] as const] : []));
      const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`;
      this.files.set(name, { type: typeOf(name), plain, packed: Object.fromEntries(packed), tag });
    }
  }
}

/** The built program lies one folder deeper than its source, so the folder is looked for upwards; null where there is none. */
function folderAbove(dir: string, path: string): string | null {
  if (existsSync(join(dir, path))) return join(dir, path);
  return dirname(dir) === dir ? null : folderAbove(dirname(dir), path);
}
