// Which elements a layout has, read from its text: what the run on the server knows of a page. Leaves out where they stand.
import { typeOfTag } from './browser/wix-types.ts';

/** An element of a layout. */
export interface LayoutElement {
  readonly id: string;
  /** Wix's type, `Text`. */
  readonly type: string;
}

/** What looks like elements and is none. */
const NO_ELEMENTS = /<!--[\s\S]*?-->|<(script|style|template)\b[\s\S]*?<\/\1>/giu;
const TAG = /<([a-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/giu;

/** Lists the elements with an id, those that a repeater repeats among them. */
export function layoutElements(html: string): readonly LayoutElement[] {
  return [...html.replaceAll(NO_ELEMENTS, '').matchAll(TAG)].flatMap(
    ([, tag = '', attributes = '']) => {
      const id = attribute(attributes, 'id');
      const name = tag.toLowerCase();
      const inputType = name === 'input' ? (attribute(attributes, 'type') ?? 'text') : undefined;
      const type = attribute(attributes, 'data-wix-type') ?? typeOfTag(name, inputType);
      return id === undefined || type === undefined ? [] : [{ id, type }];
    },
  );
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(
    attributes,
  );
  return found?.[1] ?? found?.[2] ?? found?.[3];
}
