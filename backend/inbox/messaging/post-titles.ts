import { createBoundedMap } from 'backend/inbox/bounded-map';
import type { LogOnce } from 'backend/inbox/log';
import { withTimeLimit } from 'backend/inbox/time-limit';
import type { Wix } from 'backend/inbox/wix/port';
import { toPrintable } from 'public/inbox-input';
import { normalizeName } from 'public/inbox-normalize';

/** The titles of blog posts, cached per container: they decide nothing. */
export interface PostTitles {
  /** Returns the title of a post, 200 characters at most; `undefined` if it is not known. Never rejects. */
  find(postId: string): Promise<string | undefined>;
}

/** Time limit of a title, in ms: a message without the title is better than a late one. */
const LIMIT_MS = 1_000;
/** How long a title is cached, in ms. A post can be renamed. */
const CACHE_MS = 10 * 60 * 1000;
/** Milliseconds until an unknown title is asked for again, so that a burst of likes makes one call. */
const RETRY_MS = 60 * 1000;
const MAX_TITLE_CHARS = 200;
const MAX_CACHED = 100;

/** Creates the cache of titles. A failure is logged once. */
export function createPostTitles({
  wix,
  now,
  logOnce,
}: {
  readonly wix: Pick<Wix, 'postTitle'>;
  readonly now: () => number;
  readonly logOnce: LogOnce;
}): PostTitles {
  const cached = createBoundedMap<{ readonly title: string; readonly until: number }>(MAX_CACHED);

  async function read(postId: string): Promise<string> {
    try {
      const title = await withTimeLimit('postTitle', LIMIT_MS, wix.postTitle(postId));
      return toPrintable(normalizeName(title ?? ''), MAX_TITLE_CHARS);
    } catch (error) {
      logOnce('Failed to read the title of a liked post', error);
      return '';
    }
  }

  return {
    async find(postId) {
      let entry = cached.get(postId);
      if (!entry || entry.until <= now()) {
        const title = await read(postId);
        entry = { title, until: now() + (title === '' ? RETRY_MS : CACHE_MS) };
        cached.set(postId, entry);
      }
      return entry.title || undefined;
    },
  };
}
