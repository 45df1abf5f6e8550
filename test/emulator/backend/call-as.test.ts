import { auth } from '@wix/essentials';
import { conversations } from '@wix/inbox';
import { members } from '@wix/members';
import { expect, it, onTestFinished } from 'vitest';
import {
  callAs,
  endCalls,
  endCallsSoFar,
  installContexts,
  NO_PLAIN_CLIENT,
  outsideCalls,
  type Answer,
  type CallSession,
} from '../../../emulator/backend/call-as.ts';
import { isWixHost } from '../../../emulator/backend/wix-hosts.ts';
import type { WixRequest } from '../../../emulator/wix/core/http.ts';

const CONVERSATION = '00000000-0000-4000-8000-000000000001';

function install(): () => void {
  const uninstall = installContexts();
  onTestFinished(uninstall);
  return uninstall;
}

/** A Wix that answers every call with its own name and the token it was called with. */
function echoing(name: string, pause: () => Promise<void> = () => Promise.resolve()): Answer {
  return async ({ path, headers, body }) => {
    await pause();
    const who = `${name}:${headers['authorization']}`;
    const sent = body === '' ? undefined : tokenIn(body);
    return json(
      path === '/oauth2/token-info'
        ? { active: true, subjectType: 'VISITOR', subjectId: `${name}:${String(sent)}` }
        : { member: { id: who }, conversation: { id: who } },
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

const session = (answer: Answer): CallSession => ({
  token: 'visitor',
  elevatedToken: 'app',
  answer,
});

it('gives the packages of Wix the caller, elevate() the app, and token info the active token', async () => {
  install();
  const elevated = auth.elevate(conversations.getConversation);
  const told = await callAs(session(echoing('wix')), async () => [
    (await members.getCurrentMember()).member?._id,
    (await elevated(CONVERSATION))._id,
    (await auth.getTokenInfo()).subjectId,
  ]);
  expect(told).toEqual(['wix:visitor', 'wix:app', 'wix:visitor']);
});

it('keeps two hundred concurrent calls to two emulators apart, whatever the order of answers', async () => {
  install();
  install();
  const random = seeded(7);
  /** Waits a random number of turns of the event loop, the same ones in every run. */
  const pause = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 20); turns > 0; turns -= 1) {
      await new Promise(setImmediate);
    }
  };
  const wixes = [echoing('a', pause), echoing('b', pause)] as const;
  const elevated = auth.elevate(conversations.getConversation);
  const told = await Promise.all(
    Array.from({ length: 200 }, (_, index) => {
      const answer = wixes[index % 2 === 0 ? 0 : 1];
      return callAs(
        { token: `visitor-${index}`, elevatedToken: `app-${index}`, answer },
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
  expect(told).toEqual(
    Array.from({ length: 200 }, (_, index) => {
      const name = index % 2 === 0 ? 'a' : 'b';
      const [visitor, app] = [`${name}:visitor-${index}`, `${name}:app-${index}`];
      return [visitor, app, visitor, app];
    }),
  );
});

it('refuses the plain client where there is no caller, in the words of Wix, and elevates all the same', async () => {
  install();
  const handler: CallSession = { elevatedToken: 'app', answer: echoing('wix') };
  await expect(callAs(handler, async () => members.getCurrentMember())).rejects.toThrow(
    'Contextual client is not available for events and service plugins, please use elevate() instead.',
  );
  await expect(callAs(handler, async () => auth.getTokenInfo())).rejects.toThrow(NO_PLAIN_CLIENT);
  const elevated = auth.elevate(conversations.getConversation);
  expect((await callAs(handler, () => elevated(CONVERSATION)))._id).toBe('wix:app');
});

it('refuses to reach Wix outside of a call', async () => {
  install();
  await expect(async () => members.getCurrentMember()).rejects.toThrow(/outside of a web method/);
  const elevated = auth.elevate(conversations.getConversation);
  await expect(async () => elevated(CONVERSATION)).rejects.toThrow(/outside of a web method/);
  await expect(fetch('https://www.wixapis.com/members/v1/members/my')).rejects.toThrow(
    /a request to www\.wixapis\.com: it is made outside/,
  );
  const inner = callAs(session(echoing('wix')), () =>
    outsideCalls(async () => members.getCurrentMember()),
  );
  await expect(inner).rejects.toThrow(/outside of a web method/);
});

it('leaves every other host to the fetch that was there', async () => {
  const before = globalThis.fetch;
  onTestFinished(() => {
    globalThis.fetch = before;
  });
  const asked: string[] = [];
  globalThis.fetch = async (input) => {
    asked.push(input instanceof Request ? input.url : String(input));
    return Response.json({});
  };
  install();
  await callAs(session(echoing('wix')), () => fetch('http://127.0.0.1:1/x'));
  await fetch('https://notwixapis.com/');
  expect(asked).toEqual(['http://127.0.0.1:1/x', 'https://notwixapis.com/']);
});

it('puts everything back when the last one leaves, and not before', async () => {
  const before = globalThis.fetch;
  const first = install();
  const second = install();
  first();
  first();
  expect(globalThis.fetch).not.toBe(before);
  const told = await callAs(session(echoing('b')), () => members.getCurrentMember());
  expect(told.member?._id).toBe('b:visitor');
  second();
  expect(globalThis.fetch).toBe(before);
  expect(Reflect.get(globalThis, '__wix_context__')).toBeUndefined();
});

it('hands Wix the request as it was written, whichever way it was written', async () => {
  install();
  const seen: WixRequest[] = [];
  const answer: Answer = (request) => {
    seen.push(request);
    return json({});
  };
  const url = 'https://www.wixapis.com/a/b?x=1&y=%20';
  const headers = { Authorization: 'token', 'Content-Type': 'application/json' };
  await callAs(session(answer), async () => {
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

it('gives up waiting when the caller aborts', async () => {
  install();
  const leave = new AbortController();
  const slow: Answer = () => {
    queueMicrotask(() => leave.abort(new Error('no longer wanted')));
    return new Promise(() => undefined);
  };
  const asked = callAs(session(slow), () =>
    fetch('https://www.wixapis.com/x', { signal: leave.signal }),
  );
  await expect(asked).rejects.toThrow('no longer wanted');
  await expect(
    callAs(session(slow), () => fetch('https://www.wixapis.com/x', { signal: leave.signal })),
  ).rejects.toThrow('no longer wanted');
});

it.each([
  ['www.wixapis.com', true],
  ['edge.wixapis.com', true],
  ['manage.wix.com', true],
  ['wix.com', true],
  ['WWW.WIXAPIS.COM', true],
  ['www.wixapis.com.', true],
  ['static.parastorage.com', true],
  ['notwixapis.com', false],
  ['wixapis.com.evil.example', false],
  ['127.0.0.1', false],
])('%s is a host of Wix: %s', (host, expected) => {
  expect(isWixHost(host)).toBe(expected);
});

/** The same numbers from 0 to 1 in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it('lets a call’s timers fire while its Wix is there, and none once it has ended', async () => {
  install();
  const [here, gone] = [echoing('here'), echoing('gone')];
  const fired: string[] = [];
  const later = (answer: Answer, run: () => void) =>
    callAs(session(answer), () => globalThis.setTimeout(run, 1));
  later(gone, () => fired.push('gone'));
  endCalls(gone);
  later(gone, () => fired.push('gone too'));
  await new Promise<void>((done) => {
    later(here, () => fired.push('here'));
    later(here, done);
  });
  expect(fired).toEqual(['here']);
});

it('ends the timers of calls so far, not of those to come', async () => {
  install();
  const answer = echoing('wix');
  const fired: string[] = [];
  const later = (run: () => void) => callAs(session(answer), () => globalThis.setTimeout(run, 1));
  later(() => fired.push('before'));
  endCallsSoFar(answer);
  await new Promise<void>((done) => {
    later(() => fired.push('after'));
    later(done);
  });
  expect(fired).toEqual(['after']);
});

it('answers nothing that a call asks after it was ended, and what others ask', async () => {
  install();
  const asked: string[] = [];
  const answer = ({ path }: { readonly path: string }) => {
    asked.push(path);
    return { status: 200, headers: {}, body: '' };
  };
  const ask = (path: string) => void fetch(`https://www.wixapis.com${path}`);
  const late = callAs(session(answer), () =>
    new Promise<void>((go) => setImmediate(go)).then(() => ask('/late')),
  );
  endCallsSoFar(answer);
  await late;
  await callAs(session(answer), () => fetch('https://www.wixapis.com/new'));
  expect(asked).toEqual(['/new']);
});
