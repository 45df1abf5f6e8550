// Sends each reply of the reply form once, and keeps the draft until it is sent or the tab is closed.
import {
  chosenType,
  clearViolations,
  readMessage,
  clearFields,
  showViolations,
  type Violation,
} from './compose.browser.ts';

interface ReplyForm {
  readonly form: HTMLFormElement;
  readonly text: HTMLTextAreaElement;
  readonly error: HTMLElement;
}

const sending = new Set<string>();

function findForm(): ReplyForm | undefined {
  const form = document.getElementById('reply');
  const text = document.getElementById('reply-text');
  const error = document.getElementById('reply-error');
  return form instanceof HTMLFormElement && text instanceof HTMLTextAreaElement && error
    ? { form, text, error }
    : undefined;
}

function draftKey(form: HTMLFormElement): string {
  return `inbox-reply:${form.dataset['conversation'] ?? ''}`;
}

/** Restores the conversation's draft into the form. Without storage, there is none. */
export function restoreDraft(): void {
  const found = findForm();
  if (!found || found.text.value !== '') return;
  try {
    found.text.value = sessionStorage.getItem(draftKey(found.form)) ?? '';
  } catch {
    // The browser stores nothing.
  }
}

/** Stores the draft. It stays in the form if the browser stores nothing, or the storage is full. */
function storeDraft({ form, text }: ReplyForm): void {
  try {
    if (text.value === '') sessionStorage.removeItem(draftKey(form));
    else sessionStorage.setItem(draftKey(form), text.value);
  } catch {
    // As above.
  }
}

/** Adds the submit behaviour to the reply form. `onSent` is called after Wix has accepted the reply. */
export function startReplyForm(onSent: () => void): void {
  document.addEventListener('input', ({ target }) => {
    const found = findForm();
    if (!found || !(target instanceof Element) || !found.form.contains(target)) return;
    storeDraft(found);
    clearViolations(found.form, target);
    showError(found, '');
  });
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const found = findForm();
    if (event.key !== 'Enter' || !(target instanceof Element) || !found?.form.contains(target)) {
      return;
    }
    // This key ends a composition of an input method.
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      // A held key sends once.
      if (!event.repeat) found.form.requestSubmit();
    } else if (target.matches('input')) {
      // Enter in a single-line field must not submit a form of several fields.
      event.preventDefault();
    }
  });
  document.addEventListener('submit', (event) => {
    const found = findForm();
    if (!found || event.target !== found.form) return;
    event.preventDefault();
    void submit(found, onSent);
  });
}

function showError({ form, text, error }: ReplyForm, message: string): void {
  error.textContent = message;
  if (chosenType(form) !== 'basic') return;
  if (message) text.setAttribute('aria-invalid', 'true');
  else text.removeAttribute('aria-invalid');
}

async function submit(found: ReplyForm, onSent: () => void): Promise<void> {
  const { form } = found;
  const conversation = form.dataset['conversation'] ?? '';
  if (sending.has(conversation)) return;
  clearViolations(form);
  const message = readMessage(form);
  const [firstField] = message.fields.values();
  if (message.isEmpty) {
    showError(found, 'Enter a message.');
    firstField?.focus();
    return;
  }
  const type = chosenType(form);
  const typed = JSON.stringify(message.content);
  const hidden = new FormData(form).has('hidden');
  sending.add(conversation);
  form.setAttribute('aria-busy', 'true');
  showError(found, '');
  const error = await send(conversation, {
    content: message.content,
    visibility: hidden ? 'BUSINESS' : 'BUSINESS_AND_PARTICIPANT',
  });
  sending.delete(conversation);
  form.removeAttribute('aria-busy');
  if (error !== undefined) {
    const unmatched = showViolations(form, message, error.violations);
    const isAtFields = error.violations.length > 0 && unmatched.length === 0;
    showError(found, isAtFields ? 'Not sent. Please fix the highlighted fields.' : error.message);
    if (!isAtFields) firstField?.focus();
    return;
  }
  // Text typed while the reply was being sent stays as the next draft.
  if (chosenType(form) === type && JSON.stringify(readMessage(form).content) === typed) {
    clearFields(form);
    if (type === 'basic') storeDraft(found);
  }
  onSent();
}

interface SendError {
  readonly message: string;
  readonly violations: readonly Violation[];
}

/** Sends a message. Returns the error if it was not sent. */
async function send(conversation: string, message: object): Promise<SendError | undefined> {
  try {
    const response = await fetch(`/_emulator/inbox/${conversation}/replies`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
    });
    if (response.ok) return undefined;
    const body: unknown = await response.json();
    return { message: `Not sent. ${errorMessageOf(body)}`, violations: violationsOf(body) };
  } catch {
    return {
      message: 'Not sent: the emulator is not responding. Your text was kept.',
      violations: [],
    };
  }
}

function errorOf(body: unknown): object {
  const error =
    typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof error === 'object' && error !== null ? error : {};
}

/** Returns the emulator's error message. */
export function errorMessageOf(body: unknown): string {
  const error = errorOf(body);
  const message = 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : 'The emulator rejected the request.';
}

function violationsOf(body: unknown): readonly Violation[] {
  const error = errorOf(body);
  const listed: readonly unknown[] =
    'violations' in error && Array.isArray(error.violations) ? error.violations : [];
  return listed.filter(isViolation);
}

function isViolation(value: unknown): value is Violation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'field' in value &&
    typeof value.field === 'string' &&
    'description' in value &&
    typeof value.description === 'string'
  );
}
