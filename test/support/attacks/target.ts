// The site under attack: an emulator with its data in a file, so that the tests can compare every table.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../emulator/database/database.ts';
import { TABLES } from '../../../emulator/wix/operations.ts';
import { siteWithoutLimits } from '../site-variant.ts';
import { captureSiteLog, createHarness, shareEmulator, type Harness } from '../stories/harness.ts';

/** The site under attack, and what can be observed of it. */
export interface Target {
  readonly harness: Harness;
  /** A second connection to the emulator's database. */
  readonly database: Database;
  /** The lines of the site's log. */
  readonly log: readonly string[];
}

const seed = fileURLToPath(new URL('seed.json', import.meta.url));

/** Shares one emulator among the tests of a file. Returns a function that resets it and returns the test's target. */
export function shareTarget(): () => Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
  const data = join(folder, 'data.db');
  const site = siteWithoutLimits(mkdtempSync(join(tmpdir(), 'attacks-site-')));
  const setUp = shareEmulator({ site, data, seed });
  let database: Database | undefined;
  afterAll(() => {
    database?.close();
    for (const path of [folder, site]) rmSync(path, { recursive: true, force: true });
  });
  return async () => {
    const log = captureSiteLog();
    const harness = await setUp();
    database ??= openDatabase(data, TABLES);
    return { harness, database, log };
  };
}

/** Starts another site as the target of the running test. */
export async function createTarget(site: string): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
  const data = join(folder, 'data.db');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const log = captureSiteLog();
  const harness = await createHarness({ site, data, seed });
  const database = openDatabase(data, TABLES);
  onTestFinished(() => database.close());
  return { harness, database, log };
}
