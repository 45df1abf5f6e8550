import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';
import { changeFile, siteVariant } from '../support/site-variant.ts';
import { at } from '../support/stories/json.ts';
import { ownStage } from '../support/stories/harness.ts';

vi.setConfig({ testTimeout: 20_000 });

/** How long a change may take to be seen on a busy machine, in ms. */
const PATIENCE = { timeout: 30_000 };

async function setup() {
  const site = siteVariant({});
  const cacheDir = temporaryFolder();
  const story = await ownStage({ site, editor: 'editor', watch: true, cacheDir });
  const url = await story.emulator.listen();
  const live = await fetch(`${url}/_emulator/live`);
  const events = live.body?.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => events?.cancel());
  return {
    ...story,
    site,
    module: async (path: string) => (await fetch(`${url}${path}`)).text(),
    /** Waits until open pages are told to load again. */
    async reload(): Promise<void> {
      for (let heard = ''; !heard.includes('event: reload');) {
        const part = await events?.read();
        if (part?.value === undefined) throw new Error('The live connection ended');
        heard += part.value;
      }
    },
  };
}

it('tells open pages to load changed page code, and serves it', async () => {
  const { site, module, reload } = await setup();
  expect(await module('/pages/contact.ts')).not.toContain('changed by hand');
  changeFile(site, 'pages/contact.ts', (code) => `${code}\nconsole.log('changed by hand');\n`);
  await reload();
  expect(await module('/pages/contact.ts')).toContain('changed by hand');
});

it('checks by a changed declaration, on the page and with the next call', async () => {
  const { site, module, reload, user } = await setup();
  const owner = await user();
  for (const path of ['/pages/contact.ts', '/public/inbox-contact-form.ts']) await module(path);
  expect(await module('/public/inbox-forms.ts')).not.toContain('favouriteGlaze');
  changeFile(site, 'public/inbox-forms.ts', (code) =>
    code.replace(
      'fields: [',
      `fields: [{ key: 'favouriteGlaze', label: 'Glaze', kind: 'text', maxLength: 5 },`,
    ),
  );
  await reload();
  expect(await module('/public/inbox-forms.ts')).toContain('favouriteGlaze');
  const faults = () => owner.call('sendFormData', { favouriteGlaze: 'celadon' });
  await expect
    .poll(async () => at(await faults(), 'error', 'fields', 'favouriteGlaze'), PATIENCE)
    .toBe('At most 5 characters are allowed.');
});

it('says which file does not load, and goes on once it is repaired', async () => {
  const { site, post, user, thrown } = await setup();
  const { token } = await user();
  const call = async () => (await post('sendBasicMessage', ['Hello'], token)).status;
  expect(await call()).toBe(200);
  changeFile(site, 'backend/inbox-settings.ts', (code) => `${code}\nconst = ;`);
  await expect.poll(call, PATIENCE).toBe(500);
  expect((await post('sendBasicMessage', ['Hello'], token)).text).toContain(
    'backend/inbox-settings.ts',
  );
  await expect
    .poll(async () => {
      changeFile(site, 'backend/inbox-settings.ts', (code) => `${code.replace('const = ;', '')}\n`);
      return call();
    }, PATIENCE)
    .toBe(200);
  expect(thrown().join()).toContain('backend/inbox-settings.ts');
});
