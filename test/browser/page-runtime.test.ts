import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'page-runtime', site: 'test/sites/page-runtime' });

/** Visits a page and runs expressions in it, as page code would; what they throw comes back as its text. */
async function setup(path = '/', options: Parameters<typeof visit>[1] = {}) {
  const site = await visit(path, options);
  const { page } = site;
  async function run(expression: string): Promise<unknown> {
    return page.evaluate(
      `(async () => { try { return await (${expression}) } catch (it) { return String(it) } })()`,
    );
  }
  async function runAll(asked: readonly (readonly [string, unknown])[]): Promise<unknown> {
    const answers: [string, unknown][] = [];
    for (const [expression] of asked) answers.push([expression, await run(expression)]);
    return answers;
  }
  const faults = page.getByRole('alert', { name: 'Page errors' });
  return { ...site, run, runAll, faults };
}

browserTest('runs the master page’s code first, then the page’s, and waits for it', async () => {
  const { page } = await setup();

  expect(await page.locator('#order').innerText()).toBe('master page, home');
});

browserTest('finds elements by id, by type and by lists of both', async () => {
  const { runAll } = await setup();
  const asked: [string, unknown][] = [
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
    ['$w("#nobody").length', 0],
    ['"text" in $w("#nobody")', false],
    ['"text" in $w("#title")', true],
    ['"html" in $w("#title") || "node" in $w("#title")', false],
    ['$w.at({ type: "GLOBAL_SCOPE" }) === $w', true],
  ];

  expect(await runAll(asked)).toEqual(asked);
});

browserTest('refuses by name what it does not emulate, in the page too', async () => {
  const { run, faults } = await setup();
  const asked = [
    ['$w("#title").html', 'Text.html'],
    ['$w("#title").html = "<b>"', 'Text.html'],
    ['$w("#go").icon', 'Button.icon'],
    ['$w("#name").max = 3', 'TextInput.max'],
    ['$w("#go").node', 'Button.node'],
    ['$w("#go").hasOwnProperty("id")', 'Button.hasOwnProperty'],
    ['$w("#go").show("fade")', 'Effects are not emulated. Call $w.Button.show()'],
    ['$w("#nobody").text', 'no element #nobody, but its code uses #nobody.text'],
    ['$w("#nobody").label = ""', 'no element #nobody, but its code uses #nobody.label'],
    ['$w("#choice")', '#choice (<meter>)'],
    ['$w("#slides")', '#slides (Slideshow on <div>)'],
    ['$w("#box > #name")', `$w('#box > #name')`],
    ['$w("Gallery")', `$w('Gallery')`],
    ['$w("#rowText")', `#rowText is inside a repeater. Use $item('#rowText')`],
    ['$w("#list").data', 'Reading Repeater.data before setting it'],
    ['$w("TextInput").value', 'Reading value of the selector TextInput'],
    ['$w.at({ type: "COMPONENT_SCOPE", itemId: "1" })', '$w.at()'],
    ['siteWindow.openModal("x")', 'openModal() of @wix/site-window'],
    ['siteLocation.to("https://example.com")', 'location.to("https://example.com")'],
  ] as const;

  for (const [expression, named] of asked) {
    expect(await run(expression)).toMatch(/^NOT_EMULATED: /);
    expect(await faults.locator('li').last().innerText()).toContain(named);
  }
});

browserTest('shows, hides, collapses and expands, and answers how it is', async () => {
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

browserTest('knows why an element is invalid, and shows it when it is asked to', async () => {
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
});

browserTest(
  'runs one validator unless told not to override, and none on an empty value',
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

browserTest('gives handlers the event and the element that it came from', async () => {
  const { page, run } = await setup();
  const seen = (what: string) => `(event, $item) => { seen.push(${what}) }`;
  await run('globalThis.seen = []');
  await run(`void $w("#go").onClick(${seen('[event.type, event.target.id, $item === $w]')})`);
  await run(`void $w("#name").onKeyPress(${seen('[event.type, event.key, event.shiftKey]')})`);
  await run(`void $w("#name").onInput(${seen('[event.type, event.target.value]')})`);
  await run(`void $w("#name").onChange(${seen('[event.type]')}).onBlur(${seen('[event.type]')})`);

  await page.locator('#name').press('Shift+A');
  await page.locator('#go').click();

  expect(await run('seen')).toEqual([
    ['keyPress', 'Shift', true],
    ['keyPress', 'A', true],
    ['input', 'A'],
    ['change'],
    ['blur'],
    ['click', 'go', true],
  ]);
});

browserTest('shows what a handler throws, at once or later', async () => {
  const { page, run, faults } = await setup('/', { expected: [/at once|later/] });

  await run('void $w("#go").onClick(() => { throw new TypeError("at once") })');
  await run('void $w("#go").onClick(async () => { throw new RangeError("later") })');
  await page.locator('#go').click();

  await faults.getByText('TypeError: at once').waitFor();
  await faults.getByText('RangeError: later').waitFor();
});

browserTest('calls web methods, and rebuilds what they throw, as Wix’s pages do', async () => {
  const { runAll } = await setup();
  const rebuilt = '[it instanceof Error, it.name, it.message, it.code, it.stack, it.secret]';
  const asked: [string, unknown][] = [
    [
      'answers.echo({ at: new Date(5), all: [new Date(7), undefined] })',
      { at: new Date(5), all: [new Date(7), null] },
    ],
    ['answers.isDate(new Date(0))', true],
    ['answers.nothing()', undefined],
    [
      `answers.fail().catch((it) => ${rebuilt})`,
      [true, 'RangeError', 'too far', 'FAR', '', undefined],
    ],
    ['answers.throwText().catch((it) => it)', 'only text'],
  ];

  expect(await runAll(asked)).toEqual(asked);
});

browserTest('tells a web method that did not get through from one that failed', async () => {
  const { page, run } = await setup('/', { expected: [/Failed to load/] });
  await page.route('**/echo.ajax**', (route) => route.abort());
  await page.route('**/nothing.ajax**', (route) => route.fulfill({ status: 502, body: '' }));
  await page.route('**/isDate.ajax**', (route) => route.fulfill({ body: '<html>' }));
  const caught = '.catch((it) => [it.name, it.errorType])';

  expect(await run(`answers.echo(1)${caught}`)).toEqual(['ElementorySupportError', 'ERROR']);
  expect(await run(`answers.nothing()${caught}`)).toEqual(['ElementorySupportError', 'ERROR']);
  expect(await run(`answers.isDate(1)${caught}`)).toEqual(['ElementorySupportError', 'PARSE']);
});

browserTest('answers the packages that ask the page they are on', async () => {
  const { runAll } = await setup('/home?from=mail&to=x');
  const asked: [string, unknown][] = [
    ['rendering.env()', 'browser'],
    ['siteWindow.viewMode()', 'Site'],
    ['siteWindow.formFactor()', 'Desktop'],
    ['siteLocation.path()', ['home']],
    ['siteLocation.query()', { from: 'mail', to: 'x' }],
    ['currentMember.getMember()', undefined],
  ];

  expect(await runAll(asked)).toEqual(asked);
});

browserTest('answers who the member is, with Wix’s names and dates', async () => {
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

browserTest('serves what lies beside a layout, and each page at its own address', async () => {
  const { page, run } = await setup('/about');

  expect(await run('getComputedStyle(order).color')).toBe('rgb(1, 2, 3)');
  expect(await page.locator('#order').innerText()).toBe('the first words');
});
