// Saves and deletes items from the data screen, by Wix's REST API, as a Wix user: the site's data hooks run.

const ITEMS = '/_api/cloud-data/v2/items';

/** Sends JSON and returns the answer. @throws {Error} with the message of a refused request */
async function post(path: string, body: object, token = ''): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: token },
    body: JSON.stringify(body),
  });
  const json: unknown = await response.json();
  if (!response.ok) {
    throw new Error(
      memberOf(json, 'message') ?? memberOf(json, 'error') ?? String(response.status),
    );
  }
  return json;
}

function memberOf(json: unknown, name: string): string | undefined {
  const value: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Changes an item of the live site. */
async function change(method: 'save' | 'remove', collection: string, body: object): Promise<void> {
  const token = memberOf(await post('/_emulator/sessions', { as: 'user' }), 'token');
  const request = { dataCollectionId: collection, environment: 'LIVE', ...body };
  await post(`${ITEMS}/${method}`, request, token);
}

function parseItem(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The item is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

function show(text: string, isError: boolean): void {
  const done = document.getElementById('done');
  if (!done) return;
  done.textContent = text;
  done.dataset['error'] = isError ? 'yes' : 'no';
}

/** Runs a change, then loads the page again. An error is shown, and the page stays as it is. */
function run(work: () => Promise<void>): void {
  work().then(
    () => location.reload(),
    (error: unknown) => show(error instanceof Error ? error.message : String(error), true),
  );
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  const text = new FormData(form).get('item');
  run(async () => {
    const data = parseItem(typeof text === 'string' ? text : '');
    await change('save', form.dataset['collection'] ?? '', { dataItem: { data } });
  });
});

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const { remove: dataItemId, collection = '' } = target.dataset;
  if (dataItemId !== undefined) run(() => change('remove', collection, { dataItemId }));
});
document.documentElement.dataset['veloReady'] = 'yes';
