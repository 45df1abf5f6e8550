// Declares the control routes of apps and API keys. They stand in for the app dashboard and the API Keys Manager.
import * as v from 'valibot';
import { deleteApps, findApp, listApps, writeApp, type App } from '../wix/apps/apps.ts';
import { AppInput, AppsInput, completeApp } from '../wix/apps/register-app.ts';
import type { Wix } from '../wix/server.ts';
import { ApiKeysInput, listApiKeys, writeApiKeys } from '../wix/oauth/api-keys.ts';
import { issueCode } from '../wix/oauth/codes.ts';
import { WixApiError } from '../wix/core/wix-error.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

const PutInput = v.strictObject({ apps: AppsInput });
const NoInput = v.strictObject({});
const ApiKeysBody = v.strictObject({ apiKeys: ApiKeysInput });
const APP = { id: 'f105ba16-6b28-4505-b3c1-1d5c1b3e6f7a', name: 'Bookings bot' };

const topic = 'Sessions';

/** The control routes of apps and API keys. All answer apps with their secret and public key, without the private key. */
export const APP_ROUTES: readonly ControlRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/apps',
    topic,
    description:
      'Returns the registered [apps](apps-and-identities.md#control-routes), with their secrets.',
    returns: '`{ apps }`',
    handle: ({ wix }, c) => c.json(listPublicly(wix)),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/apps',
    topic,
    description:
      'Registers an [app](apps-and-identities.md#control-routes), or changes what the body names of the app with this `id`.',
    returns: '`{ app }`',
    schema: AppInput,
    example: APP,
    async handle({ wix }, registration, c) {
      const app = await completeApp(registration, findApp(wix, registration.id));
      await wix.runAs(undefined, (context) => writeApp(context, app));
      return c.json({ app: withoutPrivateKey(app) });
    },
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/apps',
    topic,
    description: 'Replaces all apps. An app keeps what its new registration leaves out.',
    returns: '`{ apps }`',
    schema: PutInput,
    example: { apps: [APP] },
    async handle({ wix }, input, c) {
      const apps = await Promise.all(
        input.apps.map((app) => completeApp(app, findApp(wix, app.id))),
      );
      await wix.runAs(undefined, (context) => {
        deleteApps(context);
        apps.forEach((app) => writeApp(context, app));
      });
      return c.json(listPublicly(wix));
    },
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/apps/:id/install',
    topic,
    description:
      'Issues the code that Wix adds to the redirect URL of an [older app](apps-and-identities.md#as-an-app-appstrategy) when a site owner installs it.',
    returns: '`{ code, instanceId }`',
    statuses: { 404: 'No app with this ID is registered.' },
    schema: NoInput,
    example: {},
    async handle({ wix }, _input, c) {
      const id = c.req.param('id') ?? '';
      const app = findApp(wix, id);
      if (!app) {
        throw new WixApiError(
          404,
          'NOT_FOUND',
          `No app with the id ${id.slice(0, 40)} is registered`,
        );
      }
      const code = await wix.runAs(undefined, (context) =>
        issueCode(context, 'install', { clientId: app.id }),
      );
      return c.json({ code, instanceId: app.instanceId });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api-keys',
    topic,
    description: "Returns the [API keys](apps-and-identities.md#api-keys) of the site's owner.",
    returns: '`{ apiKeys }`',
    handle: ({ wix }, c) => c.json({ apiKeys: listApiKeys(wix) }),
  }),
  defineBodyRoute({
    method: 'PUT',
    path: '/api-keys',
    topic,
    description: 'Replaces all API keys.',
    returns: '`{ apiKeys }`',
    schema: ApiKeysBody,
    example: { apiKeys: [{ key: 'IST.a-sample-key', name: 'CI' }] },
    async handle({ wix }, { apiKeys }, c) {
      await wix.runAs(undefined, (context) => writeApiKeys(context, apiKeys));
      return c.json({ apiKeys: listApiKeys(wix) });
    },
  }),
];

function listPublicly(wix: Wix): { readonly apps: readonly object[] } {
  return { apps: listApps(wix).map(withoutPrivateKey) };
}

function withoutPrivateKey(app: App): object {
  return Object.fromEntries(Object.entries(app).filter(([name]) => name !== 'privateKey'));
}
