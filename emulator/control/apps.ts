// Serves `/_emulator/apps`: the apps that are installed on the site. Stands in for the app dashboard at dev.wix.com.
import type { Hono } from 'hono';
import * as v from 'valibot';
import { deleteApps, findApp, listApps, writeApp, type App } from '../wix/apps/apps.ts';
import { AppInput, AppsInput, completeApp } from '../wix/apps/register-app.ts';
import type { Wix } from '../wix/server.ts';
import { input } from './routes.ts';

const PutInput = v.strictObject({ apps: AppsInput });

/**
 * Adds the routes of apps to the control routes. All answer apps with their secret and public key, without the private
 * key:
 *
 * - `GET /apps`: `{ apps }`.
 * - `POST /apps`: registers an app, or changes what it names of the app with this id; answers `{ app }`.
 * - `PUT /apps {apps}`: replaces all apps. An app keeps what its new registration leaves out.
 */
export function addAppRoutes(routes: Hono, { wix }: { readonly wix: Wix }): void {
  const answerAll = () => ({ apps: listApps(wix).map(withoutPrivateKey) });
  routes.get('/apps', (c) => c.json(answerAll()));
  routes.post('/apps', async (c) => {
    const registration = await input(c.req, AppInput);
    const app = await completeApp(registration, findApp(wix, registration.id));
    await wix.runAs(undefined, (context) => writeApp(context, app));
    return c.json({ app: withoutPrivateKey(app) });
  });
  routes.put('/apps', async (c) => {
    const registrations = (await input(c.req, PutInput)).apps;
    const apps = await Promise.all(
      registrations.map((app) => completeApp(app, findApp(wix, app.id))),
    );
    await wix.runAs(undefined, (context) => {
      deleteApps(context);
      apps.forEach((app) => writeApp(context, app));
    });
    return c.json(answerAll());
  });
}

function withoutPrivateKey(app: App): object {
  return Object.fromEntries(Object.entries(app).filter(([name]) => name !== 'privateKey'));
}
