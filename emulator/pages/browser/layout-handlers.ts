// Reads the handlers that the layout of a page names: `data-on-click="send"`.
import { readHandlerAttribute } from '../handler-names.ts';
import type { NamedHandler } from '../wire-handlers.ts';

/** Lists the handlers that the elements inside `root` name. */
export function listNamedHandlers(root: ParentNode): readonly NamedHandler[] {
  return [...root.querySelectorAll('[id]')].flatMap(({ id, attributes }) =>
    [...attributes].flatMap(({ name, value }) => {
      const event = readHandlerAttribute(name);
      return event === undefined ? [] : [{ id, event, functionName: value }];
    }),
  );
}
