import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { changeFile, siteVariant } from '../support/site-variant.ts';
import { at } from '../support/stories/json.ts';
import { createHarness } from '../support/stories/harness.ts';

vi.setConfig({ testTimeout: 20_000 });

/** How long a change may take to have an effect on a busy machine, in ms. */
const POLL_OPTIONS = { timeout: 30_000 };

async function setup() {
  const site = siteVariant({});
  const cacheDir = temporaryFolder();
  const harness = await createHarness({ site, editor: 'editor', watch: true, cacheDir });
  const url = await harness.emulator.listen();
  const live = await fetch(`${url}/_emulator/live`);
  const events = live.body?.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => events?.cancel());
  return {
    ...harness,
    site,
    fetchModule: async (path: string) => (await fetch(`${url}${path}`)).text(),
    /** Waits for the event that makes open pages reload. */
    async waitForReload(): Promise<void> {
      for (let received = ''; !received.includes('event: reload');) {
        const chunk = await events?.read();
        if (chunk?.value === undefined) throw new Error('The live connection ended');
        received += chunk.value;
      }
    },
  };
}

it('reloads open pages when page code changes, and serves the new code', async () => {
  const { site, fetchModule, waitForReload } = await setup();
  expect(await fetchModule('/pages/contact.ts')).not.toContain('changed by hand');
  changeFile(site, 'pages/contact.ts', (code) => `${code}\nconsole.log('changed by hand');\n`);
  await waitForReload();
  expect(await fetchModule('/pages/contact.ts')).toContain('changed by hand');
});

it('validates with a changed form declaration, on the page and at the next call', async () => {
  const { site, fetchModule, waitForReload, user } = await setup();
  const owner = await user();
  for (const path of ['/pages/contact.ts', '/public/inbox-contact-form.ts']) {
    await fetchModule(path);
  }
  expect(await fetchModule('/public/inbox-forms.ts')).not.toContain('favouriteGlaze');
  changeFile(site, 'public/inbox-forms.ts', (code) =>
    code.replace(
      'fields: [',
      `fields: [{ key: 'favouriteGlaze', label: 'Glaze', kind: 'text', maxLength: 5 },`,
    ),
  );
  await waitForReload();
  expect(await fetchModule('/public/inbox-forms.ts')).toContain('favouriteGlaze');
  const sendForm = () => owner.call('sendFormData', { favouriteGlaze: 'celadon' });
  await expect
    .poll(async () => at(await sendForm(), 'error', 'fields', 'favouriteGlaze'), POLL_OPTIONS)
    .toBe('At most 5 characters are allowed.');
});

it('names the file that does not load, and works again when it is fixed', async () => {
  const { site, post, user, takeThrown } = await setup();
  const { token } = await user();
  const call = async () => (await post('sendBasicMessage', ['Hello'], token)).status;
  expect(await call()).toBe(200);
  changeFile(site, 'backend/inbox-settings.ts', (code) => `${code}\nconst = ;`);
  await expect.poll(call, POLL_OPTIONS).toBe(500);
  expect((await post('sendBasicMessage', ['Hello'], token)).text).toContain(
    'backend/inbox-settings.ts',
  );
  await expect
    .poll(async () => {
      changeFile(site, 'backend/inbox-settings.ts', (code) => `${code.replace('const = ;', '')}\n`);
      return call();
    }, POLL_OPTIONS)
    .toBe(200);
  expect(takeThrown().join()).toContain('backend/inbox-settings.ts');
});
