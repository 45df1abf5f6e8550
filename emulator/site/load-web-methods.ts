// Loads the files whose functions pages call, and returns these functions with their permissions.
import { toWixPath, type SiteFolder } from './site-folder.ts';
import {
  findWebMethods,
  findWebModuleFunctions,
  type ModuleExports,
  type WebMethod,
} from './web-methods.ts';
import { readWebModulePermissions } from './web-module-permissions.ts';

/**
 * Creates the function that loads a file and returns its functions that pages can call, by name. It reads
 * `permissions.json` again for each `.jsw` file, so that a change of it is effective at once.
 */
export function createWebMethodLoader(options: {
  load(file: string): Promise<ModuleExports>;
  folder(): Pick<SiteFolder, 'root' | 'permissions'>;
}): (file: string) => Promise<ReadonlyMap<string, WebMethod>> {
  const cache = new WeakMap<ModuleExports, ReadonlyMap<string, WebMethod>>();
  return async (file) => {
    const exports = await options.load(file);
    if (file.endsWith('.jsw')) {
      const { root, permissions: path } = options.folder();
      const permissions = readWebModulePermissions(path);
      const wixPath = toWixPath(root, file);
      return findWebModuleFunctions(exports, (name) => permissions.permissionOf(wixPath, name));
    }
    const found = cache.get(exports) ?? findWebMethods(exports);
    cache.set(exports, found);
    return found;
  };
}
