// Emulates Wix's HtmlComponent, on an `<iframe>`. Not emulated: scrolling, full screen, code that the editor stores; a
// layout names a file of the editor folder instead.
import { PageElement } from './elements.ts';
import type { ElementContext } from './elements.ts';
import type { Handler } from './events.ts';
import { runHandler } from './run-handler.ts';

/** Wix's HtmlComponent element. */
export class HtmlComponent extends PageElement<HTMLIFrameElement> {
  #loaded: Promise<void>;

  constructor(node: HTMLIFrameElement, type: string, context: ElementContext) {
    super(node, type, context);
    // A page has loaded when its frames have.
    this.#loaded = document.readyState === 'complete' ? Promise.resolve() : nextLoad(window);
  }

  get src(): string {
    return this.node.getAttribute('src') ?? '';
  }
  set src(src: string) {
    this.#loaded = nextLoad(this.node);
    this.node.src = src;
  }

  /** Sends a message to the code in the frame, when the frame has loaded. */
  postMessage(message: unknown): void {
    // The frame is sandboxed, so its origin is unknown.
    void this.#loaded.then(() => this.node.contentWindow?.postMessage(message, '*'));
  }

  /** Adds a handler of the messages that the code in the frame sends to its parent. */
  onMessage(handler: Handler): unknown {
    if (!this.isHandler('onMessage', handler)) return this.context.proxy();
    window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
      if (source !== this.node.contentWindow) return;
      const target = this.context.proxy();
      const event = { type: 'message', target, context: this.context.eventContext, data };
      runHandler(handler, event, this.context.$w());
    });
    return this.context.proxy();
  }
}

function nextLoad(target: EventTarget): Promise<void> {
  return new Promise((resolve) => {
    target.addEventListener('load', () => resolve(), { once: true });
  });
}
