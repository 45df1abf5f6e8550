import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createProgram, readProject, textOf } from './site-program.mjs';

/** @typedef {import('./example-files.mjs').ExampleSite} ExampleSite */
/** @typedef {import('./examples.mjs').Finding} Finding */

/**
 * Returns the compiler's errors, with the project's own settings: those of a site for its files, and those
 * for Node for the others.
 *
 * @param {string} root The folder of the project.
 * @param {ExampleSite} site
 * @returns {readonly Finding[]}
 */
export function typeErrors(root, site) {
  const paths = [...site.keys()];
  const ofNode = paths.filter((path) => site.get(path)?.kind === 'node');
  const ofSite = paths.filter((path) => !ofNode.includes(path));
  return [
    ...projectErrors(root, site, 'tsconfig.site.json', ofSite),
    ...projectErrors(root, site, 'tsconfig.tools.json', ofNode),
  ];
}

/**
 * @param {string} root
 * @param {ExampleSite} site
 * @param {string} config
 * @param {readonly string[]} paths
 * @returns {readonly Finding[]}
 */
function projectErrors(root, site, config, paths) {
  if (paths.length === 0) return [];
  const { fileNames, options } = readProject(root, config);
  const overlay = new Map([...site].map(([path, { code }]) => [join(root, path), code]));
  const examples = paths.map((path) => join(root, path));
  // Another file of the site can have an error only if an example replaced a file that it imports.
  const replaces = paths.some((path) => !path.startsWith('pages/') && existsSync(join(root, path)));
  const others = replaces ? fileNames : fileNames.filter((file) => file.endsWith('.d.ts'));
  const program = createProgram([...others, ...examples], options, { overlay });
  const isOwn = (/** @type {string} */ file) =>
    file.startsWith(join(root, '/')) && !file.includes('/node_modules/');
  return program
    .getSourceFiles()
    .filter(({ fileName }) => overlay.has(fileName) || (replaces && isOwn(fileName)))
    .flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    .flatMap((diagnostic) => {
      const { file, start = 0 } = diagnostic;
      if (file === undefined) return [];
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      return [
        { file: relative(root, file.fileName), line, message: `TypeScript: ${textOf(diagnostic)}` },
      ];
    });
}
