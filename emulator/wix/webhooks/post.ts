// Sends one request of a webhook.

/** What came of an attempt: the status of the answer, or why there was none. */
export type Answer = { readonly status: number } | { readonly error: string };

/**
 * Posts a token to a webhook's URL. Redirects are not followed, so that no request leaves this machine. Wix's sample
 * reads the body with `express.text()`, which accepts `text/plain`.
 *
 * @returns the status, or an error if the connection failed or `signal` aborted it. Never rejects.
 * @see https://dev.wix.com/docs/build-apps/developer-tools/apis-and-webhooks/handle-events-with-webhooks
 */
export async function post(url: string, token: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: token,
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return { error: describe(error) };
  }
}

/** Returns the message of the cause: `fetch` itself says only "fetch failed". */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
