import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { describeControlRoutes } from '../../../emulator/control/describe-routes.ts';
import { describeApi } from '../../../emulator/control/openapi.ts';
import { CONTROL_ROUTES } from '../../../emulator/control/routes.ts';
import { renderSeedSchema, SEED_SCHEMA_FILE } from '../../../emulator/control/seed-schema.ts';
import { OPERATIONS } from '../../../emulator/wix/operations.ts';
import { startEmulator } from '../../support/emulator.ts';

const Described = v.object({ paths: v.record(v.string(), v.record(v.string(), v.unknown())) });

it.each(['/_emulator', '/_emulator/'])(
  'GET %s lists every route, as JSON and as a page',
  async (path) => {
    const { emulator, send } = await startEmulator();
    const { status, json } = await send('GET', path);
    expect(status).toBe(200);
    expect(json).toEqual({
      routes: describeControlRoutes(CONTROL_ROUTES),
    });
    const page = await emulator.fetch(path, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const missing = CONTROL_ROUTES.filter(
      (route) => !html.includes(`<code>${route.method} /_emulator${route.path}</code>`),
    );
    expect(missing).toEqual([]);
  },
);

it('GET /openapi.json is valid OpenAPI 3.1', async () => {
  const { send } = await startEmulator();
  const { json } = await send('GET', '/_emulator/openapi.json');
  expect(json).toMatchObject({ openapi: '3.1.0' });
  const result = await new Validator().validate(v.parse(v.record(v.string(), v.unknown()), json));
  expect(result).toMatchObject({ valid: true });
});

it('the OpenAPI description has every route, and every path of every operation', () => {
  const { paths } = v.parse(
    Described,
    describeApi(describeControlRoutes(CONTROL_ROUTES), OPERATIONS),
  );
  const has = (method: string, path: string) =>
    Object.entries(paths).some(
      ([described, methods]) =>
        described.replaceAll(/\{\w+\}/g, '{}') === path.replaceAll(/:\w+/g, '{}') &&
        method.toLowerCase() in methods,
    );
  const missing = [
    ...CONTROL_ROUTES.map(({ method, path }) => [method, `/_emulator${path}`] as const),
    ...OPERATIONS.flatMap(({ httpMethod, paths: all }) =>
      all.map((path) => [httpMethod, path] as const),
    ),
  ].filter(([method, path]) => !has(method, path));
  expect(missing).toEqual([]);
});

it('describes the limits of an operation and the evidence for it', () => {
  const described = describeApi(
    [],
    OPERATIONS.filter(({ name }) => name === 'MessagesService.SendMessage'),
  );
  expect(JSON.stringify(described)).toContain('"x-wix":{"operation":"MessagesService.SendMessage"');
  expect(JSON.stringify(described)).toContain('"maxLength":');
  expect(JSON.stringify(described)).toContain('#/components/schemas/inbox_messages.');
});

it('seed.schema.json is current; the emulator serves it', async () => {
  expect(readFileSync(SEED_SCHEMA_FILE, 'utf8')).toBe(renderSeedSchema());
  const { send } = await startEmulator();
  const { status, json } = await send('GET', '/_emulator/seed.schema.json');
  expect([status, json]).toEqual([200, JSON.parse(renderSeedSchema())]);
});
