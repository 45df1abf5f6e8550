/** @typedef {import('./sites.mjs').Site} Site */

/** Sites of `.jsw` files and http-functions, with flows that are hard to follow. @type {readonly Site[]} */
export const FLOW_SITES = [
  {
    name: 'an http-function reads a row by the query of the request',
    files: {
      'backend/http-functions.js': `
        import { ok, notFound } from 'wix-http-functions';
        import wixData from 'wix-data';
        export async function get_order(request) {
          const row = await wixData.get('Orders', request.query.id, { suppressAuth: true });
          return row ? ok({ body: row }) : notFound();
        }
        export function get_version() { return ok({ body: '1' }); }`,
    },
    expected: ['get_order caller-selects request.query.id'],
  },
  {
    name: 'an http-function with a secret',
    files: {
      'backend/http-functions.js': `
        import { ok, forbidden } from 'wix-http-functions';
        import { getSecret } from 'wix-secrets-backend';
        import wixData from 'wix-data';
        export async function post_row(request) {
          const key = await getSecret('ApiKey');
          if (request.headers['x-api-key'] !== key) return forbidden({ body: 'No' });
          const body = await request.body.json();
          return ok({ body: await wixData.update('Rows', body, { suppressAuth: true }) });
        }
        export async function use_row(request) {
          const { id, value } = await request.body.json();
          return ok({ body: await wixData.update('Rows', { _id: id, value }, { suppressAuth: true }) });
        }`,
    },
    expected: ['use_row caller-selects request.body.id'],
  },
  {
    name: 'classes, loops and callbacks',
    files: {
      'backend/store.js': `
        import wixData from 'wix-data';
        export class Store {
          constructor(name) { this.name = name; this.options = { suppressAuth: true }; }
          remove(id) { return wixData.remove(this.name, id, this.options); }
        }`,
      'backend/bulk.jsw': `
        import { Store } from 'backend/store';
        const bookings = new Store('Bookings');
        export async function removeAll(ids) { return Promise.all(ids.map((id) => bookings.remove(id))); }
        export async function removeEach(request) { for (const { id } of request.rows) await bookings.remove(id); }
        export async function removeOld() { await bookings.remove('old'); }`,
    },
    expected: ['removeAll caller-selects ids', 'removeEach caller-selects request.rows.id'],
  },
  {
    name: 'a file that does not exist, and a syntax error',
    files: {
      'backend/lost.jsw': `
        import { save } from 'backend/nowhere';
        export function store(row) { return save(row); }`,
      'backend/broken.jsw': 'export function half( {',
    },
    expected: ['store unknown-flow', 'syntax'],
  },
  {
    name: 'a text of the caller is run',
    files: {
      'backend/calc.jsw': `
        export function calc(text) { return eval(text); }
        export function constant() { return eval('1 + 1'); }`,
    },
    expected: ['calc unknown-flow'],
  },
  {
    name: 'a token that the site signed',
    files: {
      'backend/tokens.jsw': `
        import jwt from 'jsonwebtoken';
        import wixData from 'wix-data';
        import { getSecret } from 'wix-secrets-backend';
        export async function unsubscribe(token) {
          const { row } = jwt.verify(token, await getSecret('Tokens'));
          return wixData.remove('Subscribers', row, { suppressAuth: true });
        }`,
    },
    expected: [],
  },
  {
    name: 'what one call stores in a module, another one uses',
    files: {
      'backend/queue.jsw': `
        import wixData from 'wix-data';
        const queue = [];
        export function later(id) { queue.push(id); }
        export async function flush() {
          for (const id of queue) await wixData.remove('Jobs', id, { suppressAuth: true });
        }`,
    },
    expected: ['later caller-selects id'],
  },
  {
    name: 'a row with a number that only the buyer knows',
    files: {
      'backend/track.jsw': `
        import wixData from 'wix-data';
        export async function track(number, email) {
          const { items } = await wixData.query('Parcels').eq('number', number).find({ suppressAuth: true });
          if (items.length === 0 || items[0].email !== email) return undefined;
          return items[0].status;
        }`,
    },
    expected: ['track caller-selects number'],
  },
];
