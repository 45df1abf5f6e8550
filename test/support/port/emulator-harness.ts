// The port suite's harness over an emulator, for an implementation that calls Wix with the real packages.
import { fileURLToPath } from 'node:url';
import type { Wix } from 'backend/inbox/wix/port';
import { runInContext, type WixRequestHandler } from '../../../emulator/backend/request-context.ts';
import type { Emulator } from '../../../emulator/index.ts';
import { startEmulator } from '../emulator.ts';
import type { CallerIdentity, PortHarness, PublishedPing } from './port-harness.ts';

const SEED = fileURLToPath(new URL('port-seed.json', import.meta.url));

/** Sends the requests of the packages to an emulator. */
export function sendTo(emulator: Emulator): WixRequestHandler {
  return async ({ method, host, path, headers, body }) => {
    const response = await emulator.fetch(`https://${host}${path}`, {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] satisfies [string, string]],
      ),
      ...(method !== 'GET' && { body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

/** An implementation of the port that calls Wix. */
export interface ConnectedPort {
  readonly wix: Wix;
  /** Runs calls with the caller's token, in a context whose elevated token is that of the app. Default: runs them. */
  runAs?<Result>(token: string, work: () => Promise<Result>): Promise<Result>;
}

/** Creates the harness of an implementation. The requests of the packages go to a new emulator. */
export async function createEmulatorHarness({
  wix,
  runAs = (_token, work) => work(),
}: ConnectedPort): Promise<PortHarness> {
  const { emulator, control, session } = await startEmulator({ seed: SEED });
  const { token: elevatedToken } = await session({ as: 'app' });

  async function tokenOf(identity: CallerIdentity): Promise<string | undefined> {
    if (identity === 'event-handler') return undefined;
    if ('visitorId' in identity) {
      return (await session({ as: 'visitor', id: identity.visitorId })).token;
    }
    if ('memberId' in identity) {
      return (await session({ as: 'member', id: identity.memberId })).token;
    }
    return (await session({ as: 'user', id: identity.userId })).token;
  }

  return {
    wix,
    createVisitor: async () => (await session({ as: 'visitor' })).id,
    async createMember({ email }) {
      const { id, contactId = '' } = await session({ as: 'member', email });
      return { memberId: id, contactId };
    },
    async createContact({ email, firstName, lastName, phone }) {
      const { contact } = await control<{ contact: { id: string } }>('POST', 'contacts', {
        info: {
          name: { first: firstName, last: lastName },
          emails: { items: [{ email }] },
          ...(phone !== undefined && { phones: { items: [{ phone }] } }),
        },
      });
      return contact.id;
    },
    solveCaptcha: async () => (await control<{ token: string }>('POST', 'captcha', {})).token,
    async runAs(identity, work) {
      const token = await tokenOf(identity);
      return runInContext(
        { elevatedToken, ...(token !== undefined && { token }), handleRequest: sendTo(emulator) },
        () => (token === undefined ? work() : runAs(token, work)),
      );
    },
    async withoutCollection(work) {
      const emptySite = await startEmulator();
      const { token } = await emptySite.session({ as: 'app' });
      await runInContext({ elevatedToken: token, handleRequest: sendTo(emptySite.emulator) }, work);
    },
    async listPublished() {
      const { messages } = await control<{ messages: readonly PublishedPing[] }>('GET', 'realtime');
      return messages.map(({ channel, payload }) => ({ channel, payload }));
    },
    close: async () => {},
  };
}
