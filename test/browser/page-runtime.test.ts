import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'page-runtime', site: 'test/sites/page-runtime' });

/** Visits a page. `run` evaluates an expression in it and returns its value, or the text of the error that it throws. */
async function setup(path = '/', options: Parameters<typeof visit>[1] = {}) {
  const site = await visit(path, options);
  const { page } = site;
  async function run(expression: string): Promise<unknown> {
    return page.evaluate(
      `(async () => { try { return await (${expression}) } catch (it) { return String(it) } })()`,
    );
  }
  async function runAll(cases: readonly (readonly [string, unknown])[]): Promise<unknown> {
    const results: [string, unknown][] = [];
    for (const [expression] of cases) results.push([expression, await run(expression)]);
    return results;
  }
  const pageErrors = page.getByRole('alert', { name: 'Page errors' });
  return { ...site, run, runAll, pageErrors };
}

browserTest('runs the master page’s code, waits for it, then runs the page’s', async () => {
  const { page } = await setup();

  expect(await page.locator('#order').innerText()).toBe('master page, home');
});

browserTest('selects elements by id, by type and by lists of both', async () => {
  const { runAll } = await setup();
  const cases: [string, unknown][] = [
    ['$w("#title").text', 'Home'],
    ['$w("#title").id', 'title'],
    ['$w("#title, #name, #words").map((it) => it.type)', ['$w.Text', '$w.TextInput', '$w.TextBox']],
    ['$w("#tick, #go, #box").map((it) => it.type)', ['$w.Checkbox', '$w.Button', '$w.Box']],
    ['$w("#title") === $w("#title")', true],
    ['$w("#name").parent === $w("#box")', true],
    ['$w("#box").children.map((it) => it.id)', ['name', 'mail', 'words', 'tick', 'go']],
    ['$w("TextInput").map((it) => it.id)', ['name', 'mail']],
    ['$w("#go, TextInput, #go").map((it) => it.id)', ['go', 'name', 'mail']],
    ['($w("TextInput").value = "x", $w("#mail").value)', 'x'],
    ['$w("TextInput").disable().then(() => $w("#mail").enabled)', false],
    ['(async () => (await $w("#title")).id)()', 'title'],
    ['$w("#missing").length', 0],
    ['"text" in $w("#missing")', false],
    ['"text" in $w("#title")', true],
    ['"style" in $w("#image") || "node" in $w("#title")', false],
    ['$w.at({ type: "GLOBAL_SCOPE" }) === $w', true],
  ];

  expect(await runAll(cases)).toEqual(cases);
});

browserTest('reports features that are not emulated by name, also in the page', async () => {
  const { run, pageErrors } = await setup();
  const cases = [
    ['$w("#title").style.backgroundColor', 'Text.style.backgroundColor'],
    ['$w("#title").html = "<iframe></iframe>"', '<iframe> in Text.html'],
    [`$w("#title").html = "<img src=x onerror=document.title='owned'>"`, '<img> in Text.html'],
    ['$w("#title").html = "<style>*{}</style>"', '<style> in Text.html'],
    ['$w("#title").html = "<p onclick=\\"\\">no</p>"', 'The attribute onclick of <p> in Text.html'],
    ['$w("#title").html = "<p href=/about>no</p>"', 'The attribute href of <p> in Text.html'],
    [
      '$w("#title").html = "<p style=position:fixed>no</p>"',
      'The style property position in Text.html',
    ],
    ['$w("#title").html = "<a href=javascript:alert(1)>no</a>"', 'The link "javascript:alert(1)"'],
    ['$w("#choice")', '#choice (<meter>)'],
    ['$w("Document")', `$w('Document')`],
    ['$w.at({ type: "COMPONENT_SCOPE", itemId: "1" })', '$w.at()'],
    ['siteWindow.openModal("x")', 'openModal() of @wix/site-window'],
    ['siteLocation.to("https://example.com")', 'location.to("https://example.com")'],
  ] as const;

  for (const [expression, named] of cases) {
    expect(await run(expression)).toMatch(/^NOT_EMULATED: /);
    expect(await pageErrors.locator('li').last().innerText()).toContain(named);
  }

  const others = [
    ['[$w("#go").icon, 1]', [undefined, 1], 'Button.icon'],
    ['($w("#name").max = 3, $w("#name").max)', 3, 'TextInput.max'],
    ['[$w("#title, #go").icon, 1]', [undefined, 1], 'Text.icon'],
    ['$w("#image").style', {}, 'Image.style'],
    ['[$w("#go").node, 1]', [undefined, 1], 'Button.node'],
    ['$w("#slides").onChange(() => {}).id', 'slides', 'Slideshow.onChange'],
    ['$w("#slides").next().then(() => 1)', 1, 'Slideshow.next'],
  ] as const;
  for (const [expression, result, named] of others) {
    expect(await run(expression)).toEqual(result);
    expect(await pageErrors.locator('li').last().innerText()).toContain(named);
  }
});

browserTest('shows, hides, collapses and expands elements, and returns their state', async () => {
  const { run } = await setup();
  const state = '[$w("#go").hidden, $w("#go").collapsed, $w("#go").isVisible]';

  expect(await run(state)).toEqual([false, false, true]);
  expect(await run(`$w("#go").hide().then(() => ${state})`)).toEqual([true, false, false]);
  expect(await run('go.offsetHeight > 0')).toBe(true);
  expect(await run(`$w("#go").show().then(() => ${state})`)).toEqual([false, false, true]);
  expect(await run(`$w("#box").collapse().then(() => ${state})`)).toEqual([false, false, false]);
  expect(await run('[$w("#box").collapsed, box.offsetHeight]')).toEqual([true, 0]);
  expect(await run(`$w("#box").expand().then(() => ${state})`)).toEqual([false, false, true]);
});

browserTest(
  'returns why an element is invalid, and shows it after updateValidityIndication()',
  async () => {
    const { page, run } = await setup();
    const reject = '(value, reject) => value === "x" && reject("no x")';
    const cases = [
      ['#name', 'it.required = true', 'valueMissing'],
      ['#tick', 'it.required = true', 'valueMissing'],
      ['#mail', 'it.value = "nora@"', 'typeMismatch'],
      ['#words', '(it.maxLength = 3, it.value = "four")', 'tooLong'],
      ['#name', `(it.onCustomValidation(${reject}), it.value = "x")`, 'customError'],
    ] as const;

    for (const [id, code, reason] of cases) {
      const shown = () => page.locator(id).getAttribute('aria-invalid');
      const validity = await run(`((it) => (${code}, it.validity))($w("${id}"))`);
      expect([code, validity]).toMatchObject([code, { valid: false, [reason]: true }]);
      expect(await run(`$w("${id}").validationMessage`)).not.toBe('');
      expect(await shown()).toBeNull();
      await run(`$w("${id}").updateValidityIndication()`);
      expect(await shown()).toBe('true');
      await run(`$w("${id}").resetValidityIndication()`);
      expect(await shown()).toBeNull();
      expect(await run(`$w("${id}").valid`)).toBe(false);
    }
  },
);

browserTest(
  'runs only the last validator unless it does not override, and none for an empty value',
  async () => {
    const { run } = await setup();
    const message = (value: string) =>
      run(`($w("#name").value = ${JSON.stringify(value)}, $w("#name").validationMessage)`);

    await run('$w("#name").onCustomValidation((value, reject) => reject("first"))');
    await run(
      '$w("#name").onCustomValidation((value, reject) => value === "b" && reject("second"))',
    );
    expect(await message('a')).toBe('');
    expect(await message('b')).toBe('second');
    await run('$w("#name").onCustomValidation((value, reject) => reject("third"), false)');
    expect(await message('a')).toBe('third');
    expect(await message('b')).toBe('second');
    expect(await message('')).toBe('');
  },
);

browserTest('passes the event and its element to handlers', async () => {
  const { page, run } = await setup();
  const record = (what: string) => `(event, $item) => { recorded.push(${what}) }`;
  await run('globalThis.recorded = []');
  await run(`void $w("#go").onClick(${record('[event.type, event.target.id, $item === $w]')})`);
  await run(`void $w("#name").onKeyPress(${record('[event.type, event.key, event.shiftKey]')})`);
  await run(`void $w("#name").onInput(${record('[event.type, event.target.value]')})`);
  await run(
    `void $w("#name").onChange(${record('[event.type]')}).onBlur(${record('[event.type]')})`,
  );

  await page.locator('#name').press('Shift+A');
  await page.locator('#go').click();

  expect(await run('recorded')).toEqual([
    ['keyPress', 'Shift', true],
    ['keyPress', 'A', true],
    ['input', 'A'],
    ['change'],
    ['blur'],
    ['click', 'go', true],
  ]);
});

browserTest('shows errors that a handler throws synchronously or later', async () => {
  const { page, run, pageErrors } = await setup('/', { expected: [/at once|later/] });

  await run('void $w("#go").onClick(() => { throw new TypeError("at once") })');
  await run('void $w("#go").onClick(async () => { throw new RangeError("later") })');
  await page.locator('#go').click();

  await pageErrors.getByText('TypeError: at once').waitFor();
  await pageErrors.getByText('RangeError: later').waitFor();
});

browserTest('calls web methods, and creates their errors again like Wix’s pages', async () => {
  const { runAll } = await setup();
  const fields = '[it instanceof Error, it.name, it.message, it.code, it.stack, it.secret]';
  const cases: [string, unknown][] = [
    [
      'answers.echo({ at: new Date(5), all: [new Date(7), undefined] })',
      { at: new Date(5), all: [new Date(7), null] },
    ],
    ['answers.isDate(new Date(0))', true],
    ['answers.nothing()', undefined],
    [
      `answers.fail().catch((it) => ${fields})`,
      [true, 'RangeError', 'too far', 'FAR', '', undefined],
    ],
    ['answers.throwText().catch((it) => it)', 'only text'],
  ];

  expect(await runAll(cases)).toEqual(cases);
});

browserTest(
  'rejects with ElementorySupportError if a web method cannot be reached or its response is invalid',
  async () => {
    const { page, run } = await setup('/', { expected: [/Failed to load/] });
    await page.route('**/echo.ajax**', (route) => route.abort());
    await page.route('**/nothing.ajax**', (route) => route.fulfill({ status: 502, body: '' }));
    await page.route('**/isDate.ajax**', (route) => route.fulfill({ body: '<html>' }));
    const caught = '.catch((it) => [it.name, it.errorType])';

    expect(await run(`answers.echo(1)${caught}`)).toEqual(['ElementorySupportError', 'ERROR']);
    expect(await run(`answers.nothing()${caught}`)).toEqual(['ElementorySupportError', 'ERROR']);
    expect(await run(`answers.isDate(1)${caught}`)).toEqual(['ElementorySupportError', 'PARSE']);
  },
);

browserTest('returns the page’s data to Wix’s packages', async () => {
  const { runAll } = await setup('/home?from=mail&to=x');
  const cases: [string, unknown][] = [
    ['rendering.env()', 'browser'],
    ['siteWindow.viewMode()', 'Site'],
    ['siteWindow.formFactor()', 'Desktop'],
    ['siteLocation.path()', ['home']],
    ['siteLocation.query()', { from: 'mail', to: 'x' }],
    ['currentMember.getMember()', undefined],
  ];

  expect(await runAll(cases)).toEqual(cases);
});

browserTest('returns the current member with Wix’s field names and dates', async () => {
  const { page, run } = await setup();
  const known = '[typeof it._id, it.loginEmail, it._createdDate instanceof Date]';

  await page.request.post(new URL('/_emulator/act-as', page.url()).href, {
    data: { as: 'member', email: 'eva@example.com' },
  });
  await page.reload();
  await page.locator('html[data-velo-ready]').waitFor();

  const answer = await run(`currentMember.getMember().then((it) => ${known})`);
  expect(answer).toEqual(['string', 'eva@example.com', true]);
});

browserTest('serves the files next to a layout, and each page at its path', async () => {
  const { page, run } = await setup('/about');

  expect(await run('getComputedStyle(order).color')).toBe('rgb(1, 2, 3)');
  expect(await page.locator('#order').innerText()).toBe('the first words');
});
