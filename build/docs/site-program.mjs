import { join } from 'node:path';
import ts from 'typescript';

/**
 * Source files by path, which later programs of the same process use again.
 *
 * @type {Map<string, ts.SourceFile | undefined>}
 */
const parsed = new Map();

/**
 * Reads a project of TypeScript: its settings and its files.
 *
 * @param {string} root The folder of the project.
 * @param {string} config Name of its settings: `tsconfig.site.json`.
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
 * Makes a program of these files. Installed packages are parsed once for all programs.
 *
 * @param {readonly string[]} files Absolute paths.
 * @param {ts.CompilerOptions} options
 * @param {(specifier: string) => boolean} [isRead] Which imports are followed; all if not given. What
 *   is imported from elsewhere is `any`.
 * @returns {ts.Program}
 */
export function createProgram(files, options, isRead = () => true) {
  const host = ts.createCompilerHost(options, true);
  const resolutions = ts.createModuleResolutionCache(
    host.getCurrentDirectory(),
    (file) => host.getCanonicalFileName(file),
    options,
  );
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    if (!file.includes('/node_modules/')) return read(file, languageVersion, ...rest);
    const key = `${file} ${JSON.stringify(languageVersion)}`;
    const source = parsed.get(key) ?? read(file, languageVersion, ...rest);
    parsed.set(key, source);
    return source;
  };
  host.resolveModuleNameLiterals = (literals, from, redirected, settings) =>
    literals.map(({ text }) =>
      isRead(text)
        ? ts.resolveModuleName(text, from, settings, host, resolutions, redirected)
        : { resolvedModule: undefined },
    );
  return ts.createProgram({ rootNames: files, options, host });
}

/**
 * The text of a message of the compiler, on one line.
 *
 * @param {ts.Diagnostic} diagnostic
 * @returns {string}
 */
export function textOf(diagnostic) {
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ').replaceAll(/\s+/g, ' ');
}
