import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser'

type Wall = IForbiddenRuleType

/** Names of installed packages, as a path that dependency-cruiser resolved. */
const packages = (...names: string[]): string => `(^|/)node_modules/(${names.join('|')})/`

/** Our own rooms: what lies at the top of the house. */
const OURS = '^(src|domain|contract|server|mock|test|bench|scripts|config)/'
const DRIVERS = packages(
  'pg',
  '@electric-sql',
  'sharp',
  'ws',
  'redis',
  'ioredis',
  '@aws-sdk',
  '@napi-rs',
)

const rules: Wall[] = [
  {
    name: 'no-circle',
    comment:
      'Two files that need each other are one file; and what runs first in a circle depends on who asks. Types are erased and may know each other.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-missing-file',
    comment: 'An import that leads nowhere fails on somebody else’s machine.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'only-listed-packages',
    comment:
      'A package that came with another one leaves with it: what we import stands in package.json.',
    from: { path: OURS },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-tests-in-what-runs',
    comment: 'What people use must not need the proofs of it, nor the figures.',
    from: { path: '^(src|domain|contract|server|mock)/' },
    to: { path: '^(test|bench|scripts)/' },
  },

  // ——— the rules and the wire ———
  {
    name: 'domain-alone',
    comment:
      'The rules run on the phone and on the server and are read by people: they know nothing but themselves and the calendar.',
    from: { path: '^domain/' },
    to: { pathNot: ['^domain/', packages('chinese-days')] },
  },
  {
    name: 'contract-knows-names',
    comment:
      'The wire is schemas and names. The machine behind the names is large, and the phone would carry it wherever it speaks to us.',
    from: { path: '^contract/' },
    to: { pathNot: ['^contract/', '^domain/[^/]+/names\\.ts$', packages('typebox')] },
  },
  {
    name: 'phone-side-of-the-contract',
    comment:
      'These parts of the contract run on the phone, where a schema library weighs more than a page; what they import must be as light.',
    from: { path: '^contract/(route-table|errors|error-text|events)\\.ts$' },
    to: {
      pathNot: [
        '^contract/(route-table|errors|error-text|events)\\.ts$',
        '^domain/[^/]+/names\\.ts$',
      ],
      dependencyTypesNot: ['type-only'],
    },
  },

  // ——— the mini-app ———
  {
    name: 'phone-never-reaches-the-server',
    comment: 'Nothing of the server or its pretend world may be in the package that phones load.',
    from: { path: '^src/' },
    to: { path: '^(server|mock|config)/' },
  },
  {
    name: 'phone-carries-no-schemas',
    comment: 'The phone ships the contract’s types and route table, never its schemas.',
    from: { path: '^src/' },
    to: {
      path: '^contract/',
      pathNot: '^contract/(route-table|errors|error-text|events)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'phone-without-node',
    comment: 'WeChat has no Node and none of the server’s libraries.',
    from: { path: '^src/' },
    to: {
      pathNot: [
        '^(src|contract|domain)/',
        packages(
          '@tarojs',
          'react',
          'react-dom',
          'zustand',
          'dayjs',
          'gcoord',
          'leaflet',
          '@types',
        ),
      ],
    },
  },
  {
    name: 'ui-knows-no-field',
    comment:
      'Widgets know how things look and feel, not what they mean; so every feature can use them.',
    from: { path: '^src/ui/' },
    to: {
      pathNot: [
        '^src/ui/',
        packages('react', 'dayjs', '@types/react'),
        packages('@tarojs/components'),
      ],
    },
  },
  {
    name: 'doors-below-features',
    comment:
      'The doors and the shared state serve every feature and page; were they to know one, all others would come along.',
    from: { path: '^src/(api|platform|stores)/' },
    // The colours of WeChat's own bars are data that WeChat reads too.
    to: { path: '^src/', pathNot: '^src/((api|platform|stores)/|theme\\.json$)' },
  },
  {
    name: 'features-apart',
    comment: 'Features never import each other: a page introduces them.',
    from: { path: '^src/features/([^/]+)/' },
    to: { path: '^src/features/', pathNot: '^src/features/$1/' },
  },
  {
    name: 'features-below-pages',
    comment: 'A page composes features; a feature that knows its page can stand in no other.',
    from: { path: '^src/features/' },
    to: { path: '^src/', pathNot: '^src/(features|ui|api|platform|stores|assets|styles)/' },
  },
  {
    name: 'pages-compose',
    comment:
      'Pages compose features; asking the server and knowing the wire is a feature’s work, or the same question is asked in two ways.',
    from: { path: '^src/(pages|resident|desk|gridwork|talk)/' },
    to: { path: '^(contract/|src/api/)' },
  },
  {
    name: 'pages-apart',
    comment: 'A page that imports another drags it into its own sub-package.',
    from: { path: '^src/(pages|resident|desk|gridwork|talk)/([^/]+)/' },
    to: { path: '^src/(pages|resident|desk|gridwork|talk)/', pathNot: '^src/$1/$2/' },
  },
  {
    name: 'taro-behind-the-platform',
    comment:
      'Upstream is slow and its browser half resolves where it should refuse: only pages, components and the doors to the phone know Taro.',
    from: {
      path: '^src/',
      pathNot: [
        '^src/platform/',
        '^src/app\\.(config\\.)?tsx?$',
        '^src/.+\\.config\\.ts$',
        '^src/(pages|resident|desk|gridwork|talk)/.+\\.tsx$',
        '^src/ui/.+\\.tsx$',
        '^src/features/.+\\.tsx$',
      ],
    },
    to: { path: packages('@tarojs') },
  },

  // ——— the server ———
  {
    name: 'repositories-stay-home',
    comment:
      'SQL of one module is nobody else’s: others ask its use cases, so that its tables can change in one place.',
    from: { path: '^server/modules/([^/]+)/' },
    to: { path: '^server/modules/.+-repository[.]ts$', pathNot: '^server/modules/$1/' },
  },
  {
    name: 'repositories-behind-use-cases',
    comment: 'Whoever is no module asks a use case: a repository alone keeps none of the rules.',
    from: { path: '^(server|mock|scripts)/', pathNot: '^server/modules/' },
    to: { path: '^server/modules/.+-repository[.]ts$' },
  },
  {
    name: 'modules-behind-ports',
    comment:
      'A use case says what happens, not by which driver; what it asks of outside stands in server/ports.',
    from: { path: '^server/modules/' },
    to: {
      path: '^(server|mock|src)/',
      pathNot: [
        '^server/(modules|ports|data)/',
        // The shape of what a module is given and gives, and the door it stands behind.
        '^server/(deps|handlers|commands|access|errors|config)\\.ts$',
      ],
    },
  },
  {
    name: 'modules-without-drivers',
    comment:
      'Drivers are the adapters’ business: a second kind of database or store costs one adapter.',
    from: { path: '^server/(modules|jobs|ports)/' },
    to: { path: DRIVERS },
  },
  {
    name: 'http-in-routes-only',
    comment:
      'A use case is called by routes, jobs, scripts and the sample town; only a route knows HTTP.',
    from: { path: '^server/modules/', pathNot: '(^|/|-)routes?\\.ts$' },
    to: { path: packages('fastify', '@fastify') },
  },
  {
    name: 'ports-promise-only',
    comment:
      'A port says what we ask of outside in our own words; it knows no one who keeps the promise.',
    from: { path: '^server/ports/' },
    to: { path: '^(server|mock|src)/', pathNot: '^server/ports/' },
  },
  {
    name: 'adapters-keep-ports',
    comment: 'An adapter keeps one promise and knows nothing of the field.',
    from: { path: '^server/adapters/' },
    to: { path: OURS, pathNot: '^server/(adapters|ports)/' },
  },
  {
    name: 'realtime-behind-ports',
    comment:
      'The hub says who hears; what happened and to whom it matters is said by the use cases.',
    from: { path: '^server/realtime/' },
    to: { path: OURS, pathNot: ['^server/(realtime|ports)/', '^(contract|domain)/'] },
  },
  {
    name: 'jobs-ask-use-cases',
    comment: 'A job is a use case that the clock calls.',
    from: { path: '^server/jobs/' },
    to: {
      path: OURS,
      pathNot: [
        '^server/(jobs|ports|modules)/',
        '^server/(deps|commands)\\.ts$',
        '^(contract|domain)/',
      ],
    },
  },
  {
    name: 'migrations-stand-still',
    comment: 'A released migration never changes, so it may not lean on what does.',
    from: { path: '^server/migrations/' },
    to: { path: OURS, pathNot: '^server/(migrations|ports)/' },
  },
  {
    name: 'one-place-wires',
    comment: 'Only start.ts knows who keeps which promise; everything else is given them.',
    from: { path: '^server/', pathNot: '^server/(start\\.ts$|adapters/)' },
    to: { path: '^server/adapters/' },
  },
  {
    name: 'server-without-mock',
    comment:
      'The server cannot tell the pretend world from the real one; only main.ts tells the sample town.',
    from: { path: '^server/', pathNot: '^server/main\\.ts$' },
    to: { path: '^mock/' },
  },
  {
    name: 'main-tells-the-town',
    comment: 'Of the pretend world the real server needs its sample town and nothing else.',
    from: { path: '^server/main\\.ts$' },
    to: { path: '^mock/', pathNot: '^mock/town/' },
  },

  // ——— the pretend world ———
  {
    name: 'fakes-know-nothing-of-us',
    comment: 'A fake that shares our code shares our mistakes: WeChat and the city know only HTTP.',
    from: { path: '^mock/(wechat|grid-platform)/' },
    to: { path: OURS, pathNot: '^mock/(wechat|grid-platform|http)/' },
  },
  {
    name: 'mock-is-no-second-server',
    comment:
      'The rules exist once. The pretend world starts the real server and speaks to it as people and operators do.',
    from: { path: '^mock/', pathNot: '^mock/(wechat|grid-platform)/' },
    to: {
      path: OURS,
      pathNot: [
        '^mock/',
        '^contract/',
        '^domain/[^/]+/names\\.ts$',
        '^server/(start|app|commands|deps|config|config-from-env)\\.ts$',
        '^server/(ports|modules|data)/',
      ],
    },
  },
]

const config: IConfiguration = {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types are imports too: a wall that only stops what runs would let a room depend on another's shape.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      // Twins: what is there for either target counts as found.
      extensions: ['.ts', '.tsx', '.h5.ts', '.h5.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

export default config
