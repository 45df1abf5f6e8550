// Elements of a page in memory: the part of Wix's elements that a chat and a dashboard use.
import type { KeyEvent } from 'public/inbox-enter';

/** An element that can collapse. */
class FakeCollapsible {
  shown = true;
  expand(): void {
    this.shown = true;
  }
  collapse(): void {
    this.shown = false;
  }
}

/** A Text. */
export class FakeText extends FakeCollapsible {
  text = '';
}

/** A Button, or a link. */
export class FakeButton extends FakeCollapsible {
  label = '';
  link = '';
  target = '';
  /** The handlers of clicks. Wix adds handlers and never replaces them. */
  readonly clickHandlers: (() => void)[] = [];
  enabled = true;
  enable(): void {
    this.enabled = true;
  }
  disable(): void {
    this.enabled = false;
  }
  onClick(handler: () => void): void {
    this.clickHandlers.push(handler);
  }
  click(): void {
    for (const handler of this.clickHandlers) handler();
  }
}

/** An Image. */
export class FakeImage extends FakeCollapsible {
  src = '';
  alt = '';
}

/** A Box, with the custom classes of Wix Studio, viewport events and scrolling. */
export class FakeBox extends FakeCollapsible {
  scrolls = 0;
  readonly #enterHandlers: (() => void)[] = [];
  readonly #leaveHandlers: (() => void)[] = [];
  onViewportEnter(handler: () => void): void {
    this.#enterHandlers.push(handler);
  }
  onViewportLeave(handler: () => void): void {
    this.#leaveHandlers.push(handler);
  }
  /** Scrolls the box into the viewport, or out of it. */
  setVisible(isVisible: boolean): void {
    for (const handler of isVisible ? this.#enterHandlers : this.#leaveHandlers) handler();
  }
  async scrollTo(): Promise<void> {
    this.scrolls += 1;
  }
  readonly classes = new Set<string>();
  readonly customClassList = {
    add: (name: string) => this.classes.add(name),
    remove: (name: string) => this.classes.delete(name),
  };
}

/** A TextInput or TextBox. */
export class FakeInput {
  readonly type: string;
  value = '';
  /** Number of times that the element got the focus. */
  focusCount = 0;
  maxLength = -1;
  #onFocus: () => void = () => {};
  #onInput: () => void = () => {};
  #onKeyPress: (event: KeyEvent) => void = () => {};
  constructor(type = '$w.TextInput') {
    this.type = type;
  }
  focus(): void {
    this.focusCount += 1;
    this.#onFocus();
  }
  onFocus(handler: () => void): void {
    this.#onFocus = handler;
  }
  onInput(handler: () => void): void {
    this.#onInput = handler;
  }
  onKeyPress(handler: (event: KeyEvent) => void): void {
    this.#onKeyPress = handler;
  }
  enter(text: string): void {
    this.value = text;
    this.#onInput();
  }
  press(key: string, event: Omit<KeyEvent, 'key'> = {}): void {
    this.#onKeyPress({ ...event, key });
  }
}

/** An UploadButton; `files` are the names of the chosen files. */
export class FakeUpload {
  files: string[] = [];
  fails = false;
  #onChange: () => void = () => {};
  get value(): readonly { readonly name: string }[] {
    return this.files.map((name) => ({ name }));
  }
  onChange(handler: () => void): void {
    this.#onChange = handler;
  }
  choose(...names: string[]): void {
    this.files = names;
    this.#onChange();
  }
  reset(): void {
    this.files = [];
  }
  async uploadFiles(): Promise<readonly { readonly fileUrl: string }[]> {
    if (this.fails) throw new Error('too large');
    return this.files.map((name) => ({ fileUrl: `wix:image://v1/id/${name}` }));
  }
}

/** A Dropdown. */
export class FakeDropdown extends FakeCollapsible {
  options: readonly { readonly label: string; readonly value: string }[] = [];
  value = '';
}

/** A Captcha. */
export class FakeCaptcha extends FakeCollapsible {
  token = '';
  resets = 0;
  readonly #handlers = { verified: [noop], timeout: [noop], error: [noop] };
  onVerified(handler: () => void): void {
    this.#handlers.verified.push(handler);
  }
  onTimeout(handler: () => void): void {
    this.#handlers.timeout.push(handler);
  }
  onError(handler: () => void): void {
    this.#handlers.error.push(handler);
  }
  reset(): void {
    this.token = '';
    this.resets += 1;
  }
  /** The user solves the challenge. */
  solve(token: string): void {
    this.token = token;
    this.#call('verified');
  }
  /** The token expires: the element resets itself. */
  expire(): void {
    this.token = '';
    this.#call('timeout');
  }
  /** The element cannot reach its provider. */
  fail(): void {
    this.#call('error');
  }
  #call(event: 'verified' | 'timeout' | 'error'): void {
    for (const handler of this.#handlers[event]) handler();
  }
}

function noop(): void {}

type ItemHandler = ($item: (selector: string) => unknown, data: { readonly _id: string }) => void;

/** A Repeater that creates items for new ids only, as Wix's does. */
export class FakeRepeater<Item extends Record<string, unknown>> {
  #items = new Map<string, Item>();
  #data: readonly { readonly _id: string }[] = [];
  #onItemReady: ItemHandler = () => {};
  readonly #createItem: () => Item;
  constructor(createItem: () => Item) {
    this.#createItem = createItem;
  }
  onItemReady(handler: ItemHandler): void {
    this.#onItemReady = handler;
  }
  get data(): readonly { readonly _id: string }[] {
    return this.#data;
  }
  set data(data) {
    if (new Set(data.map(({ _id }) => _id)).size < data.length) throw new Error('duplicate ids');
    const before = this.#items;
    this.#data = data;
    this.#items = new Map(data.map(({ _id }) => [_id, before.get(_id) ?? this.#createItem()]));
    for (const item of data) if (!before.has(item._id)) this.#callHandler(this.#onItemReady, item);
  }
  forItems(ids: readonly string[], handler: ItemHandler): void {
    for (const item of this.#data) if (ids.includes(item._id)) this.#callHandler(handler, item);
  }
  /** Returns the shown items, in order. */
  items(): Item[] {
    return [...this.#items.values()];
  }
  #callHandler(handler: ItemHandler, data: { readonly _id: string }): void {
    const item = this.#items.get(data._id);
    handler(createFakeSelector(item ?? {}), data);
  }
}

/** Creates the `$w` of a page with these elements, by id. */
export function createFakeSelector(elements: Readonly<Record<string, unknown>>) {
  // Wix returns an empty array for an id that the page does not have.
  return (selector: string): unknown => elements[selector.replace('#', '')] ?? [];
}
