/**
 * The part of Wix's KeyboardEvent that an input uses.
 *
 * Wix documents `key` and the four modifier keys. The other properties are those of the browser's event; they are used
 * if the event has them.
 *
 * @see https://dev.wix.com/docs/velo/velo-only-apis/$w/keyboard-event/introduction
 */
export interface KeyEvent {
  readonly key: string;
  readonly altKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly shiftKey?: boolean;
  readonly isComposing?: boolean;
  readonly keyCode?: number;
}

/** The part of Wix's TextInput and TextBox that `onEnter` uses. */
export interface EnterElement {
  readonly value: string;
  onKeyPress(handler: (event: KeyEvent) => void): unknown;
}

/** What the user had typed when they pressed Enter. */
export interface Entered {
  readonly text: string;
  /** What the input contains now without `text`: typed or pasted after Enter. */
  readonly rest: string;
}

/** Options of `onEnter`. */
export interface EnterOptions {
  /** Called once for each Enter, at most 0.02 s after it. */
  readonly act: (entered: Entered) => void;
  /** Resolves after a number of seconds. */
  readonly wait: (seconds: number) => Promise<void>;
  /** Returns `true` to ignore the key. */
  readonly isBusy?: () => boolean;
}

/**
 * Delay until an input's value contains a typed character, in seconds (assumed). Wix delivers the key event and the
 * value separately.
 */
const TYPING_DELAY = 0.02;

/** The key code of every key that an input method handles. */
const INPUT_METHOD_KEY_CODE = 229;

/** Returns whether a key is Enter without a modifier, and not the one that ends an input-method composition. */
export function isPlainEnter(event: KeyEvent): boolean {
  const { key, altKey, ctrlKey, metaKey, shiftKey, isComposing, keyCode } = event;
  if (isComposing || keyCode === INPUT_METHOD_KEY_CODE) return false;
  return key === 'Enter' && !altKey && !ctrlKey && !metaKey && !shiftKey;
}

/**
 * Calls a function on a plain Enter, with the text that the input contained then.
 *
 * Wix delivers a key and the typed text separately, so that the text can be late: the function is called after
 * `TYPING_DELAY`, or at the next key if that is earlier, because the next key changes the text.
 *
 * @returns a function that ignores an Enter whose function was not called yet
 */
export function onEnter(
  element: EnterElement | undefined,
  { act, wait, isBusy = () => false }: EnterOptions,
): () => void {
  /** The last Enter, until `act` is called for it. */
  let pending: { readonly value: string } | undefined;

  function finish(enter: typeof pending): void {
    if (!element || !enter || enter !== pending) return;
    pending = undefined;
    act(toEntered(enter.value, element.value));
  }

  element?.onKeyPress((event) => {
    finish(pending);
    if (isBusy() || !isPlainEnter(event)) return;
    const enter = { value: element.value };
    pending = enter;
    void wait(TYPING_DELAY).then(() => finish(enter));
  });
  return () => {
    pending = undefined;
  };
}

/** Compares the value at Enter with the current one. */
function toEntered(atEnter: string, now: string): Entered {
  // In a text box, Enter also inserts a line break, and removes the selected text.
  if (isWithLineBreak(now, atEnter)) return { text: atEnter, rest: '' };
  // The last typed characters were late.
  if (now.startsWith(atEnter)) return { text: now, rest: '' };
  return toCorrected(atEnter, now) ?? { text: atEnter, rest: now };
}

/** Returns whether a text is another one in which a line break was inserted, or replaced a part. */
function isWithLineBreak(text: string, other: string): boolean {
  const common = countCommon(text, other);
  // If the part begins with a line break, the inserted one can be any of the common ones.
  for (let at = text.indexOf('\n'); at >= 0 && at <= common; at = text.indexOf('\n', at + 1)) {
    const after = text.slice(at + 1);
    if (at + after.length <= other.length && other.endsWith(after)) return true;
  }
  return false;
}

/** A device can correct the last word on Enter: returns the corrected text, without the line break. */
function toCorrected(atEnter: string, now: string): Entered | undefined {
  const word = now.slice(countCommon(now, atEnter));
  return /^\S+\n$/.test(word) ? { text: now.slice(0, -1), rest: '' } : undefined;
}

/** Returns the number of equal characters at the start. */
function countCommon(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
