// Emulates the data hooks of bulk writes: once for each item. An item that a hook refuses fails alone (assumed).
import { isRecord } from '../core/validation/violations.ts';
import { WixApiError } from '../core/wix-error.ts';
import { JSON_HEADERS } from '../core/http.ts';
import type { Outcome } from '../run-operation.ts';
import { changeBody, type HookedRun } from './hooked-run.ts';
import {
  describeChange,
  describeRemoval,
  runAfter,
  runBefore,
  type Hooked,
} from './write-hooks.ts';

/** Runs a bulk write with its hooks; undefined for other requests. */
export function runBulkHooks(method: string, run: HookedRun): Promise<Outcome> | undefined {
  const [, kind] = /^Bulk(Insert|Update|Save|Remove)DataItems$/u.exec(method) ?? [];
  return kind === undefined ? undefined : runBulk(run, kind);
}

/** An item of the request that its hook let pass, at its place in the request. */
interface Passed {
  readonly originalIndex: number;
  readonly hooked: Hooked;
  readonly sent: unknown;
}

async function runBulk(run: HookedRun, kind: string): Promise<Outcome> {
  const { request, next, hooks } = run;
  const key = kind === 'Remove' ? 'dataItemIds' : 'dataItems';
  const sent = listAt(request.input, key);
  const passed: Passed[] = [];
  const refused: object[] = [];
  for (const [originalIndex, one] of sent.entries()) {
    const dataItem = isRecord(one) ? one : {};
    const described = await (kind === 'Remove'
      ? describeRemoval(run, one)
      : describeChange(run, kind, dataItem));
    try {
      const hooked = await runBefore(run, described);
      const changed = kind === 'Remove' ? hooked.value : { ...dataItem, data: hooked.value };
      passed.push({ originalIndex, hooked, sent: changed });
    } catch (error) {
      const details =
        error instanceof WixApiError ? error.body.details.applicationError : undefined;
      if (details?.code !== 'WDE0078') throw error;
      await hooks.fail(error);
      const itemMetadata = { originalIndex, success: false, error: details };
      refused.push({ action: 'UPDATE', itemMetadata });
    }
  }
  // Wix's servers refuse an empty list.
  const outcome: Outcome =
    passed.length === 0 && sent.length > 0
      ? { unread: [], hints: [], response: { status: 200, headers: JSON_HEADERS, body: '{}' } }
      : await next({ ...request.input, [key]: passed.map((it) => it.sent) });
  return changeBody(outcome, async (body) => {
    const results = listAt(body, 'results');
    const changed = await Promise.all(results.map((one) => afterOne(run, passed, one)));
    const all = [...changed, ...refused];
    const failures = all.filter((it) => !succeeded(it)).length;
    const bulkActionMetadata = { totalSuccesses: all.length - failures, totalFailures: failures };
    return { ...body, results: all, bulkActionMetadata };
  });
}

/** Runs the hook after one item, and puts its result at its place in the request. */
async function afterOne(
  run: HookedRun,
  passed: readonly Passed[],
  result: unknown,
): Promise<unknown> {
  const metadata = isRecord(result) ? result['itemMetadata'] : undefined;
  if (!isRecord(result) || !isRecord(metadata)) return result;
  const index = metadata['originalIndex'];
  const item = typeof index === 'number' ? passed[index] : undefined;
  if (!item) return result;
  const itemMetadata = { ...metadata, originalIndex: item.originalIndex };
  if (metadata['success'] === true) {
    const { value, currentItem, change } = item.hooked;
    const stored = change === 'Remove' ? currentItem : { ...toObject(value), _id: metadata['id'] };
    await runAfter(run, item.hooked, stored);
  }
  return { ...result, itemMetadata };
}

function listAt(holder: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const list = holder[key];
  return Array.isArray(list) ? list : [];
}

function toObject(value: unknown): object {
  return isRecord(value) ? value : {};
}

function succeeded(result: unknown): boolean {
  const metadata = isRecord(result) ? result['itemMetadata'] : undefined;
  return isRecord(metadata) && metadata['success'] === true;
}
