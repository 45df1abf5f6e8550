#!/usr/bin/env node
// Runs the command line of the installed package: `npx velo-emulator --site DIR`.
import './typescript.mjs';

await import('./cli.ts');
