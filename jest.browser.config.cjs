// The console in a real browser: `npm run test:browser`, which builds the screens first when they are older than their sources.
module.exports = {
  ...require('./jest.config.cjs'),
  roots: ['<rootDir>/test/browser'],
  testMatch: ['**/*.spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 3,
};
