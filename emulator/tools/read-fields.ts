// Reads an interface of a package's declarations into fields with their limits. Skips descriptions except
// "Required".
import ts from 'typescript';
import type { Field, FieldType, ObjectType } from '../wix/rules/rules.ts';
import { type Declarations, fail, readTags } from './declarations.ts';

/** Reads an interface: its fields, their limits from JSDoc tags, and its one-of groups. */
export function readInterface(name: string, declarations: Declarations): ObjectType {
  const declared = declarations.interfaces.get(name) ?? fail(`type ${name} is not declared`);
  const fields: Record<string, Field> = {};
  const oneOfs: string[][] = [];
  for (const base of declared.heritageClauses?.flatMap(({ types }) => types) ?? []) {
    const group =
      declarations.interfaces.get(base.expression.getText()) ??
      fail(`${name} extends an undeclared type`);
    if (!readTags(group).has('oneof')) {
      fail(`${name} extends ${base.expression.getText()}, which is not a one-of`);
    }
    oneOfs.push(
      group.members.map(
        (member) => member.name?.getText() ?? fail(`${name} has a member without a name`),
      ),
    );
  }
  for (const member of declared.members) {
    if (!ts.isPropertySignature(member) || !member.type) {
      fail(`${name} has a member that is not a property`);
    } else {
      fields[member.name.getText()] = readField(member, member.type, declarations);
    }
  }
  return { fields, ...(oneOfs.length > 0 ? { oneOfs } : {}) };
}

function readField(
  member: ts.PropertySignature,
  node: ts.TypeNode,
  declarations: Declarations,
): Field {
  const tags = readTags(member);
  const number = (tag: string): number | undefined =>
    tags.has(tag) ? Number(tags.get(tag)) : undefined;
  const isDocumentedAsRequired = ts
    .getJSDocCommentsAndTags(member)
    .some((doc) => doc.getText().includes('__Required.__'));
  const { type, nullable } = readType(node, declarations);
  const field = {
    type,
    nullable: nullable || undefined,
    required: !member.questionToken || isDocumentedAsRequired || undefined,
    readonly: tags.has('readonly') || undefined,
    maxLength: number('maxLength'),
    minLength: number('minLength'),
    maxSize: number('maxSize'),
    minSize: number('minSize'),
    max: number('max'),
    min: number('min'),
    format: tags.get('format'),
    deprecated: tags.has('deprecated')
      ? withoutUndefined({
          replacedBy: tags.get('replacedBy'),
          removal: tags.get('targetRemovalDate'),
        })
      : undefined,
  };
  return { ...withoutUndefined(field), type };
}

function readType(
  node: ts.TypeNode,
  declarations: Declarations,
): { readonly type: FieldType; readonly nullable: boolean } {
  if (ts.isUnionTypeNode(node)) {
    const rest = node.types.filter(
      (type) => type.getText() !== 'null' && type.getText() !== 'undefined',
    );
    const type = rest.length === 1 ? rest[0] : undefined;
    return {
      type: readType(type ?? fail(`unsupported union: ${node.getText()}`), declarations).type,
      nullable: true,
    };
  }
  if (ts.isArrayTypeNode(node)) {
    return { type: { array: readType(node.elementType, declarations).type }, nullable: false };
  }
  if (ts.isTypeReferenceNode(node)) {
    return { type: readReference(node, declarations), nullable: false };
  }
  const text = node.getText();
  if (text === 'string' || text === 'number' || text === 'boolean' || text === 'any') {
    return { type: text, nullable: false };
  }
  return fail(`unsupported type: ${text}`);
}

function readReference(node: ts.TypeReferenceNode, declarations: Declarations): FieldType {
  const name = node.typeName.getText();
  if (name === 'Date') {
    return 'date';
  }
  if (name === 'Record') {
    const value = node.typeArguments?.[1] ?? fail('a Record has no value type');
    return { map: readType(value, declarations).type };
  }
  if (declarations.interfaces.has(name)) {
    return { ref: name };
  }
  const enumName = name.replace(/WithLiterals$/, '');
  return declarations.enums.has(enumName) ? { enum: enumName } : fail(`unknown reference: ${name}`);
}

function withoutUndefined<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const result: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in record) {
    const value = record[key];
    if (value !== undefined && value !== null) {
      result[key] = value;
    }
  }
  return result;
}
