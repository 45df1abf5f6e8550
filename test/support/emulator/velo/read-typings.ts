// Reads what Wix's older modules have from their typings, the package `corvid-types`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDER = 'node_modules/corvid-types/types/common';

/** Something that the typings declare. */
export type Declared = 'function' | 'value' | ReadonlyMap<string, Declared>;

/** Reads the members of modules; one without typings is left out. An object has the members of its type. */
export function readTypings(
  modules: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, Declared>> {
  const files = readdirSync(FOLDER).filter((file) => modules.has(file.replace(/\.d\.ts$/, '')));
  const program = ts.createProgram(
    files.map((file) => join(FOLDER, file)),
    { noLib: true, types: [], noResolve: true },
  );
  const checker = program.getTypeChecker();
  return new Map(
    checker.getAmbientModules().map((module) => {
      const values = checker
        .getExportsOfModule(module)
        .filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0);
      return [module.name.slice(1, -1), toMembers(values, checker)];
    }),
  );
}

function toMembers(
  symbols: readonly ts.Symbol[],
  checker: ts.TypeChecker,
): ReadonlyMap<string, Declared> {
  return new Map(
    symbols.map((symbol): readonly [string, Declared] => {
      const type = checker.getTypeOfSymbol(symbol);
      if (type.getCallSignatures().length > 0) return [symbol.name, 'function'];
      const properties = type.getProperties();
      return [symbol.name, properties.length > 0 ? toMembers(properties, checker) : 'value'];
    }),
  );
}
