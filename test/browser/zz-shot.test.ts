import { inboxInBrowser, COLOURFUL_MESSAGES } from './inbox-in-browser.ts';
import { browserTest } from './site-in-browser.ts';
const setup = inboxInBrowser();
browserTest('shot', async () => {
  const { page, open, send, show } = await setup({ width: 1280, height: 800 });
  const id = await open();
  await send(id, 'Hello, do you have a free Saturday in May?');
  for (const m of COLOURFUL_MESSAGES.slice(1)) await send(id, '', m);
  await show(id);
  await page.locator('#log').evaluate((log) => log.scrollTo(0, 60));
  await send(id, 'one more');
  await page.getByRole('button', { name: 'New messages below' }).waitFor();
  await page.screenshot({ path: '/tmp/shot-1280-d.png' });
});
