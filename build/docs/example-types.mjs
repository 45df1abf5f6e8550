import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createProgram, readProject, textOf } from './site-program.mjs';

/** @typedef {import('./example-sites.mjs').ExampleSite} ExampleSite */
/** @typedef {import('./examples.mjs').Finding} Finding */

/**
 * Says what the compiler refuses, with the project's own settings: those of a site for its files, and
 * those for Node for the others.
 *
 * @param {string} folder The copy of the site, with the examples in it.
 * @param {ExampleSite} site
 * @returns {readonly Finding[]}
 */
export function typeErrors(folder, site) {
  const paths = [...site.keys()];
  const ofNode = paths.filter((path) => site.get(path)?.kind === 'node');
  const ofSite = paths.filter((path) => !ofNode.includes(path));
  return [
    ...projectErrors(folder, 'tsconfig.site.json', ofSite),
    ...projectErrors(folder, 'tsconfig.tools.json', ofNode),
  ];
}

/**
 * @param {string} folder
 * @param {string} config
 * @param {readonly string[]} paths
 * @returns {readonly Finding[]}
 */
function projectErrors(folder, config, paths) {
  if (paths.length === 0) return [];
  const { fileNames, options } = readProject(folder, config);
  const ambient = fileNames.filter((file) => file.endsWith('.d.ts'));
  const examples = paths.map((path) => join(folder, path));
  const program = createProgram([...ambient, ...examples], options);
  // Another file of the site is wrong only if an example has taken the place of what it imports.
  return program
    .getSourceFiles()
    .filter(({ fileName }) => isOwn(folder, fileName))
    .flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    .flatMap((diagnostic) => {
      const { file, start = 0 } = diagnostic;
      if (file === undefined) return [];
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      const path = relative(folder, file.fileName).replaceAll('\\', '/');
      return [{ file: path, line, message: `TypeScript: ${textOf(diagnostic)}` }];
    });
}

/**
 * @param {string} folder
 * @param {string} file
 */
function isOwn(folder, file) {
  return (
    file.startsWith(`${folder.replaceAll('\\', '/')}/`) &&
    !file.includes('/node_modules/') &&
    existsSync(file)
  );
}
