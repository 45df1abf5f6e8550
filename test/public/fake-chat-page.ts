// A page with a chat in memory: only what `chat` asks of Wix's elements.

/** Anything that can be shown and folded away. */
class FakeFolding {
  shown = true;
  expand(): void {
    this.shown = true;
  }
  collapse(): void {
    this.shown = false;
  }
}

/** A Text: what the person reads. */
class FakeText extends FakeFolding {
  text = '';
}

/** A Button that can be clicked, or opens a link. */
class FakeButton extends FakeFolding {
  label = '';
  link = '';
  target = '';
  #clicked: () => void = () => {};
  enable(): void {}
  disable(): void {}
  onClick(handler: () => void): void {
    this.#clicked = handler;
  }
  click(): void {
    this.#clicked();
  }
}

/** An Image. */
class FakeImage extends FakeFolding {
  src = '';
  alt = '';
}

/** A Box of Wix Studio. */
class FakeBox extends FakeFolding {
  readonly classes = new Set<string>();
  readonly customClassList = {
    add: (name: string) => this.classes.add(name),
    remove: (name: string) => this.classes.delete(name),
  };
}

/** A TextInput or TextBox. */
class FakeInput {
  readonly type: string;
  value = '';
  #focused: () => void = () => {};
  #typed: () => void = () => {};
  #pressed: (event: { readonly key: string }) => void = () => {};
  constructor(type = '$w.TextInput') {
    this.type = type;
  }
  focus(): void {
    this.#focused();
  }
  onFocus(handler: () => void): void {
    this.#focused = handler;
  }
  onInput(handler: () => void): void {
    this.#typed = handler;
  }
  onKeyPress(handler: (event: { readonly key: string }) => void): void {
    this.#pressed = handler;
  }
  enter(text: string): void {
    this.value = text;
    this.#typed();
  }
  press(key: string): void {
    this.#pressed({ key });
  }
}

/** An UploadButton; `files` is what the person chose. */
class FakeUpload {
  files: string[] = [];
  fails = false;
  #changed: () => void = () => {};
  get value(): readonly { readonly name: string }[] {
    return this.files.map((name) => ({ name }));
  }
  onChange(handler: () => void): void {
    this.#changed = handler;
  }
  choose(...names: string[]): void {
    this.files = names;
    this.#changed();
  }
  reset(): void {
    this.files = [];
  }
  async uploadFiles(): Promise<readonly { readonly fileUrl: string }[]> {
    if (this.fails) throw new Error('too large');
    return this.files.map((name) => ({ fileUrl: `wix:image://v1/id/${name}` }));
  }
}

type ItemHandler = ($item: (selector: string) => unknown, data: { readonly _id: string }) => void;

/** A Repeater as Wix's: it makes items for new ids only. */
class FakeRepeater<Item extends Record<string, unknown>> {
  #items = new Map<string, Item>();
  #data: readonly { readonly _id: string }[] = [];
  #ready: ItemHandler = () => {};
  readonly #make: () => Item;
  constructor(make: () => Item) {
    this.#make = make;
  }
  onItemReady(handler: ItemHandler): void {
    this.#ready = handler;
  }
  get data(): readonly { readonly _id: string }[] {
    return this.#data;
  }
  set data(data) {
    if (new Set(data.map(({ _id }) => _id)).size < data.length) throw new Error('ids twice');
    const before = this.#items;
    this.#data = data;
    this.#items = new Map(data.map(({ _id }) => [_id, before.get(_id) ?? this.#make()]));
    for (const item of data) if (!before.has(item._id)) this.#call(this.#ready, item);
  }
  forItems(ids: readonly string[], handler: ItemHandler): void {
    for (const item of this.#data) if (ids.includes(item._id)) this.#call(handler, item);
  }
  /** What the person sees, in order. */
  items(): Item[] {
    return [...this.#items.values()];
  }
  #call(handler: ItemHandler, data: { readonly _id: string }): void {
    const item = this.#items.get(data._id);
    handler((selector) => item?.[selector.replace('#', '')] ?? [], data);
  }
}

/** The elements of the chat page, by id, and a `$w` that finds those that are not left out. */
export function createFakeChatPage(leftOut: readonly string[] = [], inputType?: string) {
  const elements = {
    chatMessages: new FakeRepeater(() => ({
      chatText: new FakeText(),
      chatImage: new FakeImage(),
      chatLink: new FakeButton(),
      chatFrom: new FakeText(),
      chatTime: new FakeText(),
      chatBubble: new FakeBox(),
    })),
    chatInput: new FakeInput(inputType),
    chatSend: new FakeButton(),
    chatOlder: new FakeButton(),
    chatOpen: new FakeButton(),
    chatPicture: new FakeUpload(),
    chatFile: new FakeUpload(),
    chatStatus: new FakeText(),
    chatForm: new FakeBox(),
  };
  const found = new Map<string, unknown>(
    Object.entries(elements).filter(([id]) => !leftOut.includes(id)),
  );
  // Wix answers an empty array for an id that the page does not have.
  return { ...elements, $w: (selector: string) => found.get(selector.replace('#', '')) ?? [] };
}
