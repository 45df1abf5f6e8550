// Explains fields that a request has in the wrong place or under a wrong name, from the generated rules.
import { findNearest } from '../../../http/edit-distance.ts';
import type { FieldType, ObjectType, Rules } from '../../rules/rules.ts';
import { toJsonName } from '../proto-json.ts';

/** How deep the fields of a request type are listed. Types can contain themselves. */
const MAX_DEPTH = 6;
/** The most fields of one request that are explained. */
const MAX_EXPLAINED = 10;
/** The most names that are listed. */
const MAX_NAMES = 12;
/** The most places that are named for one field. */
const MAX_PLACES = 3;

/** A declared field: the path of its object, without indexes, and its name. */
interface Place {
  readonly parent: readonly string[];
  readonly name: string;
}

/**
 * Explains the fields of a request that were ignored: where each belongs, which name was probably meant, or that only Wix
 * sets it.
 *
 * @param type the name of the request's type
 * @param paths such as `message.conversationId` or `message.content.form.fields.0.nam`
 * @returns one sentence for each field, at most 10
 */
export function explainFields(
  rules: Rules,
  type: string,
  paths: readonly string[],
): readonly string[] {
  return paths.slice(0, MAX_EXPLAINED).map((path) => explainField(rules, type, path));
}

function explainField(rules: Rules, type: string, path: string): string {
  const segments = path.split('.');
  const name = toJsonName(segments.at(-1) ?? '');
  const parent = segments.slice(0, -1).filter((segment) => !/^\d+$/.test(segment));
  const fields = getObjectAt(rules, type, parent)?.fields ?? {};
  if (fields[name]?.readonly) return `${path} is set by Wix and ignored in requests`;

  const owner = parent.length === 0 ? 'the request' : parent.join('.');
  const unknown = `${path} is not a field of ${owner}`;
  const places = findPlaces(rules, type, { parent, name });
  const near = places.filter((place) => isNear(place, parent));
  if (near.length > 0) return `${unknown}; ${name} belongs ${describePlaces(near, parent)}`;

  const names = Object.keys(fields).filter((it) => !fields[it]?.readonly);
  const similar = findNearest(name, names);
  if (similar !== undefined) return `${unknown}; did you mean ${similar}?`;
  const [place, ...others] = places;
  if (place && others.length === 0) {
    return `${unknown}; ${name} belongs ${describePlace(place, parent)}`;
  }
  const more = names.length > MAX_NAMES ? ', …' : '';
  const listed = names.slice(0, MAX_NAMES).join(', ') + more;
  return names.length === 0 ? unknown : `${unknown}, which has ${listed}`;
}

/** Describes a place, seen from the object that the field was received in. */
function describePlace({ parent }: Place, from: readonly string[]): string {
  const isAbove = parent.every((segment, index) => segment === from[index]);
  if (isAbove && parent.length < from.length) {
    return `beside ${from.slice(0, parent.length + 1).join('.')}`;
  }
  return parent.length === 0 ? 'at the top of the request' : `in ${parent.join('.')}`;
}

/** Describes the nearest place outside of an object, or else those inside of it. */
function describePlaces(places: readonly Place[], from: readonly string[]): string {
  const [nearest] = places;
  const isOutside = nearest !== undefined && nearest.parent.length < from.length;
  return places
    .slice(0, isOutside ? 1 : MAX_PLACES)
    .map((place) => describePlace(place, from))
    .join(' or ');
}

/** Whether a place is in an object around or inside of another one, so that both are on one way into the request. */
function isNear({ parent }: Place, from: readonly string[]): boolean {
  const [short, long] = parent.length < from.length ? [parent, from] : [from, parent];
  return short.every((segment, index) => segment === long[index]);
}

/** Finds the places of a name, those with the fewest steps from one object to the other first. */
function findPlaces(rules: Rules, type: string, { parent, name }: Place): readonly Place[] {
  const steps = (place: Place): number => {
    const different = place.parent.findIndex((segment, index) => segment !== parent[index]);
    const common = different === -1 ? Math.min(place.parent.length, parent.length) : different;
    return place.parent.length + parent.length - 2 * common;
  };
  return listPlaces(rules, type)
    .filter((place) => place.name === name)
    .toSorted((a, b) => steps(a) - steps(b));
}

/** Lists the fields of a type and of the objects in it, the outer ones first. */
function listPlaces(
  rules: Rules,
  type: string,
  parent: readonly string[] = [],
  outer: readonly string[] = [],
): readonly Place[] {
  if (outer.length >= MAX_DEPTH || outer.includes(type)) return [];
  const fields = Object.entries(rules.types[type]?.fields ?? {}).filter(
    ([, field]) => !field.readonly,
  );
  return [
    ...fields.map(([name]) => ({ parent, name })),
    ...fields.flatMap(([name, field]) => {
      const inner = toObjectType(field.type);
      return inner === undefined
        ? []
        : listPlaces(rules, inner, [...parent, name], [...outer, type]);
    }),
  ];
}

/** Returns the object type at a path without indexes; undefined if there is none. */
function getObjectAt(rules: Rules, type: string, path: readonly string[]): ObjectType | undefined {
  let current: string | undefined = type;
  for (const name of path) {
    const field: FieldType | undefined =
      current === undefined ? undefined : rules.types[current]?.fields[toJsonName(name)]?.type;
    current = field === undefined ? undefined : toObjectType(field);
  }
  return current === undefined ? undefined : rules.types[current];
}

/** Returns the name of the object type in a field, a list or a map. */
function toObjectType(type: FieldType): string | undefined {
  if (typeof type === 'string' || 'enum' in type) return undefined;
  if ('ref' in type) return type.ref;
  return toObjectType('array' in type ? type.array : type.map);
}
