import { expect, vi } from 'vitest';
import { findViolations } from '../support/browser/accessibility.ts';
import { VISITS } from '../support/browser/accessibility-states.ts';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit } = siteInBrowser({ site: '.', name: 'accessibility' });

browserTest.for(VISITS)(
  '$name: axe finds no violation in any state, at 1280 and 360 pixels',
  async ({ path, as, expected = [], states }) => {
    // The backend logs the refusals that some states need.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const site = await visit(path, { expected, ...(as ? { as } : {}) });

    const violations: string[] = [];
    for (const [state, reach] of states) {
      await reach(site);
      violations.push(...(await findViolations(site.page)).map((it) => `${state}, ${it}`));
    }

    expect(violations).toEqual([]);
  },
);
