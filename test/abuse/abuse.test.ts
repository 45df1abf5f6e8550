// The attacks of `npm run abuse` in a small size, against one site with its shipped settings.
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAttacks, type Attack, type Size } from '../../bench/abuse/attacks.ts';
import { startContainers, type Containers } from '../../bench/abuse/containers.ts';
import { runAttack } from '../../bench/abuse/run-attack.ts';
import { startTimeline, type Timeline } from '../../bench/abuse/timeline.ts';

const SMALL: Size = { perMinute: 8, minutes: 11, group: 10, atOnce: 140, readers: 40, keys: 200 };
/** The attacks that differ most. `ABUSE=all npx vitest run test/abuse` runs each, and `npm run abuse` in full size. */
const SHORT = ['parallel texts of fresh visitors', 'visitors who only read'];
const attacks = createAttacks(SMALL);
let site: { readonly containers: Containers; readonly timeline: Timeline };

beforeAll(async () => {
  const containers = await startContainers();
  site = { containers, timeline: startTimeline(() => containers.wix.events.settled()) };
});
afterAll(async () => {
  site.timeline.stop();
  await site.containers.close();
});

const run = (attack: Attack) => runAttack(site.containers, site.timeline, attack);

test.each(attacks.filter(({ name }) => process.env['ABUSE'] === 'all' || SHORT.includes(name)))(
  'the site stays within its limits, and honest people get through: $name',
  async (attack) => {
    const { problems, figures } = await run(attack);
    expect(problems).toEqual([]);
    // The attack met a limit.
    expect(figures.accepted).toBeLessThan(attack.attempts);
    expect(figures.accepted > 0).toBe(attack.sends !== 'none');
  },
);

test.each([
  ['abuse', /^No attack has "no-such-name" in its name\. The attacks: forms,/],
  ['fuzz', /^Usage: npm run fuzz/],
])('npm run %s starts, and refuses an unknown argument', (script, message) => {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', script, '--', 'no-such-name'], {
    encoding: 'utf8',
  });
  expect([status, stderr.trim()]).toEqual([1, expect.stringMatching(message)]);
});
