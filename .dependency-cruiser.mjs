// Who may import whom. The arrows of the house point one way:
// core <- dataset, augment, keras, report;  keras <- zoo, engine;  engine <- recipes;  cli and apps take what they like.
const mayImport = {
  core: [],
  dataset: ['core'],
  augment: ['core'],
  report: ['core'],
  keras: ['core'],
  zoo: ['core', 'keras'],
  engine: ['core', 'keras'],
  recipes: ['core', 'keras', 'engine'],
  cli: ['core', 'dataset', 'augment', 'report', 'keras', 'zoo', 'engine', 'recipes'],
}

// Tests may use any package to make real input.
const notTests = { pathNot: '\\.(test|test-d)\\.ts$|/test/|/fixtures/' }

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(mayImport).map(([name, allowed]) => ({
      name: `${name}-imports-only-${allowed.join('-and-') || 'itself'}`,
      severity: 'error',
      from: { path: `^packages/${name}/src/`, ...notTests },
      to: { path: '^packages/', pathNot: [name, ...allowed].map((other) => `^packages/${other}/`) },
    })),
    {
      name: 'no-deep-imports',
      comment: 'Another package is reached through its public entries only.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^(packages|apps)/$2/' },
    },
    {
      name: 'backends-only-in-engine',
      severity: 'error',
      // The playground and an example run in a browser, where the engine does not.
      from: {
        path: '^(packages|apps)/',
        pathNot: [
          '^packages/engine/',
          '^apps/(playground/|examples/src/browser)',
          '\\.(test|test-d)\\.ts$|/test/',
        ],
      },
      to: { path: '@tensorflow/tfjs-(backend-|node)|onnxruntime' },
    },
    {
      name: 'examples-as-a-user-would',
      comment:
        'What a guide shows can be copied: it imports packages by their names, and nothing else of this house.',
      severity: 'error',
      from: { path: '^apps/examples/src/' },
      to: { path: '^(apps|bench|scripts|docs)/|^packages/[^/]+/src/', pathNot: '^apps/examples/src/' },
    },
    {
      name: 'docs-import-no-code',
      comment: 'The site is made of texts, examples and doc comments; what it shows is not run.',
      severity: 'error',
      from: { path: '^docs/' },
      to: { path: '^(packages|apps|bench|scripts)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/src/', pathNot: 'tfjs-node' },
      to: { couldNotResolve: true, pathNot: '^(@tensorflow/tfjs-node|#)|[?]url$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '/dist/.*/dist/|node_modules/.pnpm/.*/node_modules/.*/node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
