// Finds the web methods in the exports of a `*.web.js` file: the functions created by `webMethod()`. Ignores
// `.jsw` files.

/** The permission of a web method, with the names of `@wix/web-methods`. */
export type Permission = 'Anyone' | 'SiteMember' | 'Admin';

/** A function created by `webMethod()`. */
export interface WebMethod {
  readonly permission: Permission;
  /** Calls the function without checking the permission. */
  readonly run: (...args: readonly unknown[]) => unknown;
}

/** The exports of a loaded module. */
export type ModuleExports = Readonly<Record<string, unknown>>;

const PERMISSIONS: ReadonlySet<unknown> = new Set<Permission>(['Anyone', 'SiteMember', 'Admin']);

/**
 * Returns the web methods of a loaded file, by name: its own exports that have one of Wix's permissions. Other exports
 * and inherited names cannot be called.
 *
 * @see the package `@wix/web-methods`, which assigns `permission` to the function itself
 */
export function findWebMethods(exports: ModuleExports): ReadonlyMap<string, WebMethod> {
  const found = new Map<string, WebMethod>();
  for (const [name, value] of Object.entries(exports)) {
    if (isWebMethod(value)) {
      found.set(name, { permission: value.permission, run: (...args) => value(...args) });
    }
  }
  return found;
}

type MarkedFunction = ((...args: readonly unknown[]) => unknown) & {
  readonly permission: Permission;
};

function isWebMethod(it: unknown): it is MarkedFunction {
  return typeof it === 'function' && 'permission' in it && PERMISSIONS.has(it.permission);
}
