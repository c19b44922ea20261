import sequencer from '@jest/test-sequencer';
import { relative, sep } from 'node:path';

// Its types describe the CommonJS build, where the class is a member of what is imported.
const Sequencer = /** @type {typeof sequencer.default} */ (/** @type {unknown} */ (sequencer));

/** The folders whose suites take longest, the longest first; all others take a few seconds at most. */
const LONG = ['test/simulation', 'test/browser', 'test/package', 'test/fuzz', 'test/crash', 'test/demo'];

/**
 * Starts long suites before short ones, so that no worker is left alone with one at the end. Without a run before it, as in a fresh
 * clone, jest has only the sizes of files to go by, and the longest suites have the shortest.
 */
export default class LongestFirst extends Sequencer {
  /**
   * @override
   * @param {Parameters<InstanceType<typeof Sequencer>['sort']>[0]} tests
   */
  async sort(tests) {
    const ranked = (await super.sort(tests)).map((test) => ({ test, rank: rankOf(test) }));
    return ranked.sort((left, right) => left.rank - right.rank).map(({ test }) => test);
  }
}

/** @param {{ readonly path: string, readonly context: { readonly config: { readonly rootDir: string } } }} test */
function rankOf({ path, context }) {
  const place = relative(context.config.rootDir, path).split(sep).join('/');
  const rank = LONG.findIndex((folder) => place.startsWith(`${folder}/`));
  return rank === -1 ? LONG.length : rank;
}
