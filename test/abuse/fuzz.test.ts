// The payloads of `npm run fuzz` in a small size.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkCodes, createFuzz } from '../../bench/fuzz/fuzz.ts';
import { callForCodes, startSite } from '../../bench/fuzz/site.ts';

const SEED = 1;
const PAYLOADS = 300;
let site: Awaited<ReturnType<typeof startSite>>;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

test('every payload gets its documented answer, and has exactly its effect', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const fuzz = createFuzz(site, SEED);
  await callForCodes(site, fuzz.record);
  await fuzz.run(PAYLOADS);
  const report = fuzz.report();
  expect(report.failures).toEqual([]);
  expect(checkCodes(report)).toEqual([]);
  expect(report.valid + report.invalid).toBe(PAYLOADS);
  expect(report.valid).toBeGreaterThan(0.25 * PAYLOADS);
});
