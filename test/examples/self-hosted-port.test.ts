import { createClient } from '@wix/sdk/client';
import { currentCall } from '../../emulator/backend/request-context.ts';
import { VELO_APP_ID } from '../../emulator/wix/core/context.ts';
import { createSelfHostedInbox } from '../../examples/self-hosted/self-hosted-inbox.ts';
import { createEmulatorHarness } from '../support/port/emulator-harness.ts';
import { testPort } from '../support/port/port.suite.ts';

// The adapters of the self-hosted program, whose clients take the place of the context and of elevation.

testPort({
  create() {
    const app = createClient({
      auth: {
        getAuthHeaders: async () => ({
          headers: { Authorization: currentCall()?.elevatedToken ?? '' },
        }),
      },
    });
    const { wix, callers } = createSelfHostedInbox({ app, clientId: VELO_APP_ID, settings: {} });
    return createEmulatorHarness({ wix, runAs: callers.runAs });
  },
});
