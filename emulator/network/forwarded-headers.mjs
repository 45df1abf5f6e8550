// Creates the headers of a request that goes to the emulator instead of Wix.

/**
 * Returns the headers as a list of names and values, with `x-original-host`. Leaves out `host`, which names the emulator
 * now, and the `sec-fetch-*` headers, which undici's fetch sends as browsers do: the emulator accepts `x-original-host`
 * only without them.
 *
 * @param {unknown} headers as `http.request` and undici accept them: an object, a flat list of names and values, or an
 *   iterable of pairs
 * @param {string} host the host of Wix, with a port if it is not the default one
 * @returns {[string, unknown][]}
 */
export function toForwardedHeaders(headers, host) {
  const kept = toPairs(headers).filter(
    ([name]) => !/^(?:host$|x-original-host$|sec-fetch-)/i.test(name),
  );
  return [...kept, ['x-original-host', host]];
}

/**
 * @param {unknown} headers
 * @returns {[string, unknown][]}
 */
function toPairs(headers) {
  if (typeof headers !== 'object' || headers === null) return [];
  if (Array.isArray(headers) && !Array.isArray(headers[0])) {
    return headers.flatMap((name, index) =>
      index % 2 === 0 ? [[String(name), headers[index + 1]]] : [],
    );
  }
  return isIterable(headers)
    ? [...headers].map(([name, value]) => [String(name), value])
    : Object.entries(headers);
}

/**
 * @param {object} it
 * @returns {it is Iterable<readonly unknown[]>}
 */
function isIterable(it) {
  return Symbol.iterator in it;
}
