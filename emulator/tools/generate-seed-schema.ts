// Writes emulator/control/seed.schema.json, the JSON Schema of seed files, from the schema of the seed:
// `node --import ./emulator/typescript.mjs emulator/tools/generate-seed-schema.ts`.
import { writeFileSync } from 'node:fs';
import { renderSeedSchema, SEED_SCHEMA_FILE } from '../control/seed-schema.ts';

writeFileSync(SEED_SCHEMA_FILE, renderSeedSchema());
console.log(`wrote ${SEED_SCHEMA_FILE}`);
