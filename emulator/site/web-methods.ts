// Finds the functions that pages can call in the exports of a file: those created by `webMethod()` in `*.web.js`, and
// all of a `.jsw` file.

/** The permission of a web method, with the names of `@wix/web-methods`. */
export type Permission = 'Anyone' | 'SiteMember' | 'Admin';

/** A function that pages can call. */
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

/**
 * Returns the functions of a loaded `.jsw` file, by name. Pages can call every one that is exported.
 *
 * @param permissionOf returns who may call a function, by `permissions.json`
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/web-modules/about-web-modules
 */
export function findWebModuleFunctions(
  exports: ModuleExports,
  permissionOf: (name: string) => Permission,
): ReadonlyMap<string, WebMethod> {
  const found = new Map<string, WebMethod>();
  for (const [name, value] of Object.entries(exports)) {
    if (isFunction(value)) {
      found.set(name, { permission: permissionOf(name), run: (...args) => value(...args) });
    }
  }
  return found;
}

function isFunction(it: unknown): it is WebMethod['run'] {
  return typeof it === 'function';
}

type MarkedFunction = ((...args: readonly unknown[]) => unknown) & {
  readonly permission: Permission;
};

function isWebMethod(it: unknown): it is MarkedFunction {
  return typeof it === 'function' && 'permission' in it && PERMISSIONS.has(it.permission);
}
