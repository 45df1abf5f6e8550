import { posix } from 'node:path';
import ts from 'typescript';
import { isCode } from './site-folder.mjs';

/**
 * The code of a site.
 *
 * @typedef {object} Site
 * @property {ReadonlyMap<string, ts.SourceFile>} files By path: `backend/orders.web.js`.
 * @property {ReadonlyMap<string, string>} texts Of every file that was read, `backend/permissions.json` included.
 * @property {readonly Problem[]} problems Files with syntax errors.
 */

/** @typedef {{ readonly file: string, readonly line: number, readonly message: string }} Problem */

const PERMISSIONS = 'backend/permissions.json';
/** What may follow the path of an import. */
const ENDINGS = ['', '.js', '.ts', '.jsw', '.mjs', '.web.js', '.web.ts', '/index.js', '/index.ts'];

/**
 * Parses the code of a site with the TypeScript compiler.
 *
 * @param {ReadonlyMap<string, string>} texts Texts by path.
 * @returns {Site}
 */
export function parseSite(texts) {
  const paths = [...texts.keys()].filter(isCode);
  // The compiler knows no .jsw.
  const names = new Map(paths.map((it) => [`/${it.replace(/\.jsw$/, '.jsw.js')}`, it]));
  /** @type {Map<string, ts.SourceFile>} */
  const files = new Map();
  /** @type {ts.CompilerOptions} */
  const options = { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext };
  const program = ts.createProgram([...names.keys()], options, {
    getSourceFile(name) {
      const path = names.get(name);
      if (path === undefined) return undefined;
      const source = ts.createSourceFile(
        path,
        texts.get(path) ?? '',
        options.target ?? 99,
        true,
        kindOf(path),
      );
      files.set(path, source);
      return source;
    },
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile() {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => names.has(name),
    readFile: (name) => texts.get(names.get(name) ?? ''),
  });
  const problems = [...files.values()].flatMap((source) =>
    program
      .getSyntacticDiagnostics(source)
      .slice(0, 1)
      .map(({ start, messageText }) => ({
        file: pathOf(source),
        line: lineAt(source, start),
        message: ts.flattenDiagnosticMessageText(messageText, ' '),
      })),
  );
  return { files, texts, problems };
}

/** @param {string} path */
function kindOf(path) {
  return path.endsWith('ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
}

/**
 * Returns the file that an import of the site's own code means.
 *
 * @param {Site} site
 * @param {string} specifier `backend/orders`, `./orders.js`, `public/texts`.
 * @param {string} from The file with the import.
 * @returns {string | undefined} `undefined` if there is none.
 */
export function resolveImport({ files }, specifier, from) {
  const path = specifier.startsWith('.')
    ? posix.join(posix.dirname(from), specifier)
    : posix.join(specifier.replace(/^\//, ''));
  const endings = ENDINGS.map((it) => path + it);
  // TypeScript files import each other with the ending that they have after the build.
  const built = path.endsWith('.js') ? [path.replace(/\.js$/, '.ts')] : [];
  return [...endings, ...built].find((it) => files.has(it));
}

/** @param {string} specifier */
export function isOwnImport(specifier) {
  return /^(?:\.{1,2}\/|\/?(?:backend|public)\/)/.test(specifier);
}

/**
 * Returns who may call a function of a .jsw file.
 *
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/web-modules/web-module-permissions
 * @param {Site} site
 * @param {string} file
 * @param {string} name
 * @returns {'Anyone' | 'SiteMember' | 'Admin' | undefined} `undefined` if `permissions.json` cannot be read.
 */
export function readWebModulePermission({ texts }, file, name) {
  const text = texts.get(PERMISSIONS);
  if (text === undefined) return 'Anyone';
  /** @type {unknown} */
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const methods = fieldOf(json, 'web-methods');
  for (const module of [file, '*']) {
    for (const method of [name, '*']) {
      const entry = fieldOf(fieldOf(methods, module), method);
      if (entry === undefined) continue;
      const may = (/** @type {string} */ who) => fieldOf(fieldOf(entry, who), 'invoke') === true;
      if (may('anonymous')) return 'Anyone';
      return may('siteMember') ? 'SiteMember' : 'Admin';
    }
  }
  return 'Anyone';
}

/** @param {unknown} value @param {string} name @returns {unknown} */
function fieldOf(value, name) {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** Returns the path of a file in its site. The compiler's name of it is another one. @param {ts.SourceFile} source */
export function pathOf({ fileName }) {
  return fileName.replace(/^\//, '').replace(/\.jsw\.js$/, '.jsw');
}

/** Returns the line of a position, from 1 on. @param {ts.SourceFile} source @param {number} position */
export function lineAt(source, position) {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
