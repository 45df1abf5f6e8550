// Converts queries between Wix's requests and the builder that the hooks `beforeQuery` and `beforeCount` get.
import { addSteps, toPackageBuilder, type Step } from '../../velo/recorded-builder.ts';
import { query } from './wix-data.ts';

/** Creates the builder of a query from its request. */
export function toBuilder(collection: string, request: Readonly<Record<string, unknown>>): unknown {
  const { filter, sort, paging, fields, includeReferences } = request;
  const steps: Step[] = [];
  if (filter) steps.push(['setFilterModel', [filter]]);
  for (const { fieldName, order } of toRecords(sort)) {
    steps.push([order === 'DESC' ? 'descending' : 'ascending', [fieldName]]);
  }
  const { limit, offset } = toRecords([paging])[0] ?? {};
  if (typeof limit === 'number') steps.push(['limit', [limit]]);
  if (typeof offset === 'number') steps.push(['skip', [offset]]);
  if (Array.isArray(fields) && fields.length > 0) steps.push(['fields', fields]);
  for (const { field, limit: most } of toRecords(includeReferences)) {
    steps.push(['include', typeof most === 'number' ? [field, most] : [field]]);
  }
  return addSteps(query(collection), steps);
}

/** Returns the request of a builder; undefined for anything else. @throws {Error} for an invalid query */
export function toRequest(builder: unknown): object | undefined {
  const built = toRecord(toPackageBuilder(builder));
  if (!built) return undefined;
  const { getFilterModel, orderBy, limitNumber, skipNumber, projectedFields, included } = built;
  const filter: unknown =
    typeof getFilterModel === 'function' ? Reflect.apply(getFilterModel, built, []) : undefined;
  const sort = toRecords(orderBy).flatMap((one) =>
    Object.entries(one).map(([fieldName, order]) => ({
      fieldName,
      order: String(order).toUpperCase(),
    })),
  );
  const request = {
    filter,
    sort,
    paging: { limit: limitNumber, offset: skipNumber },
    fields: projectedFields,
    includeReferences: included,
  };
  // Dates first: JSON.stringify would call their toJSON before a replacer sees them.
  const plain: unknown = JSON.parse(JSON.stringify(withDates(request)));
  return toRecord(plain);
}

/** Replaces dates by `{ $date: ISO }`, the form of Wix's requests. */
function withDates(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toJSON() };
  if (Array.isArray(value)) return value.map(withDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDates(inner)]));
}

function toRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

function toRecords(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
