// Finds the emulated call that is most similar to a request without one, for the error of the request.
import { editDistance } from '../http/edit-distance.ts';
import type { Operation } from './core/operation.ts';

/** The cost of a wrong HTTP method; a wrong segment of the path costs up to 1. */
const METHOD_COST = 0.5;
/** The cost of a path parameter, so that a literal segment is nearer. */
const PARAMETER_COST = 0.1;
/** The highest cost of a suggestion for each segment of the longer path. */
const MAX_COST = 0.34;

/** What calls are compared by. A control route has no name. */
type Call = Pick<Operation, 'httpMethod' | 'isAlsoPost' | 'paths'> & { readonly name?: string };

/**
 * Returns the call that is nearest to a request, such as `POST /inbox/v2/messages (MessagesService.SendMessage)`, by the
 * segments of the path and the HTTP method; undefined if none is similar.
 */
export function findNearestCall(
  operations: readonly Call[],
  method: string,
  path: string,
): string | undefined {
  const segments = toSegments(path);
  const compare = createComparison();
  let nearest: { readonly call: string; readonly cost: number } | undefined;
  for (const operation of operations) {
    const { name, httpMethod, isAlsoPost } = operation;
    const isSameMethod = httpMethod === method || (isAlsoPost === true && method === 'POST');
    for (const template of operation.paths) {
      const others = toSegments(template);
      const methodCost = isSameMethod ? 0 : METHOD_COST;
      const maxCost = MAX_COST * Math.max(segments.length, others.length);
      // Each segment that only one of the paths has costs 1. Most calls are ruled out here.
      if (methodCost + Math.abs(segments.length - others.length) > maxCost) continue;
      const cost = methodCost + editDistance(segments, others, compare);
      if (cost <= maxCost && (!nearest || cost < nearest.cost)) {
        const written = template.replaceAll(/:(\w+)/g, '{$1}');
        const shown = isSameMethod ? method : httpMethod;
        nearest = { call: `${shown} ${written}${name === undefined ? '' : ` (${name})`}`, cost };
      }
    }
  }
  return nearest?.call;
}

function toSegments(path: string): readonly string[] {
  return path.slice(0, 500).split('/').slice(0, 20).filter(Boolean);
}

/** Returns the comparison of two segments. It remembers its results, because many calls share segments. */
function createComparison(): (segment: string, other: string) => number {
  const costs = new Map<string, number>();
  return (segment, other) => {
    // Neither contains a slash.
    const key = `${segment}/${other}`;
    const cost = costs.get(key) ?? compareSegments(segment, other);
    costs.set(key, cost);
    return cost;
  };
}

/** @param segment of the request @param other of an operation, where `:id` is a parameter */
function compareSegments(segment: string, other: string): number {
  if (other.startsWith(':')) return PARAMETER_COST;
  if (segment === other) return 0;
  const edits = editDistance([...segment], [...other]);
  return edits / Math.max(segment.length, other.length);
}
