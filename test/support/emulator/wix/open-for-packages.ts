// An emulated Wix that Wix's own packages call, as the backend of a site does.
import { onTestFinished } from 'vitest';
import { installContexts } from '../../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../../emulator/backend/request-context.ts';
import { applySeed, type Seed } from '../../../../emulator/control/seed.ts';
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import { issueToken } from '../../../../emulator/wix/oauth/tokens.ts';
import { APP, openWix } from './open-wix.ts';

/** The app as which the backend runs in the editor's preview. */
export const PREVIEW_APP: Identity = { kind: 'app', id: APP.id, preview: true };

/** Creates a Wix from a seed, for Wix's packages in the running test. */
export async function openForPackages(seed: Seed = {}) {
  const opened = openWix();
  await applySeed(opened.wix, seed);
  onTestFinished(installContexts());
  const token = (identity: Identity) =>
    opened.runAsWix((context) => issueToken(context, identity).token);
  return {
    ...opened,
    /** Runs code as a caller; `app` is the elevated identity. */
    async as<T>(caller: Identity, work: () => Promise<T>, app: Identity = APP): Promise<T> {
      const session = {
        token: await token(caller),
        caller,
        elevatedToken: await token(app),
        handleRequest: opened.wix.handleRequest,
      };
      return runInContext(session, work);
    },
  };
}

/** Returns the code of the error that a call of a package throws. */
export async function codeThrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    const details: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'details') : undefined;
    const applicationError: unknown =
      typeof details === 'object' && details !== null
        ? Reflect.get(details, 'applicationError')
        : undefined;
    return typeof applicationError === 'object' && applicationError !== null
      ? Reflect.get(applicationError, 'code')
      : error;
  }
  return 'nothing was thrown';
}
