// Makes the JSON Schema of seed files from the schema of the seed, so that an editor can check a file and complete it.
import { fileURLToPath } from 'node:url';
import { describeSchema } from './json-schema.ts';
import { Seed } from './seed.ts';

/** The file of the JSON Schema, which emulator/tools/generate-seed-schema.ts writes. */
export const SEED_SCHEMA_FILE = fileURLToPath(new URL('seed.schema.json', import.meta.url));

/** Returns the content of the file. */
export function renderSeedSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The seed of the emulator',
    ...describeSchema(Seed),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
