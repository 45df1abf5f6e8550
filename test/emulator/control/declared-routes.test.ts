// What the declarations of the control routes say is what the routes do.
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { CONTROL_ROUTES } from '../../../emulator/control/routes.ts';
import { TOPICS } from '../../../emulator/control/route.ts';
import { startEmulator } from '../../support/emulator.ts';
import { UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const named = CONTROL_ROUTES.map((route) => ({ ...route, name: `${route.method} ${route.path}` }));
const withBody = named.flatMap(({ body, ...route }) => (body ? [{ ...route, body }] : []));

/** Parameters for which an example reaches the handler. */
const PARAMS: Readonly<Record<string, string>> = {
  'POST /events/:name': 'contact-created',
  'PUT /media/:id': 'local_0123456789abcdef0123456789abcdef~mv2.png',
};

/** Examples that name what a new emulator does not have, or that need a site or a page. */
const REFUSED: Readonly<Record<string, number>> = {
  'POST /apps/:id/install': 404,
  'POST /contacts/merge': 404,
  'POST /conversations/:id/press': 404,
  'POST /realtime/subscriptions': 401,
  'POST /fetch': 502,
  'POST /page-errors': 501,
  'POST /jobs/run': 501,
  'PUT /snapshot': 400,
};

it('no two routes have the same method and path', () => {
  const names = named.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('every route has a known topic and a description of whole sentences', () => {
  const wrong = named.filter(
    ({ topic, description }) => !TOPICS.includes(topic) || !/^[A-Z`].*\.$/.test(description),
  );
  expect(wrong).toEqual([]);
});

it.each(withBody)('$name accepts its example', ({ body }) => {
  expect(v.safeParse(body.schema, body.example).issues).toBeUndefined();
});

it.each(withBody.filter(({ body }) => body.schema.type === 'strict_object'))(
  '$name refuses an unknown field',
  ({ body }) => {
    expect(v.safeParse(body.schema, { ...body.example, weather: 'fine' }).success).toBe(false);
  },
);

it('every example is answered with 200, or with a status that its route declares', async () => {
  const { send } = await startEmulator();
  const statuses: Record<string, number> = {};
  for (const { method, path, name, body } of withBody) {
    const url = `/_emulator${path.replace(/:\w+/, PARAMS[name] ?? UNKNOWN_ID)}`;
    statuses[name] = (await send(method, url, body.example)).status;
  }
  expect(statuses).toEqual(
    Object.fromEntries(withBody.map(({ name }) => [name, REFUSED[name] ?? 200])),
  );
  const undeclared = withBody.filter(
    ({ name, statuses: declared }) =>
      REFUSED[name] !== undefined && !Object.hasOwn({ 400: '', ...declared }, REFUSED[name]),
  );
  expect(undeclared).toEqual([]);
});
