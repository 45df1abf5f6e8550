// Reads an interface of a package's declarations into fields with their limits. Leaves out prose but "Required".
import ts from 'typescript';
import type { Field, FieldType, ObjectType } from '../wix/rules/rules.ts';
import { type Declarations, fail, tagsOf } from './declarations.ts';

/** Reads an interface: its fields, their limits from the comments' tags, and its one-of groups. */
export function readInterface(name: string, from: Declarations): ObjectType {
  const declared = from.interfaces.get(name) ?? fail(`type ${name} is not declared`);
  const fields: Record<string, Field> = {};
  const oneOfs: string[][] = [];
  for (const base of declared.heritageClauses?.flatMap(({ types }) => types) ?? []) {
    const group =
      from.interfaces.get(base.expression.getText()) ??
      fail(`${name} extends what is not declared`);
    if (!tagsOf(group).has('oneof')) {
      fail(`${name} extends ${base.expression.getText()}, which is not a one-of`);
    }
    oneOfs.push(
      group.members.map(
        (member) => member.name?.getText() ?? fail(`${name} has a member without name`),
      ),
    );
  }
  for (const member of declared.members) {
    if (!ts.isPropertySignature(member) || !member.type) {
      fail(`${name} has a member that is not a property`);
    } else {
      fields[member.name.getText()] = readField(member, member.type, from);
    }
  }
  return { fields, ...(oneOfs.length > 0 ? { oneOfs } : {}) };
}

function readField(member: ts.PropertySignature, node: ts.TypeNode, from: Declarations): Field {
  const tags = tagsOf(member);
  const number = (tag: string): number | undefined =>
    tags.has(tag) ? Number(tags.get(tag)) : undefined;
  const saysRequired = ts
    .getJSDocCommentsAndTags(member)
    .some((doc) => doc.getText().includes('__Required.__'));
  const { type, nullable } = readType(node, from);
  const field = {
    type,
    nullable: nullable || undefined,
    required: !member.questionToken || saysRequired || undefined,
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
  from: Declarations,
): { readonly type: FieldType; readonly nullable: boolean } {
  if (ts.isUnionTypeNode(node)) {
    const rest = node.types.filter(
      (type) => type.getText() !== 'null' && type.getText() !== 'undefined',
    );
    const only = rest.length === 1 ? rest[0] : undefined;
    return {
      type: readType(only ?? fail(`a union is not known: ${node.getText()}`), from).type,
      nullable: true,
    };
  }
  if (ts.isArrayTypeNode(node)) {
    return { type: { array: readType(node.elementType, from).type }, nullable: false };
  }
  if (ts.isTypeReferenceNode(node)) {
    return { type: readReference(node, from), nullable: false };
  }
  const text = node.getText();
  if (text === 'string' || text === 'number' || text === 'boolean' || text === 'any') {
    return { type: text, nullable: false };
  }
  return fail(`a type is not known: ${text}`);
}

function readReference(node: ts.TypeReferenceNode, from: Declarations): FieldType {
  const name = node.typeName.getText();
  if (name === 'Date') {
    return 'date';
  }
  if (name === 'Record') {
    const value = node.typeArguments?.[1] ?? fail('a Record has no value type');
    return { map: readType(value, from).type };
  }
  if (from.interfaces.has(name)) {
    return { ref: name };
  }
  const bare = name.replace(/WithLiterals$/, '');
  return from.enums.has(bare) ? { enum: bare } : fail(`a reference is not known: ${name}`);
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
