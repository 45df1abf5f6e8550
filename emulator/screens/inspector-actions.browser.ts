// Changes the emulator from the inspector, by the control routes: clock, faults, assumptions, reset, snapshots.

/** Calls a control route. Returns its JSON, or shows the error and returns undefined. */
async function call(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`/_emulator${path}`, {
    method,
    ...(body
      ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  });
  const json: unknown = await response.json();
  if (response.ok) return json;
  show(`Not done: ${errorOf(json) ?? `status ${response.status}`}`, true);
  return undefined;
}

function errorOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const error: unknown =
    'error' in json ? json.error : 'message' in json ? json.message : undefined;
  return typeof error === 'string' ? error : undefined;
}

function show(text: string, isError = false): void {
  const done = document.getElementById('done');
  if (!done) return;
  done.textContent = text;
  done.dataset['error'] = isError ? 'yes' : 'no';
}

/** Returns a field of a form as text; empty if there is none. */
function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

async function advance(data: FormData): Promise<void> {
  const ms = Number(textOf(data, 'by')) * Number(textOf(data, 'unit'));
  if (await call('POST', '/clock/advance', { ms })) show('The clock is advanced.');
}

async function setClock(data: FormData): Promise<void> {
  // The time of an input is in the time zone of this machine, as the clock is shown.
  const now = new Date(textOf(data, 'time')).toISOString();
  if (await call('PUT', '/clock', { now })) show('The clock is set.');
}

async function addFault(data: FormData): Promise<void> {
  const current = toList(await call('GET', '/faults'));
  const [kind, status, delayMs] = ['kind', 'status', 'delayMs'].map((name) => textOf(data, name));
  const fault = {
    operation: textOf(data, 'operation'),
    calls: textOf(data, 'calls'),
    kind,
    ...(kind === 'status' && status ? { status: Number(status) } : {}),
    ...(delayMs ? { delayMs: Number(delayMs) } : {}),
  };
  const all = [...current, fault];
  if (await call('PUT', '/faults', { faults: all })) {
    show(`The fault is set: ${kind ?? ''} for ${fault.operation}.`);
  }
}

/** Returns the faults of a response. */
function toList(json: unknown): readonly unknown[] {
  const faults: unknown =
    typeof json === 'object' && json !== null && 'faults' in json ? json.faults : undefined;
  return Array.isArray(faults) ? faults : [];
}

async function assume(name: string, value: string): Promise<void> {
  if (await call('PUT', '/assumptions', { [name]: value })) show(`${name} is now ${value}.`);
}

/** The snapshot that was taken last. */
let snapshot: object | undefined;

async function takeSnapshot(): Promise<void> {
  const taken = await call('GET', '/snapshot');
  if (typeof taken !== 'object' || taken === null) return;
  snapshot = taken;
  document.getElementById('restore-snapshot')?.removeAttribute('disabled');
  show('The snapshot is taken.');
}

async function restore(given: object): Promise<void> {
  if (await call('PUT', '/snapshot', given)) show('The snapshot is restored.');
}

async function restoreFile(input: HTMLInputElement): Promise<void> {
  const text = await input.files?.[0]?.text();
  // So that the same file can be chosen again.
  input.value = '';
  if (text === undefined) return;
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    given = undefined;
  }
  if (typeof given === 'object' && given !== null) await restore(given);
  else show('Not done: the file is not a snapshot.', true);
}

/** Runs an action, then updates the page. A lost connection is shown as an error. */
function run(action: Promise<void>, update: () => void): void {
  action.then(update, () => show('Not done: the emulator does not answer.', true));
}

const FORMS: Readonly<Record<string, (data: FormData) => Promise<void>>> = {
  advance,
  'set-clock': setClock,
  'add-fault': addFault,
};

const BUTTONS: Readonly<Record<string, () => Promise<void>>> = {
  async 'clear-faults'() {
    if (await call('DELETE', '/faults')) show('All faults are removed.');
  },
  async reset() {
    if (await call('POST', '/reset')) show('The emulator is back at its seed.');
  },
  'take-snapshot': takeSnapshot,
  async 'restore-snapshot'() {
    if (snapshot) await restore(snapshot);
  },
};

/** Adds the behaviour of the forms and buttons. @param update shows the new state */
export function startActions(update: () => void): void {
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    const action = FORMS[event.target.id];
    if (action) run(action(new FormData(event.target)), update);
  });
  document.addEventListener('click', ({ target }) => {
    const action = target instanceof Element ? BUTTONS[target.id] : undefined;
    if (action) run(action(), update);
  });
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target.form?.id === 'assumptions') {
      run(assume(target.name, target.value), update);
    }
    if (target instanceof HTMLInputElement && target.id === 'snapshot-file') {
      run(restoreFile(target), update);
    }
  });
}
