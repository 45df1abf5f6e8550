import ts from 'typescript';

/**
 * @typedef {object} ModuleImport What a module takes from another.
 * @property {string} specifier
 * @property {readonly string[]} names The names that it takes, `default` among them.
 * @property {readonly string[]} [locals] What each of them is called here, where it is given a name.
 * @property {string} [whole] What takes all of the other's names at once: `v`, or `export *`.
 */

/**
 * Tells what a module imports, and what it exports from elsewhere. Types are left out: they are gone when it runs.
 *
 * @param {string} code JavaScript or TypeScript.
 * @returns {readonly ModuleImport[]}
 */
export function importsOf(code) {
  const source = parse(code);
  return source.statements.flatMap((it) => {
    if (!ts.isImportDeclaration(it) && !ts.isExportDeclaration(it)) return [];
    if (it.moduleSpecifier === undefined || !ts.isStringLiteral(it.moduleSpecifier)) return [];
    const isType = ts.isImportDeclaration(it)
      ? it.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : it.isTypeOnly;
    if (isType) return [];
    const { text: specifier } = it.moduleSpecifier;
    return [{ specifier, ...(ts.isImportDeclaration(it) ? imported(source, it) : reexported(it)) }];
  });
}

/**
 * Tells the names that a module exports.
 *
 * @param {string} code JavaScript.
 * @returns {ReadonlySet<string> | undefined} Nothing if they cannot be told from this file alone (`export *`).
 */
export function exportsOf(code) {
  const exported = parse(code).statements.map(exportedBy);
  return exported.includes(undefined) ? undefined : new Set(exported.flatMap((it) => it ?? []));
}

/**
 * Tells the names that a module declares or imports at its top.
 *
 * @param {string} code JavaScript.
 * @returns {ReadonlySet<string>}
 */
export function topNamesOf(code) {
  return new Set(
    parse(code).statements.flatMap((it) => {
      if (!ts.isImportDeclaration(it)) return declaredBy(it);
      const { name, namedBindings } = it.importClause ?? {};
      const more =
        namedBindings === undefined
          ? []
          : ts.isNamespaceImport(namedBindings)
            ? [namedBindings.name]
            : namedBindings.elements.map((element) => element.name);
      return [...(name === undefined ? [] : [name]), ...more].map(({ text }) => text);
    }),
  );
}

/**
 * Trees by code: a build asks for each module's again and again.
 *
 * @type {Map<string, ts.SourceFile>}
 */
const trees = new Map();

/**
 * Reads a module as a tree whose nodes know their parents. Nobody may change it.
 *
 * @param {string} code JavaScript.
 */
export function parse(code) {
  const tree =
    trees.get(code) ?? ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2020, true);
  trees.set(code, tree);
  return tree;
}

/**
 * Tells whether a statement is exported where it stands.
 *
 * @param {ts.Statement} statement
 */
export function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/**
 * Tells the names that a statement declares.
 *
 * @param {ts.Statement} statement
 * @returns {readonly string[]}
 */
export function declaredBy(statement) {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return [statement.name?.text ?? 'default'];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
}

/**
 * @param {ts.Statement} statement
 * @returns {readonly string[] | undefined}
 */
function exportedBy(statement) {
  if (ts.isExportAssignment(statement)) return ['default'];
  if (!ts.isExportDeclaration(statement)) {
    return isExported(statement) ? declaredBy(statement) : [];
  }
  const { exportClause } = statement;
  if (exportClause === undefined) return undefined;
  return ts.isNamespaceExport(exportClause)
    ? [exportClause.name.text]
    : exportClause.elements.map(({ name }) => name.text);
}

/**
 * @param {ts.BindingName} name
 * @returns {readonly string[]}
 */
function namesIn(name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((it) => (ts.isBindingElement(it) ? namesIn(it.name) : []));
}

/**
 * @param {ts.SourceFile} source
 * @param {ts.ImportDeclaration} declaration
 * @returns {Omit<ModuleImport, 'specifier'>}
 */
function imported(source, { importClause }) {
  const names = importClause?.name === undefined ? [] : ['default'];
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return { names };
  if (!ts.isNamespaceImport(bindings)) {
    const values = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    const taken = values.map(({ name, propertyName }) => (propertyName ?? name).text);
    const called = values.map(({ name }) => name.text);
    const first = importClause?.name === undefined ? [] : [importClause.name.text];
    return { names: [...names, ...taken], locals: [...first, ...called] };
  }
  const members = membersOf(source, bindings.name);
  return members === undefined
    ? { names, whole: bindings.name.text }
    : { names: [...names, ...members] };
}

/**
 * @param {ts.ExportDeclaration} declaration
 * @returns {Omit<ModuleImport, 'specifier'>}
 */
function reexported({ exportClause }) {
  if (exportClause === undefined || ts.isNamespaceExport(exportClause)) {
    return { names: [], whole: 'export *' };
  }
  return {
    names: exportClause.elements
      .filter(({ isTypeOnly }) => !isTypeOnly)
      .map(({ name, propertyName }) => (propertyName ?? name).text),
  };
}

/**
 * Tells which members of a namespace a module uses; nothing if it uses the namespace as a value.
 *
 * @param {ts.SourceFile} source
 * @param {ts.Identifier} namespace
 */
function membersOf(source, namespace) {
  /** @type {string[] | undefined} */
  let names = [];
  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isIdentifier(node) && node.text === namespace.text && node !== namespace) {
      const { parent } = node;
      if (!ts.isPropertyAccessExpression(parent)) names = undefined;
      else if (parent.expression === node) names?.push(parent.name.text);
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return names;
}
