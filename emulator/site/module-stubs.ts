// Creates stubs of the older modules that the emulator does not have, so that a file that imports one loads.
import { readFileSync } from 'node:fs';
import { readImports } from './parse-imports.ts';

/** The specifier that stubs import: the file that exports `refusedModule(name)`. */
export const REFUSED_MODULE_SPECIFIER = 'velo:refused-module';
/** The start of the IDs of stubs. No file and no package has such a name. */
const PREFIX = '\0velo-module-stub:';

/**
 * Returns the ID of the stub of a module for one of the files that import it. The ID holds the names that the file needs,
 * since only the emulator's own modules have lists of exports.
 * @param importer absolute path
 */
export function toStubId(module: string, importer: string): string {
  const uses = readImports(importer, readFileSync(importer, 'utf8')).filter(
    ({ specifier }) => specifier === module,
  );
  const names = uses.flatMap((use) => [
    ...use.names,
    // `stores.cart` of `import * as stores from 'wix-stores'`.
    ...use.members.map(({ name }) => name.split('.', 1)[0] ?? name),
  ]);
  const needed = [...new Set(names)].filter((name) => name !== 'default').sort();
  return PREFIX + Buffer.from(JSON.stringify([module, ...needed])).toString('base64url');
}

/** Returns whether an ID is that of a stub. */
export function isStub(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** Returns the code of a stub. */
export function createStubSource(id: string): string {
  const json = Buffer.from(id.slice(PREFIX.length), 'base64url').toString();
  const parsed: unknown = JSON.parse(json);
  const [module, ...names] = Array.isArray(parsed) ? parsed.map(String) : [];
  return [
    `import { refusedModule } from '${REFUSED_MODULE_SPECIFIER}';`,
    `const refused = refusedModule(${JSON.stringify(module)});`,
    'export default refused;',
    ...names.map((name, index) => {
      const key = JSON.stringify(name);
      const variable = `member${String(index)}`;
      return `const ${variable} = refused[${key}];\nexport { ${variable} as ${key} };`;
    }),
  ].join('\n');
}
