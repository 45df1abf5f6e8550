import { expect, it } from 'vitest';
import { fingerprint } from 'backend/inbox/access/fingerprint';

// Ids of stored rows contain fingerprints, so that a new version must compute the same ones.
it.each([
  ['a', 7929297801672961],
  ['b', 8684336938537663],
  ['revenge', 4051478007546757],
  ['revenue', 8309097637345594],
])('starts with the hash that cyrb53’s author published for %j', (text, hash) => {
  expect(fingerprint(text).startsWith(hash.toString(36))).toBe(true);
});

it('adds a second hash, with another seed', () => {
  expect(fingerprint('a')).toBe('262p94epp1d1guuo3poulb');
  expect(fingerprint('')).toBe('wvjl67o80326c8wzs8fs1');
});

it('is different for texts that differ in one place', () => {
  const texts = Array.from({ length: 1000 }, (_, index) => `visitor:${String(index)}:form`);
  expect(new Set(texts.map(fingerprint)).size).toBe(texts.length);
});
