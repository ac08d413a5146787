import tseslint from 'typescript-eslint';

const clockMessage = 'Time has one door: the database clock (desk_now). Rules take `now` as an argument.';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'web/dist/**', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Nest's modules are classes without anything in them
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An interface and a decorator metadata type must not be import-type-only where class-validator needs the class; see docs/architecture.md
      '@typescript-eslint/consistent-type-imports': 'off',
      // Answers are plain objects in the shape of a View class, which exists for the OpenAPI document
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clockMessage },
        { object: 'process', property: 'env', message: 'Settings are read in platform/config.ts only.' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockMessage }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    // the demo is an outsider with settings of its own (DEMO_…): it must not learn the desk's
    files: ['src/platform/config.ts', 'src/demo/settings.ts'],
    rules: { 'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: clockMessage }] },
  },
  {
    // the one file that knows this computer's clock, to correct it by the desk's
    files: ['web/src/clock/desk-clock.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['web/src/api/schema.gen.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['src/platform/clock.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // parts of these run inside the page
    files: ['test/browser/**', 'test/support/browser*.ts'],
    languageOptions: {
      parserOptions: { projectService: false, project: 'test/browser/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['test/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-properties': 'off',
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
