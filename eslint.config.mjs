import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Names that a pure package must not know: the world comes in through ports. */
const OUTSIDE_WORLD = [
  'process',
  'Buffer',
  'console',
  'fetch',
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'globalThis',
  'window',
  'document',
  'navigator',
  'require',
  '__dirname',
  '__filename',
];

const NODE_MODULES = {
  regex: '^node:',
  message: 'this code also runs in browsers and simulations: let I/O come in through a port',
};

/** Chevrotain changes between majors; one folder knows it, so that an upgrade is one commit. */
const CHEVROTAIN = {
  regex: '^chevrotain',
  message: 'only packages/lang/src/syntax may know the parser library',
};

/** They turn schemas into code, which a strict content policy forbids. */
const CODE_MAKERS = { regex: '^ajv', message: 'browsers run this without making code: interpret the schema' };

const UPWARDS = {
  regex: '^@lamia/|/(runtime|playground)/(src|dist)/|/packages/',
  message: 'imports point one way: runtime to lang, never back',
};

const LANG_INSIDES = {
  regex: '^@lamia/lang/|/lang/(src|dist)/',
  message: 'the language is used by its public API, `@lamia/lang`',
};

const RUNTIME_INSIDES = {
  regex: '^@lamia/runtime/(?!engine$)|/runtime/(src|dist)/(?!client/(?:api-types|streamed-event))',
  message:
    'the app plays the engine, `@lamia/runtime/engine`, and asks a runtime over its HTTP API, whose types are generated',
};

/**
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {Partial<import('eslint').Linter.RulesRecord>}
 */
const withoutImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
/** @type {Partial<import('eslint').Linter.RulesRecord>} */
const withoutWorld = { 'no-restricted-globals': ['error', ...OUTSIDE_WORLD] };

export default defineConfig(
  // VS Code's extension stands on packages of its own, which are not installed here.
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'grammar/diagrams/', 'editors/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.test.json',
          'packages/playground/tsconfig.json',
          'packages/playground/src/offline/tsconfig.json',
          'packages/playground/tsconfig.test.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // The compiler knows which names exist.
      'no-undef': 'off',
      eqeqeq: 'error',
      // Long files hold more than one idea.
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      // A value that may be missing is a case to handle, not to assert away.
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A new member of a union must be thought of wherever the union is taken apart, unless `default` says what all others do.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // What is only a type leaves no import behind, so that no module loads for it.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      // Numbers read well in messages; everything else must say how it becomes text.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => doIt()` is a fine callback where nobody looks at the result.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // `env['NAME']` is what the compiler asks for on index signatures (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    // A cast in JavaScript is a comment, which the compiler reads and this rule does not.
    files: ['**/*.mjs', '**/*.js'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Plain programs outside the type check: what the command starts from, timings, and processes that tests run.
    files: [
      'packages/*/bin/*.mjs',
      'scripts/bench.mjs',
      'scripts/bench-scale.mjs',
      'scripts/bench-cluster.mjs',
      'scripts/bench-web.mjs',
      'scripts/docs.mjs',
      'scripts/generate/**/*.mjs',
      'test/**/*.mjs',
    ],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    // The language: pure, for Node and browsers alike, and below everything else.
    files: ['packages/lang/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { ...withoutWorld, ...withoutImports(NODE_MODULES, UPWARDS, CHEVROTAIN) },
  },
  {
    files: ['packages/lang/src/syntax/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: withoutImports(NODE_MODULES, UPWARDS),
  },
  {
    // The one place that turns a checked program into code: slot numbers and checked numerals, never source text.
    files: ['packages/lang/src/evaluate/generated-code.ts'],
    rules: { '@typescript-eslint/no-implied-eval': 'off' },
  },
  {
    files: ['packages/runtime/src/**/*.ts'],
    rules: withoutImports(LANG_INSIDES, CHEVROTAIN),
  },
  {
    // The app knows the language and the engine by their public entries, and a runtime by its HTTP API alone.
    files: ['packages/playground/src/**/*.{ts,tsx}'],
    rules: withoutImports(LANG_INSIDES, CHEVROTAIN, RUNTIME_INSIDES),
  },
  {
    // What runs in the page touches no module of Node.
    files: ['packages/playground/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: withoutImports(NODE_MODULES, LANG_INSIDES, CHEVROTAIN, RUNTIME_INSIDES),
  },
  {
    // The engine is pure: it is played in browsers and in simulations with another clock. What touches the world has its
    // files named here, and the engine's entry imports none of them.
    files: [
      'packages/runtime/src/engine.ts',
      'packages/runtime/src/policy/**/*.ts',
      'packages/runtime/src/release/**/*.ts',
      'packages/runtime/src/config/**/*.ts',
      'packages/runtime/src/metrics/{catalogue,recording,scrape,simulated}/**/*.ts',
    ],
    ignores: [
      '**/*.test.ts',
      '**/testing/**',
      ...['system-clock', 'endpoint-readiness'].map((name) => `**/release/${name}.ts`),
      ...['load-configuration', 'secret-files', 'runtime/*'].map((name) => `**/config/${name}.ts`),
      // Reads instants that a file writes: what it says of them is the same at any time.
      '**/config/canonical/freeze.ts',
      ...['load', 'built-in'].map((name) => `**/metrics/catalogue/${name}.ts`),
    ],
    rules: { ...withoutWorld, ...withoutImports(NODE_MODULES, LANG_INSIDES, CHEVROTAIN, CODE_MAKERS) },
  },
);
