// Emulates Get App Instance. Not emulated: paid plans, installing by another site, the site's language and owner.
import * as meta from '@wix/auto_sdk_app-management_app-instances/meta';
import { SITE_ID } from '../core/context.ts';
import { defineOperation, type Operation } from '../core/operation.ts';
import { WixApiError } from '../core/wix-error.ts';
import { readInboxSettings } from '../inbox/settings.ts';
import { loadRules } from '../rules/rules.ts';
import { findApp } from './apps.ts';

/** The emulated operations of app instances. */
export const APP_INSTANCE_OPERATIONS: readonly Operation[] = [
  defineOperation({
    rules: loadRules('app-instances'),
    method: 'getAppInstance',
    meta: meta.getAppInstance,
    callers: ['app'],
    grade: 'typed',
    source: 'https://dev.wix.com/docs/rest/app-management/app-instance/get-app-instance',
    notes:
      'Every app is free and was not copied. Of the site, only the ID and the name are returned. Assumed: `permissions` lists the IDs of the scopes; the scope Manage Your App is not checked; 404 for an app that is not registered.',
    run(context) {
      const app = findApp(context, context.identity?.id ?? '');
      if (!app) {
        throw new WixApiError(
          404,
          'NOT_FOUND',
          'The calling app has no instance: it is not registered. GET /_emulator/apps lists the apps.',
        );
      }
      return {
        instance: {
          instanceId: app.instanceId,
          appName: app.name ?? '',
          isFree: true,
          permissions: [...app.scopes],
          availablePlans: [],
          isOriginSiteTemplate: false,
          copiedFromTemplate: false,
          freeTrialAvailable: false,
        },
        site: { siteId: SITE_ID, siteDisplayName: readInboxSettings(context).businessName },
      };
    },
  }),
];
