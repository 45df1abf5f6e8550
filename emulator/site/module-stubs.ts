// Creates stubs of the modules and packages that the emulator does not have, so that a file that imports one loads.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { readImports } from './parse-imports.ts';

/** The specifier that stubs import: the file that exports `refusedModule(name, options)`. */
export const REFUSED_MODULE_SPECIFIER = 'velo:refused-module';
/** The start of the specifiers of modules of Node.js that are stubs: Vite resolves the names of Node.js itself. */
const NODE_PREFIX = 'velo-node:';

/** Returns the specifier with which a site's file imports the stub of a module. */
export function toStubSpecifier(module: string): string {
  return isBuiltin(module) ? NODE_PREFIX + module : module;
}

/** Returns the module of a specifier that may be one of {@link toStubSpecifier}. */
export function fromStubSpecifier(specifier: string): string {
  return specifier.startsWith(NODE_PREFIX) ? specifier.slice(NODE_PREFIX.length) : specifier;
}

/** The start of the IDs of stubs. No file and no package has such a name. */
const PREFIX = '\0velo-module-stub:';

/** The function of a stub that the importing file calls at its end. No code of a site uses this name. */
const LOADED = 'veloFileIsLoaded';

/**
 * Returns the statements that tell stubs that the file which imports them has been loaded: from then on, their calls throw.
 * @param modules the specifiers of the stubs
 */
export function createLoadedStatements(modules: readonly string[]): readonly string[] {
  return [...new Set(modules)].map((module, index) => {
    const name = `${LOADED}${String(index)}`;
    const specifier = JSON.stringify(toStubSpecifier(module));
    return `import { ${LOADED} as ${name} } from ${specifier}; ${name}();`;
  });
}

/**
 * Returns the ID of the stub of a module for one of the files that import it. The ID holds the names that the file needs,
 * since only the emulator's own modules have lists of exports.
 * @param importer absolute path
 * @param reason the sentence of what the stub's calls throw
 */
export function toStubId(module: string, importer: string, reason: string): string {
  const uses = readImports(importer, readFileSync(importer, 'utf8')).filter(
    ({ specifier }) => specifier === module,
  );
  const names = uses.flatMap((use) => [
    ...use.names,
    // `stores.cart` of `import * as stores from 'wix-stores'`.
    ...use.members.map(({ name }) => name.split('.', 1)[0] ?? name),
  ]);
  const needed = [...new Set(names)].filter((name) => name !== 'default').sort();
  return PREFIX + Buffer.from(JSON.stringify([module, reason, ...needed])).toString('base64url');
}

/** Returns whether an ID is that of a stub. */
export function isStub(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** Returns the code of a stub. */
export function createStubSource(id: string): string {
  const json = Buffer.from(id.slice(PREFIX.length), 'base64url').toString();
  const parsed: unknown = JSON.parse(json);
  const [module, reason, ...names] = Array.isArray(parsed) ? parsed.map(String) : [];
  const options = `{ reason: ${JSON.stringify(reason)}, isFileLoaded: () => isFileLoaded }`;
  return [
    `import { refusedModule } from '${REFUSED_MODULE_SPECIFIER}';`,
    'let isFileLoaded = false;',
    `export function ${LOADED}() { isFileLoaded = true; }`,
    `const refused = refusedModule(${JSON.stringify(module)}, ${options});`,
    // For `require`.
    'export { refused as default, refused as "module.exports" };',
    ...names.map((name, index) => {
      const key = JSON.stringify(name);
      const variable = `member${String(index)}`;
      return `const ${variable} = refused[${key}];\nexport { ${variable} as ${key} };`;
    }),
  ].join('\n');
}
