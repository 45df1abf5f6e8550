import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { members } from '@wix/members';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import {
  runInContext,
  stopAllCalls,
  stopRunningCalls,
  runOutsideContext,
  type WixRequestHandler,
  type RequestContext,
} from '../../../emulator/backend/request-context.ts';
import { NO_CALLER_CLIENT } from '../../../emulator/backend/wix-clients.ts';
import type { WixRequest } from '../../../emulator/wix/core/http.ts';

const CONVERSATION = '00000000-0000-4000-8000-000000000001';

function install(): () => void {
  const uninstall = installContexts();
  onTestFinished(uninstall);
  return uninstall;
}

/** Creates a request handler whose response contains its name and the token of the request. */
function createEchoHandler(
  name: string,
  pause: () => Promise<void> = () => Promise.resolve(),
): WixRequestHandler {
  return async ({ path, headers, body }) => {
    await pause();
    const nameAndToken = `${name}:${headers['authorization']}`;
    const sent = body === '' ? undefined : tokenIn(body);
    return json(
      path === '/oauth2/token-info'
        ? { active: true, subjectType: 'VISITOR', subjectId: `${name}:${String(sent)}` }
        : { member: { id: nameAndToken }, conversation: { id: nameAndToken } },
    );
  };
}

function tokenIn(body: string): unknown {
  const sent: unknown = JSON.parse(body);
  return typeof sent === 'object' && sent !== null && 'token' in sent ? sent.token : undefined;
}

function json(value: unknown, status = 200): { status: number; headers: {}; body: string } {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

const contextWith = (handleRequest: WixRequestHandler): RequestContext => ({
  token: 'visitor',
  elevatedToken: 'app',
  handleRequest,
});

it('calls Wix with the caller’s token, elevate() with the app’s token, and getTokenInfo() reads the caller’s', async () => {
  install();
  const elevated = auth.elevate(conversations.getConversation);
  const ids = await runInContext(contextWith(createEchoHandler('wix')), async () => [
    (await members.getCurrentMember()).member?._id,
    (await elevated(CONVERSATION))._id,
    (await auth.getTokenInfo()).subjectId,
  ]);
  expect(ids).toEqual(['wix:visitor', 'wix:app', 'wix:visitor']);
});

it('keeps the contexts of 200 concurrent calls to two emulators apart, in any order of responses', async () => {
  install();
  install();
  const random = createRandom(7);
  /** Waits a pseudo-random number of turns of the event loop, the same in every run. */
  const pause = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) {
      await new Promise(setImmediate);
    }
  };
  const handlers = [createEchoHandler('a', pause), createEchoHandler('b', pause)] as const;
  const elevated = auth.elevate(conversations.getConversation);
  const ids = await Promise.all(
    Array.from({ length: 200 }, (_, index) => {
      const handleRequest = handlers[index % 2 === 0 ? 0 : 1];
      return runInContext(
        { token: `visitor-${index}`, elevatedToken: `app-${index}`, handleRequest },
        async () => {
          await pause();
          const [member, conversation, info] = await Promise.all([
            members.getCurrentMember().then(({ member: current }) => current?._id),
            elevated(CONVERSATION).then(({ _id }) => _id),
            auth.getTokenInfo().then(({ subjectId }) => subjectId),
          ]);
          await pause();
          return [member, conversation, info, (await elevated(CONVERSATION))._id];
        },
      );
    }),
  );
  expect(ids).toEqual(
    Array.from({ length: 200 }, (_, index) => {
      const name = index % 2 === 0 ? 'a' : 'b';
      const [visitor, app] = [`${name}:visitor-${index}`, `${name}:app-${index}`];
      return [visitor, app, visitor, app];
    }),
  );
});

it('refuses calls without elevate() in an event context, with Wix’s message, and allows elevated ones', async () => {
  install();
  const context: RequestContext = { elevatedToken: 'app', handleRequest: createEchoHandler('wix') };
  await expect(runInContext(context, async () => members.getCurrentMember())).rejects.toThrow(
    'Contextual client is not available for events and service plugins, please use elevate() instead.',
  );
  await expect(runInContext(context, async () => auth.getTokenInfo())).rejects.toThrow(
    NO_CALLER_CLIENT,
  );
  const elevated = auth.elevate(conversations.getConversation);
  expect((await runInContext(context, () => elevated(CONVERSATION)))._id).toBe('wix:app');
});

it('throws on calls to Wix outside of a context', async () => {
  install();
  await expect(async () => members.getCurrentMember()).rejects.toThrow(
    /move the call from top-level code into a web method/,
  );
  const elevated = auth.elevate(conversations.getConversation);
  await expect(async () => elevated(CONVERSATION)).rejects.toThrow(
    /move the call from top-level code into a web method/,
  );
  await expect(fetch('https://www.wixapis.com/members/v1/members/my')).rejects.toThrow(
    /a request to www\.wixapis\.com: move the call from top-level code into a web method/,
  );
  const inner = runInContext(contextWith(createEchoHandler('wix')), () =>
    runOutsideContext(createEchoHandler('wix'), async () => members.getCurrentMember()),
  );
  await expect(inner).rejects.toThrow(/move the call from top-level code into a web method/);
});

it('passes requests to other hosts to the original fetch', async () => {
  const before = globalThis.fetch;
  onTestFinished(() => {
    globalThis.fetch = before;
  });
  const fetched: string[] = [];
  globalThis.fetch = async (input) => {
    fetched.push(input instanceof Request ? input.url : String(input));
    return Response.json({});
  };
  install();
  await runInContext(contextWith(createEchoHandler('wix')), () => fetch('http://127.0.0.1:1/x'));
  await fetch('https://notwixapis.com/');
  expect(fetched).toEqual(['http://127.0.0.1:1/x', 'https://notwixapis.com/']);
});

it('restores the originals when the last installation is removed, and not before', async () => {
  const before = globalThis.fetch;
  const first = install();
  const second = install();
  first();
  first();
  expect(globalThis.fetch).not.toBe(before);
  const { member } = await runInContext(contextWith(createEchoHandler('b')), () =>
    members.getCurrentMember(),
  );
  expect(member?._id).toBe('b:visitor');
  second();
  expect(globalThis.fetch).toBe(before);
  expect(Reflect.get(globalThis, '__wix_context__')).toBeUndefined();
});

it('passes the same request to the handler for every form of fetch arguments', async () => {
  install();
  const seen: WixRequest[] = [];
  const handleRequest: WixRequestHandler = (request) => {
    seen.push(request);
    return json({});
  };
  const url = 'https://www.wixapis.com/a/b?x=1&y=%20';
  const headers = { Authorization: 'token', 'Content-Type': 'application/json' };
  await runInContext(contextWith(handleRequest), async () => {
    await fetch(url, { method: 'post', headers, body: '{}' });
    await fetch(new URL(url), { method: 'POST', headers: new Headers(headers), body: '{}' });
    await fetch(url, { method: 'POST', headers: Object.entries(headers), body: Buffer.from('{}') });
    await fetch(new Request(url, { method: 'POST', headers, body: '{}' }));
  });
  const expected = {
    method: 'POST',
    host: 'www.wixapis.com',
    path: '/a/b?x=1&y=%20',
    headers: { authorization: 'token', 'content-type': 'application/json' },
    body: '{}',
  };
  expect(seen).toEqual([expected, expected, expected, expected]);
});

it('rejects fetch when its signal aborts', async () => {
  install();
  const controller = new AbortController();
  const slow: WixRequestHandler = () => {
    queueMicrotask(() => controller.abort(new Error('no longer wanted')));
    return new Promise(() => undefined);
  };
  const response = runInContext(contextWith(slow), () =>
    fetch('https://www.wixapis.com/x', { signal: controller.signal }),
  );
  await expect(response).rejects.toThrow('no longer wanted');
  await expect(
    runInContext(contextWith(slow), () =>
      fetch('https://www.wixapis.com/x', { signal: controller.signal }),
    ),
  ).rejects.toThrow('no longer wanted');
});

/** Creates a pseudo-random number generator: the same numbers from 0 to 1 in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it('stopAllCalls() stops the timers of running and later calls, and not those of another emulator', async () => {
  install();
  const [running, stopped] = [createEchoHandler('running'), createEchoHandler('stopped')];
  const fired: string[] = [];
  const startTimer = (handleRequest: WixRequestHandler, run: () => void) =>
    runInContext(contextWith(handleRequest), () => globalThis.setTimeout(run, 1));
  startTimer(stopped, () => fired.push('stopped'));
  stopAllCalls(stopped);
  startTimer(stopped, () => fired.push('stopped later'));
  await new Promise<void>((done) => {
    startTimer(running, () => fired.push('running'));
    startTimer(running, done);
  });
  expect(fired).toEqual(['running']);
});

it('stopRunningCalls() stops the timers of running calls, and not those of later calls', async () => {
  install();
  const handleRequest = createEchoHandler('wix');
  const fired: string[] = [];
  const startTimer = (run: () => void) =>
    runInContext(contextWith(handleRequest), () => globalThis.setTimeout(run, 1));
  startTimer(() => fired.push('before'));
  stopRunningCalls(handleRequest);
  await new Promise<void>((done) => {
    startTimer(() => fired.push('after'));
    startTimer(done);
  });
  expect(fired).toEqual(['after']);
});

it('handles no request of a stopped call, and handles those of later calls', async () => {
  install();
  const handled: string[] = [];
  const handleRequest = ({ path }: { readonly path: string }) => {
    handled.push(path);
    return { status: 200, headers: {}, body: '' };
  };
  const send = (path: string) => void fetch(`https://www.wixapis.com${path}`);
  const stopped = runInContext(contextWith(handleRequest), () =>
    new Promise<void>((resume) => setImmediate(resume)).then(() => send('/stopped')),
  );
  stopRunningCalls(handleRequest);
  await stopped;
  await runInContext(contextWith(handleRequest), () => fetch('https://www.wixapis.com/new'));
  expect(handled).toEqual(['/new']);
});
