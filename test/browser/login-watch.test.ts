// The pages go on if `authentication` of @wix/site-members was removed, or rejects.
import { expect } from 'vitest';
import { siteInBrowser } from '../support/browser/site-in-browser.ts';

const { visit, test } = siteInBrowser({ site: '.', name: 'login-watch' });
