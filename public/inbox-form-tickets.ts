import type { Answer, OpenedForm, SendFormOptions } from 'public/inbox-shapes';
import { newIdempotencyKey } from 'public/inbox-submit';

/** The web method `openForm` of `backend/inbox.web`. */
export type OpenForm = (form: string) => Promise<Answer<OpenedForm>>;

/** Options of `createFormTickets`. */
export interface FormTicketsOptions {
  readonly openForm: OpenForm;
  readonly form: string;
  /** Resolves after a number of seconds. */
  readonly wait: (seconds: number) => Promise<void>;
}

/** The form tickets of a page. */
export interface FormTickets {
  /** Requests the ticket of the next message, if the page has none. */
  prepare(): void;
  /**
   * Returns the ticket of a new message, as soon as the form can be sent with it. If there is none, returns an
   * idempotency key. Never rejects.
   */
  newKey(): Promise<string | undefined>;
  /** Returns the session of the newest answer to `openForm`; `undefined` if there is none. */
  session(): Promise<string | undefined>;
  /** Treats a key as a ticket, as it was one before the page was loaded again. */
  adopt(ticket: string): void;
  /** Forgets the ticket of the next message: it was issued before the user logged in or out. */
  drop(): void;
  /** Returns the options of `sendFormData` for a key that `newKey` returned. */
  toOptions(key: string | undefined): Pick<SendFormOptions, 'ticket' | 'idempotencyKey'>;
}

/** Creates the tickets of a form. */
export function createFormTickets({ openForm, form, wait }: FormTicketsOptions): FormTickets {
  const taken = new Set<string | undefined>();
  let next: Promise<{ readonly ticket: string; readonly usableAt: number } | undefined> | undefined;
  let session: string | undefined;

  async function open() {
    try {
      const opened = await openForm(form);
      if (!opened.ok || !opened.ticket) return;
      session = opened.session;
      return { ticket: opened.ticket, usableAt: Date.now() + (opened.notBeforeMs ?? 0) };
    } catch {
      return;
    }
  }

  return {
    prepare() {
      next ??= open();
    },
    async newKey() {
      const opening = next ?? open();
      next = undefined;
      const opened = await opening;
      if (!opened) return newIdempotencyKey();
      const seconds = (opened.usableAt - Date.now()) / 1000;
      if (seconds > 0) await wait(seconds);
      taken.add(opened.ticket);
      return opened.ticket;
    },
    async session() {
      await next;
      return session;
    },
    adopt(ticket) {
      taken.add(ticket);
    },
    drop() {
      next = undefined;
    },
    toOptions(key) {
      if (key === undefined) return {};
      return taken.has(key) ? { ticket: key } : { idempotencyKey: key };
    },
  };
}
