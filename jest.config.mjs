/** Sources are transformed one by one by swc as native ES modules; types are checked by `npm run typecheck`. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: [
    '<rootDir>/packages/*/src/**/*.test.ts',
    '<rootDir>/test/**/*.test.ts',
    // They need an API server: `npm run test:cluster`.
    '!**/test/cluster/**',
  ],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: {
    '^@lamia/lang$': '<rootDir>/packages/lang/src/index.ts',
    '^@lamia/runtime/engine$': '<rootDir>/packages/runtime/src/engine.ts',
    // The single-file bundle loads in 14 ms; the default entry pulls in hundreds of lodash-es files.
    '^chevrotain$': '<rootDir>/node_modules/chevrotain/lib/chevrotain.mjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testSequencer: '<rootDir>/scripts/toolchain/longest-first.mjs',
  maxWorkers: 2,
  // Ends a test that hangs. A machine with other work may take many times as long over one that does not.
  testTimeout: 60_000,
};
