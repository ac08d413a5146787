// The walls of the house. Each was pushed once and seen to hold.
const ORDER = [
  'platform',
  'calendar',
  'organisation',
  'staff',
  'signin',
  'customers',
  'touchpoints',
  'messages',
  'clocks',
  'lifecycle',
  'tickets',
  'firing',
  'worklist',
  'catalogue',
  'budgets',
  'gestures',
  'suggestions',
  'intake',
  'chat',
  'followup',
  'insight',
  'starter',
];

const laterThan = ORDER.map((feature, index) => ({
  name: `${feature}-knows-only-earlier`,
  comment: 'A feature takes from those before it, never from those after it.',
  severity: 'error',
  from: { path: `^src/${feature}/` },
  to: { path: `^src/(${ORDER.slice(index + 1).join('|')})/` },
})).slice(0, -1);

module.exports = {
  forbidden: [
    ...laterThan,
    {
      name: 'rules-are-pure',
      comment: 'A rule that needs a database is two things; split it.',
      severity: 'error',
      from: { path: '\\.rules\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['\\.rules\\.ts$', 'node_modules/luxon', 'node_modules/@types/luxon'] },
    },
    {
      name: 'only-the-front-door',
      comment: 'Of another feature only its rules, dto, jobs, service and module; its tables, endpoints and workers are its own business.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/(platform|demo)/' },
      to: { path: '^src/([^/]+)/', pathNot: ['^src/$1/', '^src/platform/', '\\.(rules|dto|jobs|service|module)\\.ts$'] },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: '^(src/[^/]+/|migrations/)' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'It must read the same in ten years.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|test|web)/' },
    },
    {
      name: 'console-shares-rules-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '\\.rules\\.ts$' },
    },
    {
      name: 'demo-is-an-outsider',
      comment: 'It talks only HTTP and SMTP; and nothing needs it.',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^src/(?!demo/)' },
    },
    {
      name: 'nobody-needs-the-demo',
      severity: 'error',
      from: { path: '^src/(?!demo/)' },
      to: { path: '^src/demo/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-test-in-program',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '\\.spec\\.ts$' },
  },
};
