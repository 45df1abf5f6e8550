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

function readConfig(): unknown {
  return JSON.parse(readFileSync(new URL('../wix.config.json', import.meta.url), 'utf8'));
}

test('wix.config.json has the shape that the Wix CLI reads', () => {
  expect(v.safeParse(WixConfig, readConfig()).issues).toBeUndefined();
});

test('wix.config.json contains a placeholder site ID', () => {
  expect(readConfig()).toHaveProperty('siteId', '00000000-0000-0000-0000-000000000000');
});
