/** @typedef {import('./sites.mjs').Site} Site */

/** Sites that import `wix-*`: web modules, http-functions and `suppressAuth`. @type {readonly Site[]} */
export const OLDER_SITES = [
  {
    name: "the documentation's sample: anyone opens the conversation of anyone",
    files: {
      'backend/inbox.web.js': `
        import { Permissions, webMethod } from 'wix-web-module';
        import { conversations } from 'wix-inbox.v2';
        import { elevate } from 'wix-auth';
        export const open = webMethod(Permissions.Anyone, async (participantId) => {
          try {
            const elevated = elevate(conversations.getOrCreateConversation);
            const result = await elevated(participantId);
            return result;
          } catch (error) {
            console.error(error);
          }
        });`,
    },
    expected: ['open caller-selects participantId'],
  },
  {
    name: "the documentation's sample: a form of the current member",
    files: {
      'backend/inbox.web.js': `
        import { Permissions, webMethod } from 'wix-web-module';
        import { conversations, messages } from 'wix-inbox.v2';
        import { currentMember } from 'wix-members-backend';
        import { elevate } from 'wix-auth';
        export const sendFormData = webMethod(Permissions.Anyone, async (formData) => {
          const message = {
            direction: 'PARTICIPANT_TO_BUSINESS',
            content: { form: { fields: [{ name: 'First Name', value: formData.firstName }, { name: 'email', value: formData.email }] } },
          };
          const conversationId = await conversationOfMember();
          return elevate(messages.sendMessage)(conversationId, message);
        });
        export const conversationOfMember = webMethod(Permissions.Anyone, async () => {
          const member = await currentMember.getMember();
          const result = await elevate(conversations.getOrCreateConversation)({ memberId: member._id });
          return result.conversation._id;
        });`,
    },
    expected: [],
  },
  {
    name: 'a .jsw file without permissions.json',
    files: {
      'backend/data.jsw': `
        import wixData from 'wix-data';
        const OPTIONS = { suppressAuth: true };
        export async function getUser(email) {
          const found = await wixData.query('Users').eq('email', email).find(OPTIONS);
          return found.items[0];
        }
        export function countUsers() {
          return wixData.query('Users').count(OPTIONS);
        }`,
    },
    expected: ['getUser caller-selects email'],
  },
  {
    name: 'permissions.json lets only the owner call it',
    files: {
      'backend/permissions.json': JSON.stringify({
        'web-methods': {
          '*': {
            '*': {
              siteOwner: { invoke: true },
              siteMember: { invoke: true },
              anonymous: { invoke: true },
            },
          },
          'backend/desk.jsw': {
            remove: {
              siteOwner: { invoke: true },
              siteMember: { invoke: false },
              anonymous: { invoke: false },
            },
          },
        },
      }),
      'backend/desk.jsw': `
        import wixData from 'wix-data';
        export function remove(id) { return wixData.remove('Bookings', id, { suppressAuth: true }); }
        export function cancel(id) { return wixData.remove('Bookings', id, { suppressAuth: true }); }`,
    },
    expected: ['cancel caller-selects id'],
  },
  {
    name: 'permissions.json lets members call it',
    files: {
      'backend/permissions.json': JSON.stringify({
        'web-methods': {
          '*': {
            '*': {
              siteOwner: { invoke: true },
              siteMember: { invoke: true },
              anonymous: { invoke: false },
            },
          },
        },
      }),
      'backend/notes.jsw': `
        import wixData from 'wix-data';
        import wixUsersBackend from 'wix-users-backend';
        export function save(note) { return wixData.save('Notes', note, { suppressAuth: true }); }
        export function add(text) {
          const { id } = wixUsersBackend.currentUser;
          return wixData.insert('Notes', { text, owner: id }, { suppressAuth: true });
        }
        export async function edit(note) {
          const user = wixUsersBackend.currentUser;
          const stored = await wixData.get('Notes', note._id, { suppressAuth: true });
          if (stored.owner !== user.id) return Promise.reject('Not yours');
          stored.text = note.text;
          return wixData.update('Notes', stored, { suppressAuth: true });
        }`,
    },
    expected: ['save caller-selects note'],
  },
  {
    name: 'the caller chooses the options',
    files: {
      'backend/data.jsw': `
        import wixData from 'wix-data';
        export const get = (collection, id, options) => wixData.get(collection, id, options);
        export const find = (collection, options) => wixData.query(collection).find({ ...options, consistentRead: true });
        export const own = (id) => wixData.get('Notes', id);`,
    },
    expected: [
      'get caller-options',
      'get caller-selects collection, id',
      'find caller-options',
      'find caller-selects collection',
    ],
  },
  {
    name: 'a row that the caller selects, without elevation, is updated with it',
    files: {
      'backend/cart.jsw': `
        import wixData from 'wix-data';
        export async function pay(orderId) {
          const order = await wixData.get('Orders', orderId);
          order.status = 'paid';
          return wixData.update('Orders', order, { suppressAuth: true });
        }`,
    },
    expected: ['pay caller-selects orderId'],
  },
  {
    name: 'a row of the current member in a list of staff',
    files: {
      'backend/staff.jsw': `
        import wixData from 'wix-data';
        import { currentMember } from 'wix-members-backend';
        async function isStaff() {
          const member = await currentMember.getMember();
          const { items } = await wixData.query('Staff').eq('memberId', member._id).find({ suppressAuth: true });
          return items.length > 0;
        }
        export async function remove(id) {
          if (!(await isStaff())) throw new Error('Only for staff');
          return wixData.remove('Posts', id, { suppressAuth: true });
        }
        export async function hide(id) {
          const staff = await isStaff();
          if (staff) await wixData.update('Posts', { _id: id, hidden: true }, { suppressAuth: true });
        }`,
    },
    expected: [],
  },
  {
    name: 'roles of the current member',
    files: {
      'backend/roles.jsw': `
        import wixData from 'wix-data';
        import { currentMember } from 'wix-members-backend';
        export function publish(id) {
          return currentMember.getRoles().then((roles) => {
            if (!roles.some((role) => role.title === 'Editor')) return undefined;
            return wixData.update('Posts', { _id: id, published: true }, { suppressAuth: true });
          });
        }
        export function unpublish(id) {
          return currentMember.getRoles().then(() =>
            wixData.update('Posts', { _id: id, published: false }, { suppressAuth: true }));
        }`,
    },
    expected: ['unpublish caller-selects id'],
  },
  {
    name: 'an e-mail to whom the caller wants',
    files: {
      'backend/mail.jsw': `
        import { triggeredEmails } from 'wix-crm-backend';
        import { elevate } from 'wix-auth';
        export function invite(contactId, name) {
          return elevate(triggeredEmails.emailContact)('InviteId', contactId, { variables: { name } });
        }`,
    },
    expected: ['invite caller-selects contactId'],
  },
  {
    name: 'a collection from a list, and one from the caller',
    files: {
      'backend/lists.jsw': `
        import wixData from 'wix-data';
        const PUBLIC = ['Posts', 'Products'];
        export async function list(collection) {
          if (!PUBLIC.includes(collection)) return [];
          return (await wixData.query(collection).find({ suppressAuth: true })).items;
        }
        export async function listAny(collection) {
          return (await wixData.query(collection).find({ suppressAuth: true })).items;
        }`,
    },
    expected: ['listAny caller-selects collection'],
  },
];
