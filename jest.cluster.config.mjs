import base from './jest.config.mjs';

/** `npm run test:cluster`: suites that share one API server, on which they have namespaces of their own. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/cluster/**/*.test.ts'],
  // The server has the other core.
  maxWorkers: 1,
  testTimeout: 120_000,
};
