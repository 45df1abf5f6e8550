import ts from 'typescript';
import { readWebModulePermission } from './site.mjs';
import { permissionOf } from './wix-modules.mjs';

/** @typedef {import('./site.mjs').Site} Site */
/** @typedef {import('./values.mjs').Value} Value */
/** @typedef {import('./follow.mjs').Module} Module */

/** @typedef {'Anyone' | 'SiteMember' | 'Admin' | 'unknown'} Permission */

/**
 * A function of the site that pages, or anyone over HTTP, can call.
 *
 * @typedef {object} EntryPoint
 * @property {'web method' | 'web module function' | 'http function'} kind
 * @property {string} file
 * @property {string} name
 * @property {Permission} permission
 * @property {Value} handler
 * @property {ts.Node} node Where it is exported.
 */

const HTTP_FUNCTIONS = /^backend\/http-functions\.[jt]s$/;
/** @see https://dev.wix.com/docs/velo/apis/wix-http-functions/introduction */
const HTTP_FUNCTION = /^(?:get|post|put|delete|patch|options|use)_/;

/**
 * Lists the functions of a site that pages, or anyone over HTTP, can call.
 *
 * @param {Site} site
 * @param {(file: string) => Module} load
 * @returns {readonly EntryPoint[]}
 */
export function listEntryPoints(site, load) {
  return [...site.files.keys()].flatMap((file) => {
    if (!file.startsWith('backend/')) return [];
    if (/\.web\.[jt]s$/.test(file)) return webMethods(site, file, load(file));
    if (file.endsWith('.jsw')) return webModuleFunctions(site, file, load(file));
    return HTTP_FUNCTIONS.test(file) ? httpFunctions(site, file, load(file)) : [];
  });
}

/** @param {Site} site @param {string} file @param {Module} module @returns {readonly EntryPoint[]} */
function webMethods(site, file, module) {
  return module.names().flatMap((name) =>
    [...module.read(name).callables].flatMap((it) =>
      it.kind === 'web-method'
        ? [
            {
              kind: /** @type {const} */ ('web method'),
              file,
              name,
              permission: readPermission(it.permission),
              handler: it.handler,
              node: exportOf(site, file, name),
            },
          ]
        : [],
    ),
  );
}

/** @param {Value} value @returns {Permission} */
function readPermission({ callables }) {
  const permissions = [...callables].map((it) =>
    it.kind === 'wix' ? permissionOf(it.module, it.name) : undefined,
  );
  const [first, ...others] = permissions;
  return first === undefined || others.length > 0 ? 'unknown' : first;
}

/** @param {Site} site @param {string} file @param {Module} module @returns {readonly EntryPoint[]} */
function webModuleFunctions(site, file, module) {
  return module.names().map((name) => ({
    kind: 'web module function',
    file,
    name,
    permission: readWebModulePermission(site, file, name) ?? 'unknown',
    handler: module.read(name),
    node: exportOf(site, file, name),
  }));
}

/** @param {Site} site @param {string} file @param {Module} module @returns {readonly EntryPoint[]} */
function httpFunctions(site, file, module) {
  return module
    .names()
    .filter((name) => HTTP_FUNCTION.test(name))
    .map((name) => ({
      kind: 'http function',
      file,
      name,
      permission: 'Anyone',
      handler: module.read(name),
      node: exportOf(site, file, name),
    }));
}

/**
 * Returns the names of the arguments that a caller gives, as far as the function names them.
 *
 * @param {Value} handler
 * @returns {readonly string[]}
 */
export function argumentNames({ callables }) {
  const [callable] = callables;
  const parameters = callable?.kind === 'function' ? callable.node.parameters : [];
  return parameters
    .filter((it) => it.dotDotDotToken === undefined)
    .map(({ name }, index) => (ts.isIdentifier(name) ? name.text : `argument${index + 1}`));
}

/** Returns the statement that exports a name. @param {Site} site @param {string} file @param {string} name @returns {ts.Node} */
function exportOf(site, file, name) {
  const source = site.files.get(file);
  if (source === undefined) throw new Error(`${file} was not read`);
  const statement = source.statements.find((it) => namesOf(it).includes(name));
  return statement ?? source;
}

/** @param {ts.Statement} node @returns {readonly string[]} */
function namesOf(node) {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.map(({ name }) => name.getText());
  }
  if (ts.isFunctionDeclaration(node) && node.name !== undefined) return [node.name.text];
  const clause = ts.isExportDeclaration(node) ? node.exportClause : undefined;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.map(({ name }) => name.text);
}
