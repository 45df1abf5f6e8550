import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Source files by path, which later programs of the same process reuse.
 *
 * @type {Map<string, ts.SourceFile | undefined>}
 */
const parsed = new Map();

/**
 * Reads the settings and the file names of a TypeScript project.
 *
 * @param {string} root The folder of the project.
 * @param {string} config File name of the settings: `tsconfig.site.json`.
 * @returns {ts.ParsedCommandLine}
 * @throws {Error} if the settings cannot be read
 */
export function readProject(root, config) {
  /** @type {ts.ParseConfigFileHost} */
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic(diagnostic) {
      throw new Error(textOf(diagnostic));
    },
  };
  const project = ts.getParsedCommandLineOfConfigFile(join(root, config), {}, host);
  const [failure] = project?.errors ?? [];
  if (project === undefined || failure !== undefined) {
    throw new Error(failure ? textOf(failure) : `Failed to read ${config}`);
  }
  return project;
}

/**
 * Creates a program of these files.
 *
 * @param {readonly string[]} files Absolute paths.
 * @param {ts.CompilerOptions} options
 * @param {object} [given]
 * @param {ReadonlyMap<string, string>} [given.overlay] Files that are not on disk, or replace those that are: their
 *   code by absolute path.
 * @param {(specifier: string) => boolean} [given.isRead] Which imports are followed; all if not given. An import
 *   that is not followed is `any`.
 * @returns {ts.Program}
 */
export function createProgram(files, options, { overlay = new Map(), isRead = () => true } = {}) {
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile, fileExists } = host;
  const folders = new Set([...overlay.keys()].map((file) => dirname(file)));
  host.fileExists = (file) => overlay.has(file) || fileExists(file);
  host.directoryExists = (folder) => folders.has(folder) || ts.sys.directoryExists(folder);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const code = overlay.get(file);
    if (code !== undefined) return ts.createSourceFile(file, code, languageVersion, true);
    // The target of a program changes how its own code is read, but not how declarations are.
    const key = file.endsWith('.d.ts') ? file : `${file} ${JSON.stringify(languageVersion)}`;
    const source = parsed.get(key) ?? getSourceFile(file, languageVersion, ...rest);
    parsed.set(key, source);
    return source;
  };
  const resolutions = ts.createModuleResolutionCache(
    host.getCurrentDirectory(),
    (file) => host.getCanonicalFileName(file),
    options,
  );
  host.resolveModuleNameLiterals = (literals, from, redirected, settings) =>
    literals.map(({ text }) =>
      isRead(text)
        ? ts.resolveModuleName(text, from, settings, host, resolutions, redirected)
        : { resolvedModule: undefined },
    );
  return ts.createProgram({ rootNames: files, options, host });
}

/**
 * Returns the message of a compiler error on one line.
 *
 * @param {ts.Diagnostic} diagnostic
 * @returns {string}
 */
export function textOf(diagnostic) {
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ').replaceAll(/\s+/g, ' ');
}

/**
 * Returns the nodes of a kind in a node, itself included.
 *
 * @template {ts.Node} Kind
 * @param {ts.Node} node
 * @param {(node: ts.Node) => node is Kind} isKind
 * @returns {readonly Kind[]}
 */
export function descendants(node, isKind) {
  /** @type {Kind[]} */
  const found = [];
  /** @param {ts.Node} it */
  function visit(it) {
    if (isKind(it)) found.push(it);
    ts.forEachChild(it, visit);
  }
  visit(node);
  return found;
}
