// Serves `/_emulator/apps`: the apps that are installed on the site. Stands in for the app dashboard at dev.wix.com.
import * as v from 'valibot';
import { deleteApps, findApp, listApps, writeApp, type App } from '../wix/apps/apps.ts';
import { AppInput, AppsInput, completeApp } from '../wix/apps/register-app.ts';
import type { Wix } from '../wix/server.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';

const PutInput = v.strictObject({ apps: AppsInput });
const APP = { id: 'f105ba16-6b28-4505-b3c1-1d5c1b3e6f7a', name: 'Bookings bot' };

const topic = 'Sessions';

/** The control routes of apps. All answer apps with their secret and public key, without the private key. */
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
];

function listPublicly(wix: Wix): { readonly apps: readonly object[] } {
  return { apps: listApps(wix).map(withoutPrivateKey) };
}

function withoutPrivateKey(app: App): object {
  return Object.fromEntries(Object.entries(app).filter(([name]) => name !== 'privateKey'));
}
