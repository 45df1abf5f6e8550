// Collections of Wix Data: which there are, who may use them, live or sandbox. Leaves out their fields, and permissions other than Admin.
import { isPreview, type Call } from '../core/context.ts';
import { WixApiError } from '../core/wix-error.ts';

/** Where an item lies: on the published site, or in what the editor's preview sees. */
export type Environment = 'LIVE' | 'SANDBOX';

/** Makes a collection, empty; inside durable work. */
export function createCollection({ database }: Pick<Call, 'database'>, name: string): void {
  database.run('insert into data_collections (name) values (?) on conflict do nothing', name);
}

/** An error of Wix Data: its description begins with its code, as those that were seen do. */
export function dataError(status: number, code: `WDE${string}`, says: string): WixApiError {
  return new WixApiError(status, code, `${code}: ${says}`);
}

/**
 * Lets a caller into a collection. Every collection has Wix's permissions "Admin" for everything: apps and Wix users pass.
 * @throws {WixApiError} 404 WDE0025 without such a collection, 403 WDE0027 for visitors and members
 * @see https://dev.wix.com/docs/sdk/backend-modules/data/error-codes
 */
export function requireCollection(
  call: Call,
  name: string,
  action: 'read' | 'insert' | 'remove',
): void {
  if (!call.database.get('select 1 from data_collections where name = ?', name)) {
    throw dataError(404, 'WDE0025', `The ${shown(name)} collection does not exist.`);
  }
  if (call.identity?.kind !== 'app' && call.identity?.kind !== 'user') {
    throw dataError(
      403,
      'WDE0027',
      `The current user does not have permissions to ${action} on the ${shown(name)} collection.`,
    );
  }
}

/** The environment of a call: the one it names, else the sandbox in the editor's preview. */
export function environmentOf(call: Call, named: string | undefined): Environment {
  switch (named) {
    case 'LIVE':
    case 'SANDBOX':
      return named;
    case 'SANDBOX_PREFERRED':
      return 'SANDBOX';
    default:
      return isPreview(call.identity) ? 'SANDBOX' : 'LIVE';
  }
}

function shown(name: string): string {
  return name.slice(0, 140);
}
