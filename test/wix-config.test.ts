import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';

/**
 * What Wix's CLI reads from the file.
 *
 * @see https://dev.wix.com/docs/develop-websites/articles/workspace-tools/developer-tools/git-integration-wix-cli-for-sites/about-git-integration
 */
const WixConfig = v.strictObject({
  siteId: v.pipe(v.string(), v.uuid()),
  uiVersion: v.pipe(v.string(), v.digits()),
});

function setup(): unknown {
  return JSON.parse(readFileSync(new URL('../wix.config.json', import.meta.url), 'utf8'));
}

test('the example of wix.config.json has the shape that the CLI of Wix reads', () => {
  expect(v.safeParse(WixConfig, setup()).issues).toBeUndefined();
});

test('the example belongs to no site', () => {
  expect(setup()).toHaveProperty('siteId', '00000000-0000-0000-0000-000000000000');
});
