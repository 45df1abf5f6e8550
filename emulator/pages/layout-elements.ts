// Lists the elements of a layout from its HTML text, for the page's run on the server, which has no DOM.
import { getTypeOfTag } from './browser/wix-types.ts';
import { readHandlerAttribute } from './handler-names.ts';
import type { NamedHandler } from './wire-handlers.ts';

/** An element of a layout. */
export interface LayoutElement {
  readonly id: string;
  /** The Wix type, such as `Text`. */
  readonly type: string;
  /** The id of the element around it; absent if there is none. */
  readonly parent?: string;
  /** The handlers that its attributes name; absent if there are none. */
  readonly handlers?: readonly NamedHandler[];
}

/** Matches comments, scripts, styles and templates: their content is not part of the layout. */
const NOT_MARKUP = /<!--[\s\S]*?-->|<(script|style|template)\b[\s\S]*?<\/\1>/giu;
/** Matches the start of an element, and its end: `</p>`. */
const TAG =
  /<\/([a-z][\w-]*)\s*>|<([a-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/giu;

/** Tags that have no end. */
const VOID_TAGS = 'area base br col embed hr img input link meta source track wbr'.split(' ');

/** Lists the elements that have an id, including those inside a repeater's item. */
export function listLayoutElements(html: string): readonly LayoutElement[] {
  const open: { readonly tag: string; readonly id: string | undefined }[] = [];
  return [...html.replaceAll(NOT_MARKUP, '').matchAll(TAG)].flatMap(
    ([, end, start = '', attributes = '']) => {
      const tag = (end ?? start).toLowerCase();
      if (end !== undefined) {
        const index = open.findLastIndex((it) => it.tag === tag);
        if (index >= 0) open.splice(index);
        return [];
      }
      const parent = open.findLast(({ id }) => id !== undefined)?.id;
      const id = readAttribute(attributes, 'id');
      if (!VOID_TAGS.includes(tag)) open.push({ tag, id });
      const inputType = tag === 'input' ? (readAttribute(attributes, 'type') ?? 'text') : undefined;
      const type = readAttribute(attributes, 'data-wix-type') ?? getTypeOfTag(tag, inputType);
      if (id === undefined || type === undefined) return [];
      const handlers = readHandlers(id, attributes);
      return [
        {
          id,
          type,
          ...(parent !== undefined && { parent }),
          ...(handlers.length > 0 && { handlers }),
        },
      ];
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

/** Reads an attribute of a tag, whose attributes are `attributes`. */
export function readAttribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(
    attributes,
  );
  return found?.[1] ?? found?.[2] ?? found?.[3];
}
