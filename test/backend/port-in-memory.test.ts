import { testPort } from '../support/port/port.suite.ts';
import { createWixInMemory } from '../support/port/wix-in-memory.ts';

testPort({ create: async () => createWixInMemory() });
