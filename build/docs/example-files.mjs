import { importsOf } from '../module-imports.mjs';

/** @typedef {import('./code-blocks.mjs').CodeBlock} CodeBlock */

/**
 * What a block of TypeScript or JavaScript is.
 *
 * - `site`: a file of a site; its first line is `// backend/orders.ts`.
 * - `excerpt`: a part of one: `// in backend/orders.ts`, or without a path, code of a page.
 * - `node`: code for Node: another path, such as `// test/orders.test.ts`, or it imports `node:...`,
 *   `vitest` or a relative path.
 * - `signature`: only a declaration, marked by `ts signature`.
 *
 * @typedef {object} Example
 * @property {CodeBlock} block
 * @property {'site' | 'excerpt' | 'node' | 'signature'} kind
 * @property {string} path Its file, from the root of a site or of the project.
 * @property {string} code
 */

/**
 * A site with the examples of a page in it. A page that shows a file twice has two of them: one with the
 * examples before the second version, one with those after it.
 *
 * @typedef {ReadonlyMap<string, Example>} ExampleSite By path.
 */

/**
 * Returns what each block of TypeScript or JavaScript is, and an error for each path whose extension differs
 * from the language of its block.
 *
 * @param {readonly CodeBlock[]} blocks Of any language.
 * @returns {{ examples: readonly Example[], errors: readonly string[] }}
 */
export function readExamples(blocks) {
  /** @type {string[]} */
  const errors = [];
  const examples = blocks
    .filter(({ language }) => language === 'ts' || language === 'js')
    .flatMap((block, index) => {
      const [, part, path] =
        /^\/\/ (in )?([^\s:]+\.(?:ts|js|mjs))[^\S\n]*(?:\n|$)/.exec(block.code) ?? [];
      if (path?.endsWith(block.language) === false) {
        const location = `${block.file}:${block.line}`;
        errors.push(
          `${location}: ${path} in a block of ${block.language}; fence it by its extension`,
        );
        return [];
      }
      return [{ block, ...placeOf(block, `excerpt-${index}.${block.language}`, path, part) }];
    });
  return { examples, errors };
}

/**
 * @param {CodeBlock} block
 * @param {string} name File name of an excerpt.
 * @param {string | undefined} path The path in its first line.
 * @param {string | undefined} part Whether the path is that of a file that it is a part of.
 * @returns {Omit<Example, 'block'>}
 */
function placeOf({ code, meta }, name, path, part) {
  if (meta === 'signature') {
    const isDeclaration = /^(type|interface|declare|export) /.test(code);
    return {
      kind: 'signature',
      path: name,
      code: isDeclaration ? code : `declare function ${code}`,
    };
  }
  if (path !== undefined) {
    const isOfSite = /^(backend|public|pages)\//.test(path);
    return part === undefined
      ? { kind: isOfSite ? 'site' : 'node', path, code }
      : { kind: isOfSite ? 'excerpt' : 'node', path: path.replace(/[^/]*$/, name), code };
  }
  const isNode = importsOf(code).some(({ specifier }) => /^(node:|\.|vitest$)/.test(specifier));
  return isNode
    ? { kind: 'node', path: `test/${name}`, code }
    : { kind: 'excerpt', path: `pages/${name}`, code };
}

/**
 * Returns the sites of the pages, in the order of the examples.
 *
 * @param {readonly Example[]} examples Of one language.
 * @returns {readonly ExampleSite[]}
 */
export function exampleSites(examples) {
  return [...new Set(examples.map(({ block }) => block.file))].flatMap((page) => {
    /** @type {Map<string, Example>} */
    let site = new Map();
    const sites = [site];
    for (const example of examples.filter(({ block }) => block.file === page)) {
      if (site.has(example.path)) {
        site = new Map(site);
        sites.push(site);
      }
      site.set(example.path, example);
    }
    return sites;
  });
}
