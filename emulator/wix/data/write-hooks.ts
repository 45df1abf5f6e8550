// Emulates the data hooks of writes of one item: insert, update, save and remove.
import type { Outcome } from '../run-operation.ts';
import { toScope } from './collections.ts';
import { changeBody, recordAt, type HookedRun, type HookName } from './hooked-run.ts';
import { findItem } from './item-store.ts';
import type { Action } from './permissions.ts';

/** A change of an item, as hooks are named after it. */
export type Change = 'Insert' | 'Update' | 'Remove';

const BEFORE: Readonly<Record<Change, HookName>> = {
  Insert: 'beforeInsert',
  Update: 'beforeUpdate',
  Remove: 'beforeRemove',
};
const AFTER: Readonly<Record<Change, HookName>> = {
  Insert: 'afterInsert',
  Update: 'afterUpdate',
  Remove: 'afterRemove',
};
const ACTIONS: Readonly<Record<Change, Action>> = {
  Insert: 'insert',
  Update: 'update',
  Remove: 'remove',
};

/** An item of a request that hooks may change: the item itself, or the id of one to remove. */
export interface Hooked {
  readonly change: Change;
  readonly value: unknown;
  readonly currentItem: unknown;
}

/** Runs a write of one item with its hooks; undefined for other requests. */
export function runWriteHooks(method: string, run: HookedRun): Promise<Outcome> | undefined {
  switch (method) {
    case 'InsertDataItem':
    case 'UpdateDataItem':
    case 'SaveDataItem':
      return writeItem(run, method.replace('DataItem', ''));
    case 'RemoveDataItem':
      return removeItem(run);
    default:
      return undefined;
  }
}

async function writeItem(run: HookedRun, kind: string): Promise<Outcome> {
  const { request, next } = run;
  const dataItem = recordAt(request.input, 'dataItem');
  const hooked = await runBefore(run, await describeChange(run, kind, dataItem));
  const outcome = await next({ ...request.input, dataItem: { ...dataItem, data: hooked.value } });
  return changeBody(outcome, async (body) => {
    const written = recordAt(body, 'dataItem');
    return {
      ...body,
      dataItem: { ...written, data: await runAfter(run, hooked, written['data']) },
    };
  });
}

async function removeItem(run: HookedRun): Promise<Outcome> {
  const { request, next } = run;
  const hooked = await runBefore(run, await describeRemoval(run, request.input['dataItemId']));
  const outcome = await next({ ...request.input, dataItemId: hooked.value });
  return changeBody(outcome, async (body) => {
    const removed = recordAt(body, 'dataItem');
    return {
      ...body,
      dataItem: { ...removed, data: await runAfter(run, hooked, removed['data']) },
    };
  });
}

/**
 * Tells whether a request inserts or updates an item, with the stored item.
 * @param kind `Insert`, `Update` or `Save`, which does one of the two
 */
export async function describeChange(
  run: HookedRun,
  kind: string,
  { id, data }: Readonly<Record<string, unknown>>,
): Promise<Hooked> {
  const currentItem = await readItem(run, recordAt({ data }, 'data')['_id'] ?? id);
  const saved = currentItem === undefined ? 'Insert' : 'Update';
  const change = kind === 'Save' ? saved : kind === 'Insert' ? 'Insert' : 'Update';
  return { change, value: data, currentItem: change === 'Update' ? currentItem : undefined };
}

/** Describes the removal of an item, with the stored item. */
export async function describeRemoval(run: HookedRun, id: unknown): Promise<Hooked> {
  return { change: 'Remove', value: id, currentItem: await readItem(run, id) };
}

/** Runs the hook before a change. @throws {WixApiError} 400 WDE0078, and without the permission */
export async function runBefore({ hooks, allow }: HookedRun, hooked: Hooked): Promise<Hooked> {
  const { change, value, currentItem } = hooked;
  await allow(ACTIONS[change]);
  return { ...hooked, value: await hooks.run(BEFORE[change], value, currentItem) };
}

/** Runs the hook after a change, and returns what the caller gets instead of the item. */
export function runAfter(
  { hooks }: HookedRun,
  { change, currentItem }: Hooked,
  item: unknown,
): Promise<unknown> {
  return hooks.run(AFTER[change], item, change === 'Update' ? currentItem : undefined);
}

async function readItem({ request, collection, read }: HookedRun, id: unknown): Promise<unknown> {
  if (typeof id !== 'string') return undefined;
  const { environment } = request.input;
  const named = typeof environment === 'string' ? { environment } : {};
  return read((context) =>
    findItem(context, toScope(context, { dataCollectionId: collection, ...named }), id),
  );
}
