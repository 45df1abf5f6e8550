import { posts } from '@wix/blog';
import { auth } from '@wix/essentials';
import { expect, it } from 'vitest';
import { codeThrownBy, openForPackages } from '../../support/emulator/wix/open-for-packages.ts';
import { UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';

// The posts of the seed, through @wix/blog.

const getPost = auth.elevate(posts.getPost);
const getPostBySlug = auth.elevate(posts.getPostBySlug);
const listPosts = auth.elevate(posts.listPosts);
const queryPosts = auth.elevate(posts.queryPosts);

const id = (number: number) => `00000000-0000-4000-8000-0000000000a${number}`;
const SEED = {
  posts: [
    { id: id(1), title: 'Bowls', firstPublishedDate: '2026-01-01T00:00:00.000Z' },
    { id: id(2), title: 'A first cup', firstPublishedDate: '2026-03-01T00:00:00.000Z' },
    { id: id(3), title: 'Dates', firstPublishedDate: '2026-02-01T00:00:00.000Z', pinned: true },
    { id: id(4), title: 'Clay', firstPublishedDate: '2026-01-02T00:00:00.000Z', featured: true },
  ],
};

async function setup() {
  const { as } = await openForPackages(SEED);
  return <T>(work: () => Promise<T>) => as(visitor(1), work);
}

it('reads a post by its id, and by the slug of its title', async () => {
  const run = await setup();
  const { post } = await run(() => getPost(id(2)));
  expect(post).toMatchObject({ _id: id(2), title: 'A first cup', slug: 'a-first-cup' });
  expect(post?.firstPublishedDate).toEqual(new Date('2026-03-01'));
  expect((await run(() => getPostBySlug('a-first-cup'))).post).toEqual(post);
});

it.each([
  ['the feed', {}, ['Dates', 'A first cup', 'Clay', 'Bowls']],
  ['a page of the feed', { paging: { offset: 1, limit: 2 } }, ['A first cup', 'Clay']],
  [
    'dates',
    { sort: posts.GetPostsSort.PUBLISHED_DATE_ASC },
    ['Bowls', 'Clay', 'Dates', 'A first cup'],
  ],
  ['titles', { sort: posts.GetPostsSort.TITLE_DESC }, ['Dates', 'Clay', 'Bowls', 'A first cup']],
  ['featured posts', { featured: true }, ['Clay']],
  ['a category', { categoryIds: [UNKNOWN_ID] }, []],
])('lists %s', async (_what, options, titles) => {
  const run = await setup();
  const { posts: listed } = await run(() => listPosts(options));
  expect(listed?.map(({ title }) => title)).toEqual(titles);
});

it('queries posts page by page with the query builder, each post once', async () => {
  const run = await setup();
  await run(async () => {
    const first = await queryPosts().ascending('title').limit(3).find();
    expect(first.items.map(({ title }) => title)).toEqual(['A first cup', 'Bowls', 'Clay']);
    expect(first.hasNext()).toBe(true);
    const second = await first.next();
    expect(second.items.map(({ title }) => title)).toEqual(['Dates']);
    expect(second.hasNext()).toBe(false);
  });
});

it.each([
  ['$eq', () => queryPosts().eq('slug', 'clay').find(), ['Clay']],
  ['$startsWith', () => queryPosts().startsWith('title', 'A f').find(), ['A first cup']],
  [
    '$in',
    () =>
      queryPosts()
        .in('_id', [id(1), id(3)])
        .find(),
    ['Dates', 'Bowls'],
  ],
  [
    '$gt',
    () => queryPosts().gt('firstPublishedDate', new Date('2026-02-15')).find(),
    ['A first cup'],
  ],
  ['$ne', () => queryPosts().ne('pinned', true).limit(1).find(), ['A first cup']],
])('filters with %s', async (_operator, find, titles) => {
  const run = await setup();
  expect((await run(find)).items.map(({ title }) => title)).toEqual(titles);
});

it.each([
  ['an unknown id', () => getPost(UNKNOWN_ID), 'POST_NOT_FOUND'],
  ['an unknown slug', () => getPostBySlug('unknown'), 'POST_NOT_FOUND'],
  ['a field set', () => getPost(id(1), { fieldsets: ['METRICS'] }), 'NOT_EMULATED'],
  ['views', () => listPosts({ sort: posts.GetPostsSort.VIEW_COUNT }), 'NOT_EMULATED'],
  ['a foreign cursor', () => queryPosts().skipTo('eyJ4IjoxfQ').find(), 'INVALID_ARGUMENT'],
])('refuses %s', async (_what, work, code) => {
  const run = await setup();
  expect(await codeThrownBy(() => run<unknown>(work))).toBe(code);
});

it('refuses a visitor without elevation', async () => {
  const run = await setup();
  expect(await codeThrownBy(() => run(() => posts.getPost(id(1))))).toBe('PERMISSION_DENIED');
});
