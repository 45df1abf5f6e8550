// A Wix that Wix's own packages call, as the backend of a site would.
import { onTestFinished } from 'vitest';
import { runInContext, installContexts } from '../../../emulator/backend/request-context.ts';
import { applySeed, type Seed } from '../../../emulator/control/seed.ts';
import type { Identity } from '../../../emulator/wix/core/call.ts';
import { issueToken } from '../../../emulator/wix/oauth/tokens.ts';
import { APP, openWix } from './open-wix.ts';

/** The app under which the backend runs for the editor's preview. */
export const PREVIEW_APP: Identity = { kind: 'app', id: APP.id, preview: true };

/** Opens a Wix, planted with a seed, for the packages of the running test. */
export async function openForPackages(seed: Seed = {}) {
  const opened = openWix();
  await applySeed(opened.wix, seed);
  onTestFinished(installContexts());
  const token = (identity: Identity) => opened.act((inside) => issueToken(inside, identity).token);
  return {
    ...opened,
    /** Runs code as a caller; `app` is what elevating gives. */
    async as<T>(caller: Identity, work: () => Promise<T>, app: Identity = APP): Promise<T> {
      const session = {
        token: await token(caller),
        caller,
        elevatedToken: await token(app),
        handleRequest: opened.wix.answer,
      };
      return runInContext(session, work);
    },
  };
}

/** The code that a package's error carries. */
export async function codeThrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    const details: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'details') : undefined;
    const told: unknown =
      typeof details === 'object' && details !== null
        ? Reflect.get(details, 'applicationError')
        : undefined;
    return typeof told === 'object' && told !== null ? Reflect.get(told, 'code') : error;
  }
  return 'nothing was thrown';
}
