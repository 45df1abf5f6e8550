import { testPort } from '../port.suite.ts';
import { createWixInMemory } from '../wix-in-memory.ts';

testPort({ create: async () => createWixInMemory() });
