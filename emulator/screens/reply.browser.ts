// The reply form in the browser: sends once, keeps what was typed until it is sent. Leaves out drafts that outlive the tab.
import {
  chosenType,
  clearViolations,
  compose,
  emptyFields,
  tellViolations,
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

/** Puts what was typed to this conversation before back into its form. */
export function restoreDraft(): void {
  const found = findForm();
  if (found && found.text.value === '') {
    found.text.value = sessionStorage.getItem(draftKey(found.form)) ?? '';
  }
}

/** Brings the reply form to life; `onSent` is told once Wix has the reply. */
export function startReplies(onSent: () => void): void {
  document.addEventListener('input', ({ target }) => {
    const found = findForm();
    if (!found || !(target instanceof Element) || !found.form.contains(target)) return;
    sessionStorage.setItem(draftKey(found.form), found.text.value);
    clearViolations(found.form, target);
    say(found, '');
  });
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const found = findForm();
    if (event.key !== 'Enter' || !(target instanceof Element) || !found?.form.contains(target)) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      found.form.requestSubmit();
    } else if (target.matches('input')) {
      // A form of several fields is not sent by chance.
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

function say({ form, text, error }: ReplyForm, problem: string): void {
  error.textContent = problem;
  if (chosenType(form) !== 'basic') return;
  if (problem) text.setAttribute('aria-invalid', 'true');
  else text.removeAttribute('aria-invalid');
}

async function submit(found: ReplyForm, onSent: () => void): Promise<void> {
  const { form } = found;
  const conversation = form.dataset['conversation'] ?? '';
  if (sending.has(conversation)) return;
  clearViolations(form);
  const composed = compose(form);
  const [firstField] = composed.fields.values();
  if (composed.isEmpty) {
    say(found, 'Write something first.');
    firstField?.focus();
    return;
  }
  const type = chosenType(form);
  const typed = JSON.stringify(composed.content);
  const hidden = new FormData(form).has('hidden');
  sending.add(conversation);
  form.setAttribute('aria-busy', 'true');
  say(found, '');
  const problem = await send(conversation, {
    content: composed.content,
    visibility: hidden ? 'BUSINESS' : 'BUSINESS_AND_PARTICIPANT',
  });
  sending.delete(conversation);
  form.removeAttribute('aria-busy');
  if (problem !== undefined) {
    const homeless = tellViolations(form, composed, problem.violations);
    const isAtFields = problem.violations.length > 0 && homeless.length === 0;
    say(found, isAtFields ? 'Not sent. Wix refuses what is marked.' : problem.message);
    if (!isAtFields) firstField?.focus();
    return;
  }
  // What was typed in the meantime is the next reply.
  if (chosenType(form) === type && JSON.stringify(compose(form).content) === typed) {
    emptyFields(form);
    if (type === 'basic') sessionStorage.removeItem(draftKey(form));
  }
  onSent();
}

interface Problem {
  readonly message: string;
  readonly violations: readonly Violation[];
}

/** Sends a message; answers why it was not sent. */
async function send(conversation: string, message: object): Promise<Problem | undefined> {
  try {
    const response = await fetch(`/_emulator/inbox/${conversation}/replies`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
    });
    if (response.ok) return undefined;
    const body: unknown = await response.json();
    return { message: `Not sent. ${messageOf(body)}`, violations: violationsOf(body) };
  } catch {
    return {
      message: 'Not sent: the emulator does not answer. Your text is kept.',
      violations: [],
    };
  }
}

function errorOf(body: unknown): object {
  const error =
    typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  return typeof error === 'object' && error !== null ? error : {};
}

/** Why the emulator refused something, in its words. */
export function messageOf(body: unknown): string {
  const error = errorOf(body);
  const message = 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : 'The emulator refused it.';
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
