import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type BuildOptions, defineConfig, type Plugin } from 'vite';
import { usedStyles } from './used-styles.mts';

/** The server sends these files as they lie here, so each is packed once, now, and never again for a visitor. */
function packed(): Plugin {
  return {
    name: 'packed-assets',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const folder = join(dir, 'assets');
      for (const name of readdirSync(folder)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const content = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
      }
    },
  };
}

/** Mantine marks its files for servers that render React; here they only run in browsers. */
const withoutDirectives: NonNullable<NonNullable<BuildOptions['rolldownOptions']>['onwarn']> = (warning, warn) => {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [usedStyles(), packed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      onwarn: withoutDirectives,
      // what every screen needs is one file: sixty small ones of it pack a tenth worse
      output: { codeSplitting: { groups: [{ name: 'console', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/openapi.json': 'http://127.0.0.1:3000' } },
});
