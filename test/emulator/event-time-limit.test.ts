// The time limit of event handlers that never finish.
import { expect, it } from 'vitest';
import { startEmulator } from '../support/emulator.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

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
  const errors: string[] = [];
  const started = await startEmulator({
    site: temporaryFolder(SITE),
    eventTimeLimitMs: 50,
    onError: (error, where) => void errors.push(`${where}: ${String(error)}`),
  });
  // Otherwise the handler's time would include loading the file.
  await started.emulator.warm();
  return { ...started, errors };
}

it('reports a handler that exceeds the time limit, and delivers later events', async () => {
  const { control, events, errors } = await setup();
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
  expect(errors).toEqual(['wixBlog_onPostLiked: Error: The handler did not finish within 50 ms']);
});

it.each(['post-liked', 'contact-created'])(
  'reset() resolves although a handler of %s never finishes',
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

it('close() resolves although a handler never finishes', async () => {
  const { control, emulator, errors } = await setup();
  await control('POST', 'events/post-liked', LIKE);
  await emulator.close();
  expect(errors).toHaveLength(1);
});
