// Declares the control routes that describe the emulator.
import { readFileSync } from 'node:fs';
import { OPERATIONS } from '../wix/operations.ts';
import { describeControlRoutes } from './describe-routes.ts';
import { describeApi } from './openapi.ts';
import { defineRoute, type ControlRoute } from './route.ts';
import { SEED_SCHEMA_FILE } from './seed-schema.ts';

/** Creates the control routes that describe all routes. @param allRoutes called for each request */
export function createDescriptionRoutes(
  allRoutes: () => readonly ControlRoute[],
): readonly ControlRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/',
      topic: 'Descriptions',
      description:
        'Lists the control routes with their bodies and examples: as a page for a browser, and as JSON otherwise.',
      returns: '`{ routes }`',
      handle: (_dependencies, c) => c.json({ routes: describeControlRoutes(allRoutes()) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/openapi.json',
      topic: 'Descriptions',
      description:
        'Describes the control routes and the emulated operations of Wix in OpenAPI 3.1.',
      returns: 'An OpenAPI description',
      handle: (_dependencies, c) =>
        c.json(describeApi(describeControlRoutes(allRoutes()), OPERATIONS)),
    }),
    defineRoute({
      method: 'GET',
      path: '/seed.schema.json',
      topic: 'Descriptions',
      description:
        'Returns the JSON Schema of [seed files](emulator.md#seed), for their `$schema`.',
      returns: 'A JSON Schema',
      handle: (_dependencies, c) =>
        c.body(readFileSync(SEED_SCHEMA_FILE, 'utf8'), 200, {
          'Content-Type': 'application/schema+json',
        }),
    }),
  ];
}
