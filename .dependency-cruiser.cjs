/** Which way imports point. `npm run check` fails when one points the other way. */

/** A layer and the folders of src that it may import, besides itself. */
const LAYERS = {
  domain: [],
  archive: ['domain'],
  chat: ['domain', 'archive'],
  schedule: ['domain', 'archive', 'chat'],
  commands: ['domain', 'archive', 'chat', 'schedule'],
  config: ['domain'],
  adapters: ['domain', 'archive', 'chat'],
};

module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).map(([layer, below]) => ({
      name: `${layer}-looks-down`,
      comment: `${layer} may import ${below.join(', ') || 'nothing'} and packages`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${[layer, ...below].join('|')})/` },
    })),
    {
      name: 'adapters-apart',
      comment: 'an adapter knows the ports, never another adapter',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/([^/]+)/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'no input or output, no clock, no environment in the domain',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'archive-is-pure',
      comment: 'the questions touch no file and no network',
      severity: 'error',
      from: { path: '^src/(archive|commands)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?util$' },
    },
    {
      name: 'program-knows-no-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'oracle-stands-alone',
      comment: 'what judges the program shares nothing with it, not even by a detour',
      severity: 'error',
      from: { path: '^test/torture/oracle/' },
      to: { path: '^src/', reachable: true },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-missing',
      severity: 'error',
      from: { pathNot: '^test/bench/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'test/bench/node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
