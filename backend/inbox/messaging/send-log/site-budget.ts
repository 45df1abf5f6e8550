import { InboxError } from 'backend/inbox/error';
import type { SendLogRows } from 'backend/inbox/send-log-entry';
import type { BudgetName, InboxSettings } from 'backend/inbox/settings';

/** Limits what the whole site sends, in all containers. */
export interface SiteBudget {
  /**
   * Spends one of a budget.
   *
   * @throws {InboxError} TOO_MANY_MESSAGES, or CAPTCHA_REQUIRED for a budget that visitors can exceed with a CAPTCHA, with
   *   the seconds until the budget is renewed.
   */
  spend(name: BudgetName): Promise<void>;
  /**
   * Returns the lease that another call is taking, if nothing is left until then. A call waits for it before it writes
   * or opens anything, so that at most one call of a container does so without a share of the budget.
   */
  pendingLease(name: BudgetName): Promise<void> | undefined;
  /** Gives one back, if nothing was sent for it. */
  refund(name: BudgetName): void;
  /**
   * Same check without spending and without a call to Wix: a budget that is known to be used up.
   *
   * @throws {InboxError} TOO_MANY_MESSAGES or CAPTCHA_REQUIRED, as `spend`.
   */
  requireLeft(name: BudgetName): void;
}

/** A container takes this many of a budget at a time, so that one row is written for five messages. */
const LEASE = 5;
/** Number of leases that are tried before the taken ones are listed. */
const MAX_TRIES = 3;
const MINUTE_MS = 60 * 1000;

/** With the setting `captcha`, half of these budgets needs none, and a visitor can send more with one. */
const HALVED_BY_CAPTCHA: readonly BudgetName[] = ['visitors', 'visitorsWithTicket'];

/** What a container has of a budget in one window of time. */
interface Share {
  readonly window: number;
  left: number;
  isUsedUp: boolean;
  /** A lease that is being taken: simultaneous calls wait for the same one. */
  leasing?: Promise<void> | undefined;
}

/**
 * Creates the budgets of one container.
 *
 * A budget of 30 messages is 6 leases of 5: six rows that a container takes by inserting one that does not exist yet.
 * So the sum over all containers is exact, and no row is written by every message. A container that ends loses what is
 * left of its lease until the window ends.
 *
 * With the setting `captcha`, only the leases of the first half of a visitors' budget are taken. That they are all taken
 * shows that half of the budget is gone: no further call to Wix is needed, and at most half is sent without a CAPTCHA.
 */
export function createSiteBudget({
  rows,
  settings,
  now,
}: {
  readonly rows: Pick<SendLogRows, 'takeLease' | 'listLeases'>;
  readonly settings: Pick<InboxSettings, 'limits' | 'captcha'>;
  readonly now: () => number;
}): SiteBudget {
  const shares = new Map<BudgetName, Share>();

  function shareOf(name: BudgetName): Share {
    const windowMs = settings.limits.site[name].minutes * MINUTE_MS;
    const window = Math.floor(now() / windowMs);
    const known = shares.get(name);
    if (known?.window === window) return known;
    const share: Share = { window, left: 0, isUsedUp: false };
    shares.set(name, share);
    return share;
  }

  /** Returns whether only a CAPTCHA allows more messages than half of a budget. */
  const needsCaptcha = (name: BudgetName) =>
    settings.captcha === 'on' && HALVED_BY_CAPTCHA.includes(name);

  function usedUp(name: BudgetName): InboxError {
    const windowMs = settings.limits.site[name].minutes * MINUTE_MS;
    const waitMs = windowMs - (now() % windowMs);
    const code = needsCaptcha(name) ? 'CAPTCHA_REQUIRED' : 'TOO_MANY_MESSAGES';
    return new InboxError(code, { retryAfter: Math.ceil(waitMs / 1000) });
  }

  /** Takes a lease, or notes that there is none. */
  async function lease(name: BudgetName, share: Share): Promise<void> {
    const limit = settings.limits.site[name].messages;
    const messages = needsCaptcha(name) ? Math.ceil(limit / 2) : limit;
    const window = `${name}-${String(share.window)}`;
    const leases = Math.ceil(messages / LEASE);
    const sizeOf = (index: number) => Math.min(LEASE, messages - index * LEASE);
    let free = Array.from({ length: leases }, (_, index) => index);
    for (let tries = 1; free.length > 0; tries += 1) {
      const index = free[Math.floor(Math.random() * free.length)] ?? 0;
      if (await rows.takeLease(window, index)) {
        share.left += sizeOf(index);
        return;
      }
      free = free.filter((it) => it !== index);
      if (tries === MAX_TRIES) {
        const taken = await rows.listLeases(window);
        free = free.filter((it) => !taken.includes(it));
      }
    }
    share.isUsedUp = true;
  }

  return {
    requireLeft(name) {
      const share = shareOf(name);
      if (share.isUsedUp && share.left <= 0) throw usedUp(name);
    },
    pendingLease(name) {
      const share = shareOf(name);
      return share.left > 0 ? undefined : share.leasing;
    },
    refund(name) {
      shareOf(name).left += 1;
    },
    async spend(name) {
      const share = shareOf(name);
      while (share.left <= 0) {
        if (share.isUsedUp) throw usedUp(name);
        share.leasing ??= lease(name, share).finally(() => (share.leasing = undefined));
        await share.leasing;
      }
      share.left -= 1;
    },
  };
}
