// Emulates Wix Data's collections: existence, permissions, live and sandbox environments. Not emulated: fields,
// and permissions other than Admin.
import { isPreview, type DatabaseContext, type OperationContext } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';

/** The environment of an item: `LIVE` for the published site, `SANDBOX` for the editor's preview. */
export type Environment = 'LIVE' | 'SANDBOX';

/** Creates an empty collection; call it inside a transaction. */
export function createCollection({ database }: DatabaseContext, name: string): void {
  database.run('insert into data_collections (name) values (?) on conflict do nothing', name);
}

/** Creates an error of Wix Data. The description starts with the code, as in observed errors. */
export function createDataError(
  status: number,
  code: `WDE${string}`,
  message: string,
): WixApiError {
  return new WixApiError(status, code, `${code}: ${message}`);
}

/**
 * Checks that a collection exists and that the caller may use it. Collections require the permission Admin, which apps
 * and Wix users have.
 * @throws {WixApiError} 404 WDE0025 if there is no such collection, 403 WDE0027 for visitors and members
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/error-codes
 */
export function requireCollection(
  context: OperationContext,
  name: string,
  action: 'read' | 'insert' | 'remove',
): void {
  if (!context.database.get('select 1 from data_collections where name = ?', name)) {
    throw createDataError(404, 'WDE0025', `The ${truncateName(name)} collection does not exist.`);
  }
  if (context.identity?.kind !== 'app' && context.identity?.kind !== 'user') {
    throw createDataError(
      403,
      'WDE0027',
      `The current user does not have permissions to ${action} on the ${truncateName(name)} collection.`,
    );
  }
}

/** Returns the environment of a request: the one it names, or else SANDBOX in the editor's preview and LIVE elsewhere. */
export function resolveEnvironment(
  context: OperationContext,
  named: string | undefined,
): Environment {
  switch (named) {
    case 'LIVE':
    case 'SANDBOX':
      return named;
    case 'SANDBOX_PREFERRED':
      return 'SANDBOX';
    default:
      return isPreview(context.identity) ? 'SANDBOX' : 'LIVE';
  }
}

function truncateName(name: string): string {
  return name.slice(0, 140);
}
