// Emulates the data hooks of reads: get, query and count.
import type { Outcome } from '../run-operation.ts';
import { changeBody, recordAt, type HookedRun } from './hooked-run.ts';

/** Runs a read with its hooks; undefined for other requests. */
export function runReadHooks(method: string, run: HookedRun): Promise<Outcome> | undefined {
  switch (method) {
    case 'GetDataItem':
      return get(run);
    case 'QueryDataItems':
      return query(run);
    case 'CountDataItems':
      return count(run);
    default:
      return undefined;
  }
}

async function get({ request, hooks, allow, next }: HookedRun): Promise<Outcome> {
  await allow('read');
  const dataItemId = await hooks.run('beforeGet', request.input['dataItemId']);
  return changeBody(await next({ ...request.input, dataItemId }), async (body) => {
    const dataItem = recordAt(body, 'dataItem');
    return {
      ...body,
      dataItem: { ...dataItem, data: await hooks.run('afterGet', dataItem['data']) },
    };
  });
}

async function query({ request, hooks, allow, next }: HookedRun): Promise<Outcome> {
  await allow('read');
  const { includeReferences, ...input } = request.input;
  const asked = { ...recordAt(input, 'query'), includeReferences };
  const { includeReferences: included, ...changed } = toRecord(
    await hooks.run('beforeQuery', asked),
  );
  const outcome = await next({
    ...input,
    query: changed,
    ...(included === undefined ? {} : { includeReferences: included }),
  });
  if (!hooks.has('afterQuery')) return outcome;
  return changeBody(outcome, async (body) => {
    const dataItems: readonly unknown[] = Array.isArray(body['dataItems']) ? body['dataItems'] : [];
    const changes = dataItems.map(async (dataItem) => {
      const { data, ...rest } = toRecord(dataItem);
      return { ...rest, data: await hooks.run('afterQuery', data) };
    });
    return { ...body, dataItems: await Promise.all(changes) };
  });
}

async function count({ request, hooks, allow, next }: HookedRun): Promise<Outcome> {
  await allow('read');
  const { filter } = request.input;
  const { filter: changed } = toRecord(await hooks.run('beforeCount', { filter }));
  const input = changed === undefined ? request.input : { ...request.input, filter: changed };
  return changeBody(await next(input), async (body) => ({
    ...body,
    totalCount: await hooks.run('afterCount', body['totalCount']),
  }));
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return recordAt({ value }, 'value');
}
