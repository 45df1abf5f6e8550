import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as v from 'valibot';

/** Every rule of axe, also its best practices. The elements that pass are not listed, which saves half of the time. */
const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ': ' + target.flat().join(' ') + ' ' + failureSummary.replace(/\\s+/g, ' '))))`;

/** The widths of a computer and of a small phone, with the height of the window, in pixels. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;

/** Returns the violations that axe finds on a page at both sizes, each with the size, the rule and the element. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // The script is evaluated by the browser's debugger, so the page's content security policy does not apply.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  const found: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const violations = v.parse(v.array(v.string()), await page.evaluate(RUN));
    found.push(...violations.map((violation) => `${String(size.width)} px: ${violation}`));
  }
  await page.setViewportSize(SIZES[0]);
  return found;
}
