import { expect, it } from 'vitest';
import { attackMethods, prepareVictims } from '../support/attacks/attack.ts';
import { ATTACKERS_WITH_SESSION } from '../support/attacks/attackers.ts';
import { METHODS } from '../support/attacks/declarations.ts';
import { attackChannels } from '../support/attacks/realtime-attack.ts';
import { SABOTAGES } from '../support/attacks/sabotages.ts';
import { createTarget } from '../support/attacks/target.ts';
import { listVictims } from '../support/attacks/victims.ts';
import { changeFile, siteWithoutLimits } from '../support/site-variant.ts';
import { textLike } from '../support/stories/json.ts';

// The attacks themselves: each must find the mistake that it is for.

/** The larger size has a site for each mistake, the ordinary one a site for each group. */
const sites =
  process.env['ATTACKS'] === 'all'
    ? SABOTAGES.map((sabotage) => [sabotage])
    : [1, 2].map((group) => SABOTAGES.filter(({ together }) => together === group));

it.each(sites.map((mistakes) => [mistakes.map(({ name }) => name).join('; '), mistakes] as const))(
  'finds that %s',
  async (_names, mistakes) => {
    const site = siteWithoutLimits();
    for (const { file, from, to } of mistakes.flatMap(({ changes }) => changes)) {
      changeFile(site, file, (code) => code.replaceAll(from, to));
    }
    const [name, ...others] = new Set(mistakes.map(({ attacker }) => attacker));
    const kind = ATTACKERS_WITH_SESSION.find((attacker) => attacker.name === name);
    if (!kind || others.length > 0) throw new Error('Mistakes in one site need one known attacker');
    const target = await createTarget(site);
    const { victims, before } = await prepareVictims(target, kind);
    const attack = { target, kind, victims, before, spellings: 'one', methods: METHODS } as const;
    const { findings } = await attackMethods(attack);
    const session = await kind.open(target, victims, before);
    const subscribed = await attackChannels(target, session, listVictims(victims), 'one');
    for (const finding of mistakes.flatMap((mistake) => mistake.findings)) {
      expect([...findings, ...subscribed]).toContainEqual(textLike(finding));
    }
  },
);
