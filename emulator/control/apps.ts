// Serves `/_emulator/apps` and `/_emulator/api-keys`: the apps that are installed on the site, and the keys of its owner.
// Stands in for the app dashboard and the API Keys Manager.
import type { Hono } from 'hono';
import * as v from 'valibot';
import { deleteApps, findApp, listApps, writeApp, type App } from '../wix/apps/apps.ts';
import { AppInput, AppsInput, completeApp } from '../wix/apps/register-app.ts';
import type { Wix } from '../wix/server.ts';
import { ApiKeysInput, listApiKeys, writeApiKeys } from '../wix/oauth/api-keys.ts';
import { issueCode } from '../wix/oauth/codes.ts';
import { input } from './routes.ts';
import { ControlError } from './sessions.ts';

const PutInput = v.strictObject({ apps: AppsInput });
const NoInput = v.strictObject({});
const ApiKeysBody = v.strictObject({ apiKeys: ApiKeysInput });

/**
 * Adds the routes of apps and API keys to the control routes. Apps are answered with their secret and public key, without the private
 * key:
 *
 * - `GET /apps`: `{ apps }`.
 * - `POST /apps`: registers an app, or changes what it names of the app with this id; answers `{ app }`.
 * - `PUT /apps {apps}`: replaces all apps. An app keeps what its new registration leaves out.
 * - `POST /apps/:id/install {}`: `{ code, instanceId }`, which Wix adds to the app's redirect URL when a site owner
 *   installs it.
 * - `GET /api-keys`, `PUT /api-keys {apiKeys}`: `{ apiKeys }`.
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
  routes.post('/apps/:id/install', async (c) => {
    await input(c.req, NoInput);
    const app = findApp(wix, c.req.param('id'));
    if (!app) {
      throw new ControlError(
        `id: no app with the id ${c.req.param('id').slice(0, 40)} is registered`,
      );
    }
    const code = await wix.runAs(undefined, (context) =>
      issueCode(context, 'install', { clientId: app.id }),
    );
    return c.json({ code, instanceId: app.instanceId });
  });
  routes.get('/api-keys', (c) => c.json({ apiKeys: listApiKeys(wix) }));
  routes.put('/api-keys', async (c) => {
    const { apiKeys } = await input(c.req, ApiKeysBody);
    await wix.runAs(undefined, (context) => writeApiKeys(context, apiKeys));
    return c.json({ apiKeys: listApiKeys(wix) });
  });
}

function withoutPrivateKey(app: App): object {
  return Object.fromEntries(Object.entries(app).filter(([name]) => name !== 'privateKey'));
}
