import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files that take longest: those in a browser, then those of a whole site. */
const LONGEST = [
  /\/test\/browser\//,
  /\/test\/stories\/(built|concurrent-callers|read-access)\./,
  /\/test\/stories\//,
];

/**
 * Runs the files that take longest first, so that both workers end at the same time. Vitest knows durations only from
 * an earlier run, which a fresh clone does not have. Files of the same rank keep Vitest's order.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const found = LONGEST.findIndex((pattern) => pattern.test(moduleId));
  return found < 0 ? LONGEST.length : found;
}
