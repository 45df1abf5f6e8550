import { createUploads } from 'public/inbox-chat-uploads';
import type { TakenFiles, UploadsOptions } from 'public/inbox-chat-uploads';
import { isText, setText } from 'public/inbox-elements';
import type { ButtonElement, TextInputElement } from 'public/inbox-elements';
import { onEnter } from 'public/inbox-enter';
import type { Entered } from 'public/inbox-enter';
import { MESSAGE_LIMITS } from 'public/inbox-limits';
import { normalizeText } from 'public/inbox-normalize';

/** The message that the user is writing. */
export interface Draft {
  text(): string;
  /** Puts the text of a message before the typed text, and shows the reason until it is sent or a file is chosen. */
  putBack(text: string, reason?: string): void;
  /** Clears the text, the chosen files and the notices. */
  clear(): void;
}

/** The content of a message, as it was when the user sent it. */
export interface DraftContent extends TakenFiles {
  readonly text: string;
}

/** Options of `createDraft`. */
export interface DraftOptions extends Pick<UploadsOptions, 'find' | 'elements'> {
  readonly input: TextInputElement | undefined;
  readonly sendButton: ButtonElement | undefined;
  readonly texts: UploadsOptions['texts'] & { readonly charactersLeft: string };
  /** Whether Enter sends; otherwise it starts a new line in a text box. */
  readonly sendsOnEnter: boolean;
  readonly wait: (seconds: number) => Promise<void>;
  /** Called when the user focuses the input, types or chooses a file. */
  readonly onActivity: () => void;
  /** Called when the user sends. `byKey`: with Enter. */
  readonly onSend: (content: DraftContent, byKey: boolean) => void;
  /** Shows a notice about the draft; `''` removes it. */
  readonly setNotice: (notice: string) => void;
}

/** The number of characters that are left when the limit is first shown. */
const SHOW_LIMIT_FROM = 1000;

/**
 * Creates the draft of a chat: the text in `#chatInput`, and the chosen files.
 *
 * Sends on a click on `#chatSend` and on a plain Enter. Shift and Enter starts a new line in a text box. The number of
 * characters that are left is shown in `#chatCount` (a text), or with the notice.
 */
export function createDraft(options: DraftOptions): Draft {
  const { find, input, sendButton, texts, onActivity, onSend, setNotice } = options;
  const count = find('chatCount', isText, { isOptional: true });
  /** Why a message was put back. */
  let problem = '';
  const uploads = createUploads({
    ...options,
    onChange: () => {
      problem = '';
      onActivity();
      showNotices();
    },
    onRemove: () => input?.focus(),
  });

  function showNotices(): void {
    const left = MESSAGE_LIMITS.MAX_TEXT_CHARS - (input?.value ?? '').length;
    const limit = left > SHOW_LIMIT_FROM ? '' : texts.charactersLeft.replace('{count}', `${left}`);
    setText(count, limit);
    const notices = [problem, uploads.notice(), count ? '' : limit];
    setNotice(notices.filter((notice) => notice !== '').join(' '));
  }

  function setValue(value: string): void {
    if (input) input.value = value;
    showNotices();
  }

  function send({ text, rest }: Entered, byKey: boolean): void {
    problem = '';
    const taken = uploads.take();
    setValue(rest);
    onSend({ ...taken, text: normalizeText(text) }, byKey);
  }

  if (input) input.maxLength = MESSAGE_LIMITS.MAX_TEXT_CHARS;
  const enterElement = options.sendsOnEnter || input?.type !== '$w.TextBox' ? input : undefined;
  const cancelEnter = onEnter(enterElement, {
    act: (entered) => send(entered, true),
    wait: options.wait,
  });
  input?.onFocus(onActivity);
  input?.onInput(() => {
    onActivity();
    showNotices();
  });
  sendButton?.onClick(() => {
    cancelEnter();
    send({ text: input?.value ?? '', rest: '' }, false);
  });
  setText(count, '');

  return {
    text: () => input?.value ?? '',
    putBack(text, reason = problem) {
      problem = reason;
      setValue([text, input?.value ?? ''].filter((part) => part !== '').join('\n'));
    },
    clear() {
      cancelEnter();
      problem = '';
      uploads.clear();
      setValue('');
    },
  };
}
