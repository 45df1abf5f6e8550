// Event handlers of a site that never end: nothing waits for them for good.
import { expect, it } from 'vitest';
import { startEmulator } from '../emulator.ts';
import { temporaryFolder } from './site/temporary-site.ts';

const SITE = {
  'backend/events.ts': `
    const forever = () => new Promise(() => {});
    export const wixBlog_onPostLiked = forever;
    export const wixCrm_onContactCreated = async () => { await new Promise((done) => setTimeout(done, 1e8)); };
    export const wixBlog_onPostUnliked = () => {};
  `,
};
const LIKE = {
  postId: '00000000-0000-4000-8000-000000000001',
  memberId: '00000000-0000-4000-8000-000000000002',
};

async function setup() {
  const failed: string[] = [];
  const started = await startEmulator({
    site: temporaryFolder(SITE),
    eventTimeLimitMs: 50,
    onError: (error, where) => void failed.push(`${where}: ${String(error)}`),
  });
  // The first delivery would load the file, in a handler's time.
  await started.emulator.warm();
  return { ...started, failed };
}

it('gives a handler up after the time limit, by its name, and delivers what comes after', async () => {
  const { control, events, failed } = await setup();
  await control('POST', 'events/post-liked', LIKE);
  await control('POST', 'events/post-unliked', LIKE);
  await control('POST', 'settle', {});
  const outcomes = (await events()).map(({ name, outcome }) => [name, outcome] as const);
  expect(new Map(outcomes)).toEqual(
    new Map([
      ['post-liked', 'timed-out'],
      ['post-unliked', 'delivered'],
    ]),
  );
  expect(failed).toEqual(['wixBlog_onPostLiked: Error: No answer within 50 ms']);
});

it.each(['post-liked', 'contact-created'])(
  'goes back to the seed though a handler of %s never ends',
  async (name) => {
    const { control, emulator, events } = await setup();
    const info = { emails: { items: [{ email: 'ada@example.com' }] } };
    await (name === 'post-liked'
      ? control('POST', 'events/post-liked', LIKE)
      : control('POST', 'contacts', { info }));
    await emulator.reset();
    expect(await events()).toEqual([]);
  },
);

it('closes though a handler never ends', async () => {
  const { control, emulator, failed } = await setup();
  await control('POST', 'events/post-liked', LIKE);
  await emulator.close();
  expect(failed).toHaveLength(1);
});
