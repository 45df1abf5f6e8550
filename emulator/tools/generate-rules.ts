// Generates emulator/wix/rules/*.json from the declarations of the @wix packages. Run it with
// `node --import ./emulator/typescript.mjs emulator/tools/generate-rules.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { isRulesName, RULE_PACKAGES, type RulesName } from '../wix/rules/rules.ts';
import { readDeclarations } from './read-declarations.ts';

const Manifest = v.object({ name: v.string(), version: v.string() });
const rulesFolder = new URL('../wix/rules/', import.meta.url);

/** Generates the text of a rules file from the installed package. The same package always gives the same text. */
export function generateRules(name: RulesName): string {
  const root = dirname(
    createRequire(import.meta.url).resolve(`${RULE_PACKAGES[name]}/package.json`),
  );
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const manifest = v.parse(Manifest, JSON.parse(read('package.json')));
  const rules = readDeclarations({
    name: manifest.name,
    version: manifest.version,
    metaTypings: read('build/es/meta.d.mts'),
    metaCode: read('build/es/meta.mjs'),
    typings: read('build/es/index.typings.d.mts'),
  });
  return `${JSON.stringify(rules, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of Object.keys(RULE_PACKAGES).filter(isRulesName)) {
    writeFileSync(new URL(`${name}.json`, rulesFolder), generateRules(name));
  }
}
