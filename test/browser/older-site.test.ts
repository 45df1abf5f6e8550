// A site in the style of older public sites, without layouts: the login dialog, animations, handlers of repeated items.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ name: 'older-site', site: 'test/sites/older-site' });

browserTest(
  'promptLogin, onLogin, getRoles and logout change the session of the page',
  async () => {
    const { page } = await visit('/home');
    const said = () => page.locator('#said').innerText();

    await page.locator('#login').click();
    await page.getByRole('dialog', { name: 'Log in' }).getByText('Cancel').click();
    await expect.poll(said).toBe('The login dialog was closed.');
    await page.locator('#login').click();
    await page.getByRole('dialog').locator('input').fill('eva@example.com');
    await page.getByRole('dialog').getByRole('button', { name: 'Log in' }).click();
    await expect.poll(said).toContain('logged in Member');
    await expect.poll(said).toContain('onLogin eva@example.com');

    await page.locator('#reload').click();
    await expect.poll(said).toBe('eva@example.com Member');
    await page.locator('#login').click();
    await expect.poll(said).toContain('The member is already logged in.');
    await page.locator('#logout').click();
    await expect.poll(said).toBe('');
  },
);

browserTest(
  'the owner has the role Admin, and getRouterData() has the data of the router',
  async () => {
    const owner = { as: 'member', email: 'eva@example.com', roles: ['Admin'] };
    const { page } = await visit('/home', { as: owner });
    await expect.poll(() => page.locator('#said').innerText()).toBe('eva@example.com Admin');

    await page.locator('[data-id="renew"]').nth(1).click();
    expect(await page.locator('[data-id="loanText"]').allInnerTexts()).toEqual(['Emma', 'renewed']);

    await page.goto(new URL('/authors/first', page.url()).href);
    await expect.poll(() => page.locator('#author').innerText()).toBe('{"name":"First"}');
  },
);

browserTest('timelines move elements, repeat and reverse', async () => {
  const { page } = await visit('/home', { expected: [/received colour/] });
  const said = () => page.locator('#said').innerText();
  const style = () =>
    page.locator('#banner').evaluate((it) => {
      const { translate, rotate, scale, opacity } = getComputedStyle(it);
      return { translate, rotate, scale, opacity };
    });

  await page.locator('#animate').click();
  await expect.poll(said).toBe('start, repeat, repeat, complete');
  // The first repetition ran backwards, as yoyo is set, and the second forwards.
  expect(await style()).toEqual({
    translate: '10px 5px',
    rotate: '90deg',
    scale: 'none',
    opacity: '0.5',
  });
  await page.locator('#back').click();
  await expect.poll(said).toContain('reversed');
  await page.locator('#wrong').click();
  await expect.poll(said).toContain('received colour "red"; pass one of duration');
  await page.locator('#measure').click();
  await expect.poll(said).toMatch(/1280 1280 \d+$/);
});
