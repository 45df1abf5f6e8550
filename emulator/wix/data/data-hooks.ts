// Emulates when Wix runs a site's data hooks: before and after a request about items. Not emulated: hooks of aggregations
// and distinct values.
import type { Identity, OperationContext } from '../core/context.ts';
import { assertSafeJson } from '../core/http.ts';
import { WixApiError } from '../core/wix-error.ts';
import type { Outcome } from '../run-operation.ts';
import { runBulkHooks } from './bulk-hooks.ts';
import { requireCollection } from './collections.ts';
import type { HookedRequest, HookedRun, OpenHooks } from './hooked-run.ts';
import { runReadHooks } from './read-hooks.ts';
import { runWriteHooks } from './write-hooks.ts';

/** Runs requests with the site's hooks. */
export type RunWithHooks = (
  request: HookedRequest,
  next: (input: object) => Promise<Outcome>,
) => Promise<Outcome>;

const PREFIX = 'DataItemService.';

/**
 * Creates the function that runs requests with the hooks of a site. The collection and the permission are checked before
 * any hook runs (assumed).
 */
export function createHookedRunner(
  open: OpenHooks,
  runAs: <T>(identity: Identity | undefined, work: (context: OperationContext) => T) => Promise<T>,
): RunWithHooks {
  return async (request, next) => {
    const { operation, input, identity } = request;
    const collection = input['dataCollectionId'];
    if (!operation.startsWith(PREFIX) || typeof collection !== 'string') return next(input);
    const suppressHooks = input['suppressHooks'] === true || input['suppressHooks'] === 'true';
    const hooks = await open({ ...request, collection, suppressHooks });
    if (!hooks) return next(input);
    const run: HookedRun = {
      request,
      collection,
      hooks,
      allow: (action) =>
        runAs(identity, (context) => {
          requireCollection(context, collection, action);
        }),
      read: (work) => runAs(identity, work),
      // What hooks return is checked like what callers send.
      async next(changed) {
        assertSafeJson(changed);
        return next(changed);
      },
    };
    const method = operation.slice(PREFIX.length);
    try {
      const outcome = await (runReadHooks(method, run) ??
        runWriteHooks(method, run) ??
        runBulkHooks(method, run) ??
        next(input));
      if (outcome.response instanceof WixApiError) await hooks.fail(outcome.response);
      return outcome;
    } catch (error) {
      if (error instanceof WixApiError) await hooks.fail(error);
      throw error;
    }
  };
}
