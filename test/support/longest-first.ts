import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where the files lie that take longest: with a browser, then whole stories of a site. */
const LONGEST = [
  /\/test\/browser\//,
  /\/test\/stories\/(built|concurrent-callers|read-access)\./,
  /\/test\/stories\//,
];

/**
 * Starts with the files that take longest, so that both workers end at the same time. Vitest itself
 * knows that only from an earlier run, which a fresh clone has not; among equals its order stays.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const found = LONGEST.findIndex((place) => place.test(moduleId));
  return found < 0 ? LONGEST.length : found;
}
