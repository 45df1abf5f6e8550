// Tries to leave the machine with every client that a site or its packages have. Each returns the code of the error.
import axios from 'axios';
import { got } from 'got';
import nodeFetch from 'node-fetch';
import { Agent, request } from 'undici';
import { WebSocket } from 'ws';

const CLIENTS = {
  fetch: (url) => fetch(url),
  axios: (url) => axios.get(url, { proxy: false }),
  got: (url) => got(url, { retry: { limit: 0 } }),
  'node-fetch': (url) => nodeFetch(url),
  undici: (url) => request(url, { dispatcher: new Agent() }),
  ws: (url) =>
    new Promise((resolve, reject) => {
      new WebSocket(url.replace('http', 'ws')).on('open', resolve).on('error', reject);
    }),
};

export async function reach(client, url) {
  try {
    await CLIENTS[client](url);
    return 'reached';
  } catch (error) {
    return findCode(error) ?? String(error);
  }
}

function findCode(error) {
  const codes = [error, error.cause, error.cause?.cause].map((it) => it?.code);
  return codes.find((it) => it === 'NETWORK_OFF') ?? codes.find((it) => it !== undefined);
}
