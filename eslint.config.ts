import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import tseslint from 'typescript-eslint'

/** What only a browser has; WeChat has none of it, and a phone would stop at its first use. */
const BROWSER_ONLY = [
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'navigator',
  'location',
  'history',
  'fetch',
  'WebSocket',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'AbortController',
  'crypto',
  'alert',
]

const NO_CLOCK = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The rules have no clock of their own: take the time as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The rules have no clock of their own: take the time as an argument.',
  },
]

const TARO = {
  group: ['@tarojs/*'],
  message: 'Only pages, components and src/platform know Taro: ask through src/platform.',
}

export default defineConfig(
  globalIgnores(['dist/', 'var/', 'coverage/', '.swc/', '.cache/', 'server/data/', 'docs/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: __dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      // The compiler says these two, with the names of our rooms in view.
      '@typescript-eslint/no-unused-vars': 'off',
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      // A number in a template is what it looks like.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `if (is) return die(…)` leaves early in one line; what it hands back is nothing either way.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Our objects are tables of functions without a `this`, and are taken apart where they are used.
      '@typescript-eslint/unbound-method': 'off',
      // A union and an object stand in one table of types more often than not.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // `[...text]` is how a text is taken apart into its characters, and not into their halves.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `return void (await write())` leaves early and says that nothing comes of it.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // A caught error goes on as it came, whatever it is.
      '@typescript-eslint/only-throw-error': 'off',
      // What may or may not give back a way to undo it.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // `PORT=` in an environment means the same as no PORT: there || is what is meant.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      // A promise's side may be given where a value or a promise may be given.
      '@typescript-eslint/require-await': 'off',
      // Records are tables with words as keys; a Map would say the same with more signs.
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    // Time comes in as an argument; server/ports/clock.ts and src/platform/now.ts say why they may ask.
    files: ['{domain,contract,server,src}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...NO_CLOCK] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'no-restricted-globals': [
        'error',
        ...BROWSER_ONLY.map((name) => ({
          name,
          message: 'WeChat has no such thing: put it behind a twin in src/platform (*.h5.ts).',
        })),
      ],
      // The newest callback is kept in a ref while rendering; nothing here renders a second time beside itself.
      'react-hooks/refs': 'off',
      // Event handlers of components may answer a promise; what goes wrong in them is told by useAct.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
    },
  },
  {
    // Types of Taro's components are a component's own language, so .tsx may speak it.
    files: ['src/**/*.ts'],
    ignores: ['src/platform/**', 'src/**/*.config.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [TARO] }] },
  },
  {
    // Taro's types promise what phones and its browser half do not keep.
    files: ['src/platform/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
    },
  },
  {
    files: ['src/**/*.h5.{ts,tsx}'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    // Outside of these rooms Taro, jest and the tools ask for default exports.
    files: [
      '{domain,contract,server,mock,scripts,bench}/**/*.ts',
      'src/{api,features,platform,stores,ui}/**',
    ],
    rules: {
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
    },
  },
  {
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      // A test takes answers apart whose shape is the very thing it asserts.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // A built package is run as phones run it: from its text.
    files: ['test/weapp/host/**/*.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
)
