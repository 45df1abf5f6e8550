import { expect, it } from 'vitest';
import { createRandom } from '../../../../bench/fuzz/random.ts';
import {
  minimal,
  openInbox,
  textsOf,
  type MessagePage,
} from '../../../support/emulator/wix/inbox/open-inbox.ts';

// Paging while messages are sent at the same time: no message is left out or repeated.

it.each([1, 2, 3, 4, 5, 6])(
  'pages during concurrent sends contain every message once, in order (seed %i)',
  async (seed) => {
    const random = createRandom(seed);
    const inbox = await openInbox();
    const conversationId = await inbox.conversationOf({ anonymousVisitorId: random.guid() });
    const order = random.pick(['ASC', 'DESC']);
    const limit = 1 + random.below(5);
    let sent = 0;
    const send = async () => inbox.send(conversationId, minimal(String((sent += 1))));
    const initial = 8 + random.below(8);
    for (let count = 0; count < initial; count += 1) await send();

    const texts: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const paging = { limit, ...(cursor === undefined ? {} : { cursor }) };
      const sorting = { fieldName: 'sequence', order };
      const page = inbox.list(conversationId, { sorting, paging });
      const sends = Array.from({ length: sent < 40 ? random.below(3) : 0 }, send);
      const [{ json }]: readonly [{ json: MessagePage }, ...unknown[]] = await Promise.all([
        page,
        ...sends,
      ]);
      texts.push(...textsOf(json));
      cursor = json.pagingMetadata.cursors.next;
    } while (cursor !== undefined);

    // The list is the conversation as it was at some time after the start, without gaps.
    expect(texts.length).toBeGreaterThanOrEqual(initial);
    const ascending = Array.from({ length: texts.length }, (_, index) => String(index + 1));
    expect(order === 'ASC' ? texts : texts.toReversed()).toEqual(ascending);
  },
);
