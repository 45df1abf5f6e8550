import type { FormInput } from 'public/inbox-fields';
import { checkForm } from 'public/inbox-form';
import type { FormDeclaration } from 'public/inbox-form';
import { createFormStore } from 'public/inbox-form-store';
import type { FormState, PendingForm } from 'public/inbox-form-store';
import type { FormTickets } from 'public/inbox-form-tickets';
import { createSentMessages } from 'public/inbox-sent-messages';
import type { SendFormOptions } from 'public/inbox-shapes';
import { toPersonKey } from 'public/inbox-storage';
import type { StoragePort } from 'public/inbox-storage';

/** Options of `createFormMemory`. */
export interface FormMemoryOptions {
  readonly storage: StoragePort | undefined;
  /** Without tickets, the person is not known, and nothing is stored. */
  readonly tickets: FormTickets | undefined;
  readonly declaration: FormDeclaration;
  readonly form: string;
  readonly language: string;
}

/** What a form stores while it is filled in and sent. */
export interface FormMemory {
  /** The idempotency keys and tickets, by data. */
  readonly keys: Map<string, string | undefined>;
  /** Returns the stored state of this person; a state of another person is removed. */
  restore(): Promise<FormState | undefined>;
  saveDraft(data: FormInput): void;
  /** Stores the data that is being sent, with the ticket or key. */
  savePending(data: FormInput, options: Pick<SendFormOptions, 'ticket' | 'idempotencyKey'>): void;
  /** Stores that the form is no longer being sent, and keeps its key while the outcome is unknown. */
  saveRefused(data: FormInput): void;
  /** Stores that the form was sent, for the chat of this person. */
  saveSent(sent: FormInput, data: FormInput): Promise<void>;
  /** Removes everything that is stored. */
  forget(): void;
}

/** Creates the memory of a form. */
export function createFormMemory({
  storage,
  tickets,
  declaration,
  form,
  language,
}: FormMemoryOptions): FormMemory {
  const store = createFormStore(storage, form);
  const sentMessages = createSentMessages(storage);
  const keys = new Map<string, string | undefined>();
  let pending: PendingForm | undefined;
  /** Incremented when everything is removed, to ignore earlier calls. */
  let generation = 0;

  async function toPerson(): Promise<string | undefined> {
    const session = storage && (await tickets?.session());
    return session === undefined ? undefined : toPersonKey(session);
  }

  async function save(data: FormInput): Promise<void> {
    const savedIn = generation;
    const person = await toPerson();
    if (person === undefined || savedIn !== generation) return;
    const isEmpty = pending === undefined && !Object.values(data).some(Boolean);
    await (isEmpty ? store.remove() : store.write(person, { data, pending }));
  }

  return {
    keys,
    async restore() {
      const stored = await store.read();
      if (!stored || !tickets) return;
      tickets.prepare();
      const person = await toPerson();
      // The person is not known now, but may be later.
      if (person === undefined) return;
      if (person !== stored.person) {
        await store.remove();
        return;
      }
      ({ pending } = stored.state);
      if (pending) {
        keys.set(JSON.stringify(pending.data), pending.key);
        if (pending.isTicket) tickets.adopt(pending.key);
      }
      return stored.state;
    },
    saveDraft: (data) => void save(data),
    savePending(data, { ticket, idempotencyKey }) {
      const key = ticket ?? idempotencyKey;
      pending = key === undefined ? undefined : { data, key, isTicket: !!ticket, isSending: true };
      void save(data);
    },
    saveRefused(data) {
      const isKeyKept = pending && keys.has(JSON.stringify(pending.data));
      pending = pending && isKeyKept ? { ...pending, isSending: false } : undefined;
      void save(data);
    },
    async saveSent(sent, data) {
      pending = undefined;
      const savedIn = generation;
      const person = await toPerson();
      if (person === undefined || savedIn !== generation) return;
      await sentMessages.add(person, toText(sent));
      await save(data);
    },
    forget() {
      generation += 1;
      pending = undefined;
      tickets?.drop();
      void store.remove();
      void sentMessages.remove();
    },
  };

  function toText(data: FormInput): string {
    const check = checkForm(declaration, data, language);
    return check.ok ? check.values.map(({ label, value }) => `${label}: ${value}`).join('\n') : '';
  }
}
