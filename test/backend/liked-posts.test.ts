// A like names the title of its post, if Wix Blog returns it.
import { expect, it } from 'vitest';
import { settings } from '../support/settings.ts';
import { networkFailure, wixFailure } from '../support/port/wix-failures.ts';
import { setup as setupInbox } from '../support/backend/setup.ts';

const POST = '7b0c4f6e-1d0f-4c6b-8a65-7d6a0d3a8a11';

function setup(overrides: Parameters<typeof setupInbox>[0] = {}) {
  const harness = setupInbox(overrides);
  const { world, inbox, runEventHandler } = harness;
  const liked = (event: unknown) =>
    world.runAs('event-handler', () => runEventHandler(() => inbox.sendPostLiked(event)));
  return { ...harness, liked };
}

it.each<[what: string, title: string | undefined, postLiked: string, text: string]>([
  ['a title', 'A first bowl', 'Liked “{title}”', 'Liked “A first bowl”'],
  [
    'a title with a pattern of replace()',
    '$& for {title}',
    'Liked “{title}”',
    'Liked “$& for {title}”',
  ],
  [
    'a title with invisible characters',
    'A\u202e first\n bowl ',
    'Liked {title}',
    'Liked A first bowl',
  ],
  ['a long title', 'x'.repeat(500), 'Liked {title}', `Liked ${'x'.repeat(200)}`],
  ['an empty title', ' ', 'Liked “{title}”', 'Liked a blog post'],
  ['no such post', undefined, 'Liked “{title}”', 'Liked a blog post'],
  ['a text with the id', 'A first bowl', 'Liked {postId}', `Liked ${POST}`],
])('names the liked post: %s', async (_, title, postLiked, text) => {
  const { world, liked } = setup({ texts: { ...settings.texts, postLiked: { en: postLiked } } });
  if (title !== undefined) world.posts.set(POST, title);
  const anonymousVisitorId = await world.createVisitor();
  await liked({ data: { postId: POST, anonymousVisitorId } });
  expect(world.sent.map(({ message }) => message.content)).toMatchObject([{ minimal: { text } }]);
});

it('reads the title of a post once for many likes, also if there is none', async () => {
  for (const title of ['A first bowl', undefined]) {
    const { world, liked } = setup();
    if (title !== undefined) world.posts.set(POST, title);
    for (let likes = 0; likes < 3; likes += 1) {
      await liked({ data: { postId: POST, anonymousVisitorId: await world.createVisitor() } });
    }
    expect(world.calls.filter((call) => call === 'postTitle')).toHaveLength(1);
    expect(world.sent).toHaveLength(3);
  }
});

it('reports a like without the title if Wix Blog fails, and logs it once', async () => {
  const { world, liked, entries } = setup();
  world.faults.set('postTitle', async () => {
    throw wixFailure(403, 'PERMISSION_DENIED');
  });
  const anonymousVisitorId = await world.createVisitor();
  await liked({ data: { postId: POST, anonymousVisitorId } });
  expect(world.sent.map(({ message }) => message.content.previewText)).toEqual([
    'Liked a blog post',
  ]);
  expect(entries).toMatchObject([{ level: 'warn', operation: 'postTitle', status: 403 }]);
});

it('sends the same text in a later attempt, after the post was renamed', async () => {
  const { world, liked, clock } = setup();
  world.posts.set(POST, 'A first bowl');
  const anonymousVisitorId = await world.createVisitor();
  world.faults.set('openConversation', async () => {
    throw networkFailure('ECONNRESET');
  });
  await expect(liked({ data: { postId: POST, anonymousVisitorId } })).rejects.toThrow('TRY_LATER');
  world.faults.clear();
  world.posts.set(POST, 'Two bowls');
  const other = setupInbox({}, world);
  for (const container of [clock, other.clock]) container.now += 37_000;
  await world.runAs('event-handler', () => other.inbox.redoEvents({ now: true }));
  expect(world.sent.map(({ message }) => message.content.previewText)).toEqual([
    'Liked the blog post “A first bowl”',
  ]);
});
