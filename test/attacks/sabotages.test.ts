import { expect, it } from 'vitest';
import { attackMethods, prepareVictims } from '../support/attacks/attack.ts';
import { ATTACKERS_WITH_SESSION } from '../support/attacks/attackers.ts';
import { METHODS } from '../support/attacks/declarations.ts';
import { attackChannels } from '../support/attacks/realtime-attack.ts';
import { SABOTAGES } from '../support/attacks/sabotages.ts';
import { createTarget } from '../support/attacks/target.ts';
import { listVictims } from '../support/attacks/victims.ts';
import { changeFile, siteVariant } from '../support/site-variant.ts';
import { textLike } from '../support/stories/json.ts';

// The attacks themselves: each must find the mistake that it is for.

/** The larger size plants every mistake; otherwise one for each way in which the attacks find something. */
const sabotages = SABOTAGES.filter(({ isAlways }) => isAlways || process.env['ATTACKS'] === 'all');

it.each(sabotages.map((sabotage) => [sabotage.name, sabotage] as const))(
  'finds that %s',
  async (_name, { attacker: name, changes, findings: expected }) => {
    const site = siteVariant({});
    for (const { file, from, to } of changes) {
      changeFile(site, file, (code) => code.replaceAll(from, to));
    }
    const kind = ATTACKERS_WITH_SESSION.find((attacker) => attacker.name === name);
    if (!kind) throw new Error(`No attacker is named ${name}`);
    const target = await createTarget(site);
    const { victims, before } = await prepareVictims(target, kind);
    const attack = { target, kind, victims, before, spellings: 'one', methods: METHODS } as const;
    const { findings } = await attackMethods(attack);
    const session = await kind.open(target, victims, before);
    const subscribed = await attackChannels(target, session, listVictims(victims), 'one');
    const all = [...findings, ...subscribed];
    for (const finding of expected) {
      expect(all).toContainEqual(textLike(finding));
    }
  },
);
