import { FLOW_SITES } from './flow-sites.mjs';
import { OLDER_SITES } from './older-sites.mjs';
import { PERMISSION_SITES } from './permission-sites.mjs';
import { SDK_SITES } from './sdk-sites.mjs';

/**
 * A small site, and the findings that a reviewer expects: `entry kind labels`, or only the kind if it has no entry.
 *
 * @typedef {{ readonly name: string, readonly files: Readonly<Record<string, string>>, readonly expected: readonly string[] }} Site
 */

/** The sites by which the audit is measured. @type {readonly Site[]} */
export const SITES = [...SDK_SITES, ...PERMISSION_SITES, ...OLDER_SITES, ...FLOW_SITES];
