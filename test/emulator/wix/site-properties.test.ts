import { siteProperties } from '@wix/business-tools';
import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { expect, it } from 'vitest';
import { openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { visitor } from '../../support/emulator/wix/open-wix.ts';

// The site's properties, through @wix/business-tools.

const get = auth.elevate(siteProperties.getSiteProperties);
const updateProfile = auth.elevate(siteProperties.updateBusinessProfile);
const updateContact = auth.elevate(siteProperties.updateBusinessContact);
const updateSchedule = auth.elevate(siteProperties.updateBusinessSchedule);
const updateConsent = auth.elevate(siteProperties.updateConsentPolicy);
const openConversation = auth.elevate(conversations.getOrCreateConversation);

async function setup() {
  const { as } = await openForPackages({
    site: { businessName: 'Pots', properties: { email: 'pots@example.com', language: 'en' } },
  });
  return <T>(work: () => Promise<T>) => as(visitor(1), work);
}

it('reads the properties of the seed, all or some', async () => {
  const run = await setup();
  const all = {
    businessName: 'Pots',
    siteDisplayName: 'Pots',
    email: 'pots@example.com',
    language: 'en',
  };
  expect(await run(() => get())).toEqual({ version: '1', properties: all });
  const some = await run(() => get({ fields: ['email', 'fax'] }));
  expect(some.properties).toEqual({ email: 'pots@example.com' });
});

const BASE = { businessName: 'Pots', siteDisplayName: 'Pots', language: 'en' };
const EMAIL = { email: 'pots@example.com' };
const periods = [{ openDay: siteProperties.DayOfWeek.MONDAY, openTime: '09:00' }];

it.each([
  [
    'profile, of what is listed',
    () =>
      updateProfile({ businessName: 'Cups', description: 'Clay' }, { fields: ['businessName'] }),
    { ...BASE, ...EMAIL, businessName: 'Cups' },
  ],
  [
    'contact, clearing what is listed and not sent',
    () => updateContact({ phone: '030', fax: '1' }, { fields: ['phone', 'email'] }),
    { ...BASE, phone: '030' },
  ],
  [
    'schedule',
    () => updateSchedule({ periods }),
    { ...BASE, ...EMAIL, businessSchedule: { periods } },
  ],
  [
    'policy',
    () => updateConsent({ analytics: false }),
    { ...BASE, ...EMAIL, consentPolicy: { analytics: false } },
  ],
])('updates the %s, and counts the version', async (_what, update, properties) => {
  const run = await setup();
  await run<unknown>(update);
  expect(await run(() => get())).toEqual({ version: '2', properties });
});

it('conversations show the new name of the business', async () => {
  const run = await setup();
  await run(() => updateProfile({ businessName: 'Cups' }, { fields: ['businessName'] }));
  const { conversation } = await run(() =>
    openConversation({ anonymousVisitorId: '00000000-0000-4000-8000-000000000001' }),
  );
  expect(conversation?.businessDisplayData?.name).toBe('Cups');
});

it('refuses an unknown name, and a visitor without elevation', async () => {
  const run = await setup();
  const unknown = run(() => updateProfile({}, { fields: ['email'] }));
  await expect(unknown).rejects.toMatchObject({ status: 400 });
  await expect(run(() => siteProperties.getSiteProperties())).rejects.toMatchObject({
    status: 403,
  });
});
