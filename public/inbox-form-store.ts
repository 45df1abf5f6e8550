import type { FormInput } from 'public/inbox-fields';
import { isRecord } from 'public/inbox-input';
import { createPersonStore } from 'public/inbox-storage';
import type { PersonStore, StoragePort } from 'public/inbox-storage';

/** What a form stores, so that nothing is lost and nothing is sent twice when the page is left. */
export interface FormState {
  readonly data: FormInput;
  readonly pending?: PendingForm | undefined;
}

/** A form that is being sent, or was sent with an unknown outcome, with its ticket or idempotency key. */
export interface PendingForm {
  readonly data: FormInput;
  readonly isSending: boolean;
  readonly key: string;
  readonly isTicket: boolean;
}

/** The stored state of a form. */
export interface FormStore extends Pick<PersonStore, 'remove'> {
  read(): Promise<{ readonly person: string; readonly state: FormState } | undefined>;
  write(person: string, state: FormState): Promise<void>;
}

/** Creates the store of a form. Without storage, nothing is stored. */
export function createFormStore(storage: StoragePort | undefined, form: string): FormStore {
  const store = createPersonStore(storage, `velo-inbox.form.${form}`);
  return {
    async read() {
      const item = await store.read();
      const state = toFormState(item?.value);
      return item && state && { person: item.person, state };
    },
    write: store.write,
    remove: store.remove,
  };
}

function toFormState(value: unknown): FormState | undefined {
  if (!isRecord(value)) return;
  return { data: toData(value['data']), pending: toPending(value['pending']) };
}

function toPending(value: unknown): PendingForm | undefined {
  if (!isRecord(value)) return;
  const { data, key, isTicket, isSending } = value;
  if (typeof key !== 'string') return;
  return {
    data: toData(data),
    key,
    isTicket: isTicket === true,
    isSending: isSending === true,
  };
}

function toData(value: unknown): FormInput {
  const data: Record<string, string | boolean> = {};
  for (const [key, item] of Object.entries(isRecord(value) ? value : {})) {
    if (typeof item === 'string' || typeof item === 'boolean') data[key] = item;
  }
  return data;
}
