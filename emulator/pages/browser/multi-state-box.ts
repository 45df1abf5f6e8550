// Emulates Wix's MultiStateBox, on a node whose children are its states. Not emulated: effects between states.
import { Container, PageElement } from './elements.ts';
import type { ElementContext } from './elements.ts';
import type { Handler } from './events.ts';
import { runHandler } from './run-handler.ts';
import { consoleReport } from './sdk-messages.ts';
import { describeWrongState } from './state-message.ts';

/** A state of a MultiStateBox: one of its children. */
export class State extends Container {}

/** Wix's MultiStateBox element. It shows the first state until page code changes it. */
export class MultiStateBox extends PageElement {
  readonly #onChange: Handler[] = [];
  #current = 0;

  constructor(node: HTMLElement, type: string, context: ElementContext) {
    super(node, type, context);
    this.#show(0);
  }

  get states(): readonly unknown[] {
    return this.#nodes.map((node) => this.context.elementOf(node));
  }
  get children(): readonly unknown[] {
    return this.states;
  }
  get currentState(): unknown {
    return this.states[this.#current];
  }

  /**
   * Shows another state, and resolves to it.
   * @param reference the id of the state or the state; Wix reports anything else and returns undefined (seen)
   */
  changeState(reference: unknown): Promise<unknown> | undefined {
    const states = this.states;
    const index =
      typeof reference === 'string'
        ? this.#nodes.findIndex(({ dataset, id }) => (dataset['id'] ?? id) === reference)
        : states.indexOf(reference);
    if (index < 0) {
      consoleReport.error(describeWrongState(this.id, reference));
      return undefined;
    }
    if (index !== this.#current) {
      this.#show(index);
      const event = {
        type: 'change',
        target: this.context.proxy(),
        context: this.context.eventContext,
      };
      for (const handler of this.#onChange) runHandler(handler, event, this.context.$w());
    }
    return Promise.resolve(states[index]);
  }

  onChange(handler: Handler): unknown {
    if (this.isHandler('onChange', handler)) this.#onChange.push(handler);
    return this.context.proxy();
  }

  get #nodes(): readonly HTMLElement[] {
    return [...this.node.children].filter((child) => child instanceof HTMLElement);
  }

  #show(index: number): void {
    this.#current = index;
    this.#nodes.forEach((node, at) => (node.hidden = at !== index));
  }
}
