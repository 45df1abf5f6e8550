import { expect, it } from 'vitest';
import { siteVariant } from '../support/site-variant.ts';
import { captureSiteLog, createHarness } from '../support/stories/harness.ts';

it('answers every web method with SETTINGS_INVALID if the settings are wrong, and logs each of them', async () => {
  const lines = captureSiteLog();
  const { visitor } = await createHarness({
    site: siteVariant({
      'backend/inbox-settings': `export const settings = { contacts: 'create_only', limits: { callMs: 0 } };`,
    }),
    editor: 'editor',
  });
  const ana = await visitor();
  for (const [method, ...args] of [
    ['sendBasicMessage', 'Hello'],
    ['listMessages'],
    ['sendFormData', { firstName: 'Ana' }],
  ] as const) {
    expect(await ana.call(method, ...args)).toMatchObject({
      ok: false,
      error: { code: 'SETTINGS_INVALID', message: 'Messages cannot be sent right now.' },
    });
  }
  expect(lines.filter((line) => line.startsWith('Invalid settings'))).toEqual([
    'Invalid settings of Velo Inbox:\n' +
      'backend/inbox-settings, contacts: Expected "reconcile" or "create-only" or "off", got "create_only".\n' +
      'backend/inbox-settings, limits.callMs: Expected a whole number from 1 to 60000, got 0.',
  ]);
});
