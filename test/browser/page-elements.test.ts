import { expect } from 'vitest';
import * as v from 'valibot';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: 'test/sites/page-runtime', name: 'page-elements' });

async function setup(options: Parameters<typeof visit>[1] = {}) {
  const site = await visit('/', options);
  const { page } = site;
  return {
    ...site,
    /** Evaluates an expression in the page and returns its value, or the text of the error that it throws. */
    run: async (expression: string): Promise<unknown> =>
      page.evaluate(
        `(async () => { try { return await (${expression}) } catch (it) { return String(it) } })()`,
      ),
    /** Returns the texts of the repeater's items. */
    rows: () => page.locator('#list > li').allInnerTexts(),
  };
}

const UPLOADED = v.tuple([
  v.looseObject({ fileUrl: v.string(), originalFileName: v.string(), width: v.number() }),
]);

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const FILL = '($item, data, index) => { $item("#rowText").text = data.text + " " + index }';

browserTest(
  'creates an item for each new id, in the order of the data, and keeps the others',
  async () => {
    const { run, rows, page } = await setup();
    const set = (...texts: string[]) =>
      run(
        `void ($w("#list").data = ${JSON.stringify(texts.map((text) => ({ _id: text, text })))})`,
      );

    await run(`void $w("#list").onItemReady(${FILL})`);
    await run(
      'void $w("#list").onItemRemoved((data) => { (globalThis.gone ??= []).push(data._id) })',
    );
    await set('a', 'b');
    expect((await rows()).map((row) => row.replaceAll('\n', ' '))).toEqual([
      expect.stringContaining('a 0'),
      expect.stringContaining('b 1'),
    ]);
    await page.locator('#rowName__b').fill('typed');
    await set('c', 'b');

    expect((await rows()).map((row) => /[abc] \d/.exec(row)?.[0])).toEqual(['c 0', 'b 1']);
    expect(await page.locator('#rowName__b').inputValue()).toBe('typed');
    expect(await run('gone')).toEqual(['a']);
    expect(await run('$w("#list").data')).toEqual([
      { _id: 'c', text: 'c' },
      { _id: 'b', text: 'b' },
    ]);
  },
);

browserTest('finds only the elements of an item by the ids of the layout', async () => {
  const { run, page } = await setup();
  await run(`void $w("#list").onItemReady(${FILL})`);
  await run('void ($w("#list").data = [{ _id: "1", text: "x" }, { _id: "2", text: "y" }])');

  await run('void $w("#list").forItems(["2"], ($item) => { $item("#rowText").text = "changed" })');
  await run(
    'void $w("#list").forEachItem(($item, data, index) => { $item("#rowName").value = data._id + index })',
  );

  expect(await page.locator('[data-id="rowText"]').allInnerTexts()).toEqual(['x 0', 'changed']);
  expect(
    await page
      .locator('#list')
      .getByLabel('Name')
      .evaluateAll((all) => all.map((it) => 'value' in it && it.value)),
  ).toEqual(['10', '21']);
  const itemSelector =
    '(() => { let it; $w("#list").forItems(["1"], ($item) => { it = $item }); return it })()';
  expect(await run(`${itemSelector}("#rowText").id`)).toBe('rowText');
  expect(await run(`${itemSelector}("#nothing").length`)).toBe(0);
  expect(await run(`${itemSelector}("#title")`)).toContain(
    `#title is outside of the repeater. Use $w('#title').`,
  );
});

browserTest('passes the item of an event and its context to handlers', async () => {
  const { run, page } = await setup();
  await run(
    'void $w("#list").onItemReady(($item, data) => { $item("#rowButton").onClick((event, $it) => { $it("#rowText").text = event.context.itemId; $w.at(event.context)("#rowName").value = data._id }) })',
  );
  await run('void ($w("#list").data = [{ _id: "1" }, { _id: "2" }])');

  await page.locator('[data-id="rowButton"]').nth(1).click();

  expect(await page.locator('[data-id="rowText"]').allInnerTexts()).toEqual(['words', '2']);
  expect(await page.locator('#rowName__2').inputValue()).toBe('2');
});

browserTest(
  'uploads to a local address in Wix’s format, and shows the uploaded image',
  async () => {
    const { run, page } = await setup();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );

    await page
      .locator('#upload')
      .setInputFiles({ name: 'My cup.png', mimeType: 'image/png', buffer: png });
    expect(await run('$w("#upload").value')).toMatchObject([{ name: 'My cup.png', valid: true }]);
    expect(await run('$w("#upload").fileType')).toBe('Image');
    const [file] = v.parse(UPLOADED, await run('$w("#upload").uploadFiles()'));

    expect(file.fileUrl).toMatch(
      /^wix:image:\/\/v1\/local_[\da-f]{32}~mv2\.png\/My%20cup\.png#originWidth=1&originHeight=1$/,
    );
    expect(file).toMatchObject({ originalFileName: 'My cup.png', width: 1, height: 1 });
    const url =
      'it.fileUrl.replace("wix:image://v1/", "https://static.wixstatic.com/media/").split("/My")[0]';
    const shown = `$w("#upload").uploadFiles().then(([it]) => { $w("#image").src = ${url}; return [image.src.slice(0, 5), $w("#image").src.slice(0, 35)] })`;
    expect(await run(shown)).toEqual(['blob:', 'https://static.wixstatic.com/media/']);
    expect(
      await run(
        '(() => { $w("#image").src = "https://static.wixstatic.com/media/other.jpg"; return image.src.slice(0, 9) })()',
      ),
    ).toBe('data:imag');
    // The older form of the result.
    expect(await run('$w("#upload").startUpload()')).toEqual({
      ...{ title: 'My cup.png', width: 1, height: 1, duration: 0 },
      url: matching(/^wix:image:\/\/v1\/local_[\da-f]{32}~mv2\.png\/My%20cup\.png#/),
      mediaId: matching(/^local_[\da-f]{32}~mv2\.png$/),
    });
    await run('void $w("#upload").reset()');
    expect(await run('$w("#upload").uploadFiles()')).toContain('No file is selected');
    const refused = '(it) => [it.errorCode, it.errorDescription]';
    expect(await run(`$w("#upload").startUpload().catch(${refused})`)).toEqual([
      '-1',
      'No file is selected.',
    ]);
  },
);

browserTest('supports dropdown options, links and Wix Studio’s custom classes', async () => {
  const { run, page } = await setup();

  expect(await run('$w("#way").options')).toEqual([
    { label: 'Chat', value: 'chat' },
    { label: 'E-mail', value: 'mail' },
  ]);
  await run(
    'void ($w("#way").options = [{ label: "SMS", value: "sms" }, { label: "Chat", value: "chat" }])',
  );
  await page.locator('#way').selectOption('sms');
  expect(await run('[$w("#way").value, $w("#way").selectedIndex]')).toEqual(['sms', 0]);

  expect(await run('[$w("#link").label, $w("#link").link, $w("#link").type]')).toEqual([
    'About',
    '/about',
    '$w.Button',
  ]);
  await run('void ($w("#link").link = "https://example.com/", $w("#link").target = "_blank")');
  expect(await page.locator('#link').getAttribute('href')).toBe('https://example.com/');
  expect(await run('$w("#link").link = "javascript:alert(1)"')).toContain('NOT_EMULATED');
  await run('$w("#link").disable()');
  const disabled = page.getByRole('button', { name: 'About', disabled: true });
  await expect.poll(() => disabled.getAttribute('href')).toBe(null);
  await run('$w("#link").enable()');
  await page.getByRole('link', { name: 'About' }).waitFor();

  await run('void $w("#box").customClassList.add("calm", "wide")');
  await run('void $w("#box").customClassList.remove("wide")');
  expect(
    await run('[$w("#box").customClassList.values(), $w("#box").customClassList.contains("calm")]'),
  ).toEqual([['calm'], true]);
});

browserTest(
  'shows the documented HTML in a text, and reports what enters the viewport',
  async () => {
    const { run, page } = await setup();
    const html =
      '<p dir="auto">a <a href="https://example.com/" rel="nofollow">b</a><br>&lt;c&gt;</p>';

    await run(`void ($w("#order").html = ${JSON.stringify(html)})`);
    await page.locator('#order').getByRole('link', { name: 'b' }).waitFor();
    expect(await run('[$w("#order").html, $w("#order").text]')).toEqual([html, 'a b<c>']);
    await run('void ($w("#order").text = "<b>")');
    expect(await run('$w("#order").html')).toBe('&lt;b&gt;');

    await run('void (globalThis.seen = [])');
    await run('void $w("#go").onViewportEnter(({ type, target }) => seen.push([type, target.id]))');
    await run('void $w("#go").onViewportLeave(({ type, target }) => seen.push([type, target.id]))');
    const seen = ['viewportEnter', 'go'];
    await expect.poll(() => run('seen')).toEqual([seen]);
    await run('$w("#go").collapse()');
    await expect.poll(() => run('seen.length')).toBe(2);
    await run('$w("#go").expand()');
    await expect.poll(() => run('seen')).toEqual([seen, ['viewportLeave', 'go'], seen]);
  },
);

browserTest(
  'opens a lightbox with its own code over the page, and returns the data that it closes with',
  async () => {
    const { run, page } = await setup({ expected: [/404 .*nowhere/] });
    const open =
      'siteWindow.openLightbox("Note", { from: "home" }).then((it) => { globalThis.answered = it })';

    await run(`void ${open}`);
    const lightbox = page.getByRole('dialog', { name: 'Note' });
    await lightbox.getByText('for home, opened 1').waitFor();
    await lightbox.getByRole('button', { name: 'Done' }).click();
    await lightbox.waitFor({ state: 'detached' });
    expect(await run('answered')).toEqual({ said: 'done' });

    await run(`void ${open}`);
    // The code of the lightbox ran again.
    await lightbox.getByText('for home, opened 1').waitFor();
    expect(await run('$w("#title").text')).toBe('Home');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await run('$w("#noteText").length')).toBe(0);
    expect(await run('siteWindow.openLightbox("Nowhere")')).toContain(
      'Failed to open the lightbox "Nowhere"',
    );
  },
);

browserTest('gives a Captcha a token for 120 seconds, and resets it', async () => {
  const { run, page } = await setup({ expected: [/Failed to load resource/] });
  await page.clock.install();
  const box = page.getByLabel('I am not a robot (emulated)');
  const events = () => run('globalThis.events.join()');
  await run(`void (globalThis.events = [])`);
  for (const event of ['Verified', 'Timeout', 'Error']) {
    await run(`$w("#human").on${event}((...args) => void events.push("${event}", ...args))`);
  }
  expect(await run('$w("#human").token')).toBe('');

  await box.check();
  await expect.poll(events).toBe('Verified');
  expect(await run('$w("#human").token')).toMatch(/^emulated-captcha\./);
  await page.clock.runFor(120_000);
  await expect.poll(events).toBe('Verified,Timeout');
  expect(await run('$w("#human").token')).toBe('');
  await page.getByText('The verification has expired').waitFor();

  await run('$w("#human").reset()');
  await page.route('**/_emulator/captcha', (route) => route.abort(), { times: 1 });
  await box.click();
  await expect.poll(events).toBe('Verified,Timeout,Error');
  await box.check();
  await expect.poll(events).toBe('Verified,Timeout,Error,Verified');
});
