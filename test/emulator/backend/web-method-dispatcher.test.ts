import { Permissions, webMethod } from '@wix/web-methods';
import { members } from '@wix/members';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import {
  createWebMethodDispatcher,
  isAllowed,
  WEB_METHOD_TIMEOUT_MS,
  type DispatcherOptions,
  type WebMethodResponse,
} from '../../../emulator/backend/web-method-dispatcher.ts';
import { findWebMethods, type ModuleExports } from '../../../emulator/site/web-methods.ts';
import type { Identity } from '../../../emulator/wix/core/context.ts';

const VISITOR: Identity = { kind: 'visitor', id: 'v' };
const MEMBER: Identity = { kind: 'member', id: 'm', contactId: 'c', roles: [] };
const OWNER: Identity = { ...MEMBER, roles: ['Admin'] };
const USER: Identity = { kind: 'user', id: 'u' };
const APP: Identity = { kind: 'app', id: 'a' };

type Call = (
  method: string,
  args?: readonly unknown[] | string,
  more?: { readonly identity?: Identity; readonly file?: string; readonly httpMethod?: string },
) => Promise<WebMethodResponse>;

function setup(exports: ModuleExports = {}, options: Partial<DispatcherOptions> = {}): Call {
  onTestFinished(installContexts());
  const dispatch = createWebMethodDispatcher({
    webMethodFiles: () => new Map([['backend/methods.web.js', '/site/backend/methods.web.ts']]),
    loadWebMethods: () => Promise.resolve(findWebMethods(exports)),
    elevatedToken: () => 'app',
    handleRequest: ({ headers }) => ({
      status: 200,
      headers: {},
      body: JSON.stringify({ member: { id: headers['authorization'] } }),
    }),
    ...options,
  });
  return (
    method,
    args = [],
    { identity = VISITOR, file = 'backend/methods.web.js', ...more } = {},
  ) =>
    dispatch({
      httpMethod: 'POST',
      file,
      method,
      body: typeof args === 'string' ? args : JSON.stringify(args),
      identity,
      token: `token of ${identity.id}`,
      ...more,
    });
}

function anyone(run: (...args: never[]) => unknown): unknown {
  return webMethod(Permissions.Anyone, run);
}

it('returns the result of a web method, with dates, and an empty body for undefined', async () => {
  const call = setup({
    echo: anyone((...args: unknown[]) => args),
    later: anyone(async (day: Date) => ({ isDate: day instanceof Date, day })),
    nothing: anyone(() => undefined),
  });
  expect(await call('echo', [1, null, { a: [] }])).toEqual({
    status: 200,
    json: { result: [1, null, { a: [] }] },
  });
  const day = { $date: '2026-11-20T10:00:00.000Z' };
  expect((await call('later', [day])).json).toEqual({ result: { isDate: true, day } });
  expect(await call('nothing')).toEqual({ status: 200, json: {} });
});

it('runs a web method as its caller', async () => {
  const call = setup({
    who: anyone(async () => (await members.getCurrentMember()).member?._id),
  });
  expect((await call('who', [], { identity: MEMBER })).json).toEqual({ result: 'token of m' });
});

it('returns only message, name and code of an error, as Wix does', async () => {
  const reported: unknown[] = [];
  const error = Object.assign(new RangeError('too far'), { code: 'E_FAR', secret: 'canary' });
  const call = setup(
    {
      boom: anyone(() => {
        throw error;
      }),
      plain: anyone(() => {
        // oxlint-disable-next-line typescript/only-throw-error -- A site may throw anything.
        throw { reason: 'no Error' };
      }),
    },
    { onError: (thrown) => reported.push(thrown) },
  );
  expect(await call('boom')).toEqual({
    status: 200,
    json: {
      result: {
        message: 'too far',
        name: 'RangeError',
        stack: '',
        code: 'E_FAR',
        _elementoryError: true,
      },
      exception: true,
    },
  });
  expect(await call('plain')).toEqual({
    status: 200,
    json: { result: { reason: 'no Error' }, exception: true },
  });
  expect(reported).toEqual([error, { reason: 'no Error' }]);
});

it('returns a TypeError for a result that cannot be serialized', async () => {
  const own: { self?: unknown } = {};
  own.self = own;
  const call = setup({ circular: anyone(() => own) });
  const { status, json } = await call('circular');
  expect([status, json.exception]).toEqual([200, true]);
  expect(json.result).toMatchObject({ name: 'TypeError' });
});

it.each([
  'none',
  'plain',
  'constant',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
])('returns 404 for "%s", which is not a web method', async (name) => {
  const call = setup({ plain: () => 'canary', constant: 'canary', real: anyone(() => 1) });
  const { status, json } = await call(name);
  expect([status, json.exception]).toEqual([404, true]);
  expect(JSON.stringify(json)).not.toContain('canary');
});

it.each(['backend/none.web.js', 'backend/../methods.web.js', '__proto__', 'constructor', ''])(
  'returns 404 for the file "%s"',
  async (file) => {
    const call = setup({ real: anyone(() => 1) });
    expect((await call('real', [], { file })).status).toBe(404);
  },
);

it.each([
  ['Anyone', [true, true, true, true, true]],
  ['SiteMember', [false, true, true, true, false]],
  ['Admin', [false, false, true, true, false]],
] as const)('%s allows visitor, member, owner, user, app: %j', async (permission, allowed) => {
  const everyone = [VISITOR, MEMBER, OWNER, USER, APP];
  expect(everyone.map((identity) => isAllowed(permission, identity))).toEqual(allowed);
  let ran = 0;
  const call = setup({ run: webMethod(Permissions[permission], () => (ran += 1)) });
  const statuses: number[] = [];
  for (const identity of everyone) {
    statuses.push((await call('run', [], { identity })).status);
  }
  expect(statuses).toEqual(allowed.map((isAllowedCaller) => (isAllowedCaller ? 200 : 403)));
  expect(ran).toBe(allowed.filter(Boolean).length);
});

it('does not run the web method if it rejects the arguments', async () => {
  let ran = 0;
  const call = setup({ run: anyone(() => (ran += 1)) });
  const bodies = ['{}', 'no JSON', '[{"__proto__":1}]', `["${'x'.repeat(2 ** 20)}"]`];
  const statuses: number[] = [];
  for (const body of bodies) {
    statuses.push((await call('run', body)).status);
  }
  expect([statuses, ran]).toEqual([[400, 400, 400, 413], 0]);
});

it('returns LOAD_FAILED with the file’s name if it does not load, and reports the error', async () => {
  const reported: string[] = [];
  const call = setup(
    {},
    {
      loadWebMethods: () => Promise.reject(new Error('line 3: unexpected token')),
      onError: (error, where) => reported.push(`${where}: ${String(error)}`),
    },
  );
  const { status, json } = await call('run');
  expect(status).toBe(500);
  expect(json.result).toMatchObject({
    code: 'LOAD_FAILED',
    message: 'Failed to load backend/methods.web.js: line 3: unexpected token',
  });
  expect(reported).toEqual(['backend/methods.web.js run: Error: line 3: unexpected token']);
});

it('loads the file on each call, outside of the caller’s context', async () => {
  let loads = 0;
  const call = setup(
    {},
    {
      loadWebMethods: async () => {
        loads += 1;
        const top = await Promise.resolve()
          .then(() => members.getCurrentMember())
          .catch(String);
        return findWebMethods({ top: anyone(() => top) });
      },
    },
  );
  expect((await call('top')).json.result).toMatch(
    /move the call from top-level code into a web method/,
  );
  await call('top');
  expect(loads).toBe(2);
});

it('returns 504 after 14 seconds, and stops the timer of a finished call', async () => {
  const timers: { readonly ms: number; readonly fire: () => void; stopped: boolean }[] = [];
  const call = setup(
    { quick: anyone(() => 1), never: anyone(() => new Promise(() => undefined)) },
    {
      startTimer: (ms, fire) => {
        const timer = { ms, fire, stopped: false };
        timers.push(timer);
        return () => {
          timer.stopped = true;
        };
      },
    },
  );
  await call('quick');
  const late = call('never');
  await expect.poll(() => timers.length, { timeout: 30_000 }).toBe(2);
  timers[1]?.fire();
  expect((await late).status).toBe(504);
  expect(timers.map(({ ms, stopped }) => [ms, stopped])).toEqual([
    [WEB_METHOD_TIMEOUT_MS, true],
    [WEB_METHOD_TIMEOUT_MS, true],
  ]);
});

it('returns NOT_EMULATED for a cached call', async () => {
  const call = setup({
    cached: webMethod(Permissions.Anyone, () => 1, { cache: { tags: ['a'] } }),
  });
  const { status, json } = await call('cached', [], { httpMethod: 'GET' });
  expect(status).toBe(501);
  expect(json.result).toMatchObject({ code: 'NOT_EMULATED' });
  expect((await call('cached')).json).toEqual({ result: 1 });
});
