// A backend process: the inbox with Wix's packages, as `backend/inbox/site.ts` creates it, called over IPC.
import process from 'node:process';
import { settings as siteSettings } from 'backend/inbox-settings';
import { createInbox } from 'backend/inbox/inbox';
import { siteAdapters, siteRealtime } from 'backend/inbox/wix/site-adapters';
import { readInboxSettings } from 'backend/inbox/read-settings';
import * as v from 'valibot';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import { runInContext, type WixRequestHandler } from '../../../emulator/backend/request-context.ts';
import { withoutLimits } from '../../without-limits.ts';
import { now as scaledNow } from './clock.ts';

const settings = readInboxSettings(siteSettings);

const NumberText = v.pipe(v.string(), v.transform(Number), v.finite());
const env = v.parse(
  v.object({
    TORTURE_EMULATOR: v.string(),
    TORTURE_APP_TOKEN: v.string(),
    TORTURE_STARTED_AT: NumberText,
    TORTURE_SCALE: NumberText,
    TORTURE_SKEW_MS: NumberText,
  }),
  process.env,
);
const Call = v.object({ id: v.number(), token: v.string(), text: v.string(), key: v.string() });
/** Headers of the connection, which `fetch` sets itself. */
const OWN_HEADERS = ['host', 'connection', 'content-length'];

/** The most that the settings of a site allow. */
const MOST_PER_MINUTE = 500;
const clock = { startedAt: env.TORTURE_STARTED_AT, scale: env.TORTURE_SCALE };
const inbox = createInbox({
  wix: {
    ...siteAdapters,
    ...siteRealtime,
  },
  settings: { ...withoutLimits(settings, MOST_PER_MINUTE), realtime: 'off' },
  log: () => {},
  now: () => scaledNow(clock) + env.TORTURE_SKEW_MS,
  monotonic: () => performance.now() * clock.scale,
  id: () => crypto.randomUUID(),
});

const handleRequest: WixRequestHandler = async ({ method, host, path, headers, body }) => {
  const response = await fetch(`${env.TORTURE_EMULATOR}${path}`, {
    method,
    headers: [
      ...Object.entries(headers).flatMap(([name, value]) =>
        value === undefined || OWN_HEADERS.includes(name)
          ? []
          : [[name, value] satisfies [string, string]],
      ),
      ['x-original-host', host],
    ],
    ...(method !== 'GET' && { body }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
};

async function sendText({ token, text, key }: v.InferOutput<typeof Call>): Promise<string> {
  const context = { token, elevatedToken: env.TORTURE_APP_TOKEN, handleRequest };
  try {
    await runInContext(context, () => inbox.sendText(text, { idempotencyKey: key }));
    return 'ok';
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : String(error);
  }
}

installContexts();
process.on('message', (message) => {
  const call = v.parse(Call, message);
  void sendText(call).then((code) => process.send?.({ id: call.id, code }));
});
process.send?.({ id: 0, code: 'ready' });
