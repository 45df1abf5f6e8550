// Lists the elements of a layout from its HTML text, for the page's run on the server, which has no DOM.
import { getTypeOfTag } from './browser/wix-types.ts';
import { readHandlerAttribute } from './handler-names.ts';
import type { NamedHandler } from './wire-handlers.ts';

/** An element of a layout. */
export interface LayoutElement {
  readonly id: string;
  /** The Wix type, such as `Text`. */
  readonly type: string;
  /** The handlers that its attributes name; absent if there are none. */
  readonly handlers?: readonly NamedHandler[];
}

/** Matches comments, scripts, styles and templates: their content is not part of the layout. */
const NOT_MARKUP = /<!--[\s\S]*?-->|<(script|style|template)\b[\s\S]*?<\/\1>/giu;
const TAG = /<([a-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/giu;

/** Lists the elements that have an id, including those inside a repeater's item. */
export function listLayoutElements(html: string): readonly LayoutElement[] {
  return [...html.replaceAll(NOT_MARKUP, '').matchAll(TAG)].flatMap(
    ([, tag = '', attributes = '']) => {
      const id = readAttribute(attributes, 'id');
      const name = tag.toLowerCase();
      const inputType =
        name === 'input' ? (readAttribute(attributes, 'type') ?? 'text') : undefined;
      const type = readAttribute(attributes, 'data-wix-type') ?? getTypeOfTag(name, inputType);
      if (id === undefined || type === undefined) return [];
      const handlers = readHandlers(id, attributes);
      return [{ id, type, ...(handlers.length > 0 && { handlers }) }];
    },
  );
}

function readHandlers(id: string, attributes: string): readonly NamedHandler[] {
  return [...attributes.matchAll(/\s(data-on-[\w-]+)/giu)].flatMap(([, name = '']) => {
    const event = readHandlerAttribute(name.toLowerCase());
    const functionName = readAttribute(attributes, name);
    return event === undefined || functionName === undefined ? [] : [{ id, event, functionName }];
  });
}

function readAttribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(
    attributes,
  );
  return found?.[1] ?? found?.[2] ?? found?.[3];
}
