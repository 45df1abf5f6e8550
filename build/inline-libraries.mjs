import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import * as v from 'valibot';

/** @typedef {import('./site-files.mjs').Files} Files */

/** What Wix has: its own packages, and the site's own files. */
const ON_WIX = /^(@wix\/|wix-|backend\/|public\/)/;

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Puts the libraries that a site's modules import into files of the site, since nobody can install a package
 * in the editor: `valibot` becomes `backend/inbox/valibot.js`, holding only what is used of it, and its
 * importers import `backend/inbox/valibot`.
 *
 * @param {Files} files The site's JavaScript.
 * @returns {Promise<Map<string, string>>} The same, with the libraries.
 */
export async function inlineLibraries(files) {
  /** @type {Map<string, string>} */
  const result = new Map();
  /** @type {Map<string, { specifier: string, names: Set<string> }>} */
  const libraries = new Map();
  for (const [file, code] of files) {
    const place = file.startsWith('backend/') ? 'backend/inbox/' : 'public/inbox-';
    let written = code;
    for (const { specifier, names } of importsOf(code)) {
      if (ON_WIX.test(specifier)) continue;
      const module = place + specifier.replace(/[^a-z0-9]+/g, '-');
      const library = libraries.get(module) ?? { specifier, names: new Set() };
      names.forEach((name) => library.names.add(name));
      libraries.set(module, library);
      written = written.replaceAll(`from '${specifier}'`, `from '${module}'`);
    }
    result.set(file, written);
  }
  for (const [module, { specifier, names }] of libraries) {
    result.set(`${module}.js`, await bundleOf(specifier, [...names].sort()));
  }
  return result;
}

/**
 * Tells what a module imports: the specifiers, and the names that it uses of each.
 *
 * @param {string} code JavaScript.
 * @returns {readonly { readonly specifier: string, readonly names: readonly string[] }[]}
 */
function importsOf(code) {
  const source = ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2020, true);
  return source.statements.filter(ts.isImportDeclaration).map((it) => {
    const bindings = it.importClause?.namedBindings;
    const specifier = ts.isStringLiteral(it.moduleSpecifier) ? it.moduleSpecifier.text : '';
    if (bindings === undefined) return { specifier, names: [] };
    if (ts.isNamespaceImport(bindings)) {
      return { specifier, names: membersOf(source, bindings.name) };
    }
    return {
      specifier,
      names: bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text),
    };
  });
}

/**
 * Tells which members of a namespace a module uses.
 *
 * @param {ts.SourceFile} source
 * @param {ts.Identifier} namespace
 */
function membersOf(source, namespace) {
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isIdentifier(node) && node.text === namespace.text && node !== namespace) {
      const { parent } = node;
      const isMember = ts.isPropertyAccessExpression(parent);
      if (!isMember) {
        throw new Error(
          `Failed to inline a library: ${node.text} is used as a value; use its members, ${node.text}.name`,
        );
      }
      if (parent.expression === node) names.push(parent.name.text);
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return names;
}

/**
 * Writes the used part of a package as one module, under the package's licence.
 *
 * @param {string} specifier
 * @param {readonly string[]} names
 */
async function bundleOf(specifier, names) {
  const entry = `export { ${names.join(', ')} } from '${specifier}';`;
  const bundle = await rolldown({
    input: 'used',
    cwd: ROOT,
    treeshake: true,
    transform: { target: 'es2020' },
    plugins: [
      {
        name: 'used',
        resolveId: (id) => (id === 'used' ? join(ROOT, 'used.js') : null),
        load: (id) => (id.endsWith('/used.js') ? entry : null),
      },
    ],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: 'es', comments: false });
  await bundle.close();
  return `/*\n${licenceOf(specifier)}\n*/\n${output[0].code}`;
}

/** @param {string} specifier */
function licenceOf(specifier) {
  const folder = new URL(`../node_modules/${specifier}/`, import.meta.url);
  const manifest = readFileSync(new URL('package.json', folder), 'utf8');
  const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(manifest));
  const text = readFileSync(new URL('LICENSE.md', folder), 'utf8').trim();
  return `What this site uses of ${specifier} ${version}.\n\n${text}`;
}
