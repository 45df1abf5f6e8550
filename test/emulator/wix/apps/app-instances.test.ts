import { appInstances } from '@wix/app-management';
import { expect, it } from 'vitest';
import { SITE_ID } from '../../../../emulator/wix/core/context.ts';
import { codeThrownBy, openForPackages } from '../../../support/emulator/wix/open-for-packages.ts';
import { APP, visitor } from '../../../support/emulator/wix/open-wix.ts';
import { registerApps, TICKETS } from '../../../support/emulator/wix/registered-app.ts';

const REGISTERED = { kind: 'app', id: TICKETS.id, instanceId: TICKETS.instanceId } as const;

async function setup() {
  const opened = await openForPackages({ site: { businessName: 'Linden Street Pottery' } });
  await opened.runAsWix(registerApps);
  return opened;
}

it('returns the instance of the calling app, and the site', async () => {
  const { as } = await setup();
  const response = await as(REGISTERED, () => appInstances.getAppInstance());
  expect(response).toMatchObject({
    instance: {
      instanceId: TICKETS.instanceId,
      appName: 'Tickets',
      isFree: true,
      permissions: TICKETS.scopes,
    },
    site: { siteId: SITE_ID, siteDisplayName: 'Linden Street Pottery' },
  });
});

it.for([
  ['a visitor', visitor(1), 'PERMISSION_DENIED'],
  ['an app that is not registered', APP, 'NOT_FOUND'],
] as const)('refuses %s', async ([, caller, code]) => {
  const { as } = await setup();
  expect(await codeThrownBy(() => as(caller, () => appInstances.getAppInstance()))).toBe(code);
});
