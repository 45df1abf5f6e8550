/** @typedef {import('./sites.mjs').Site} Site */

/** Sites that import `@wix/*`. @type {readonly Site[]} */
export const SDK_SITES = [
  {
    name: 'anyone reads any conversation',
    files: {
      'backend/chat.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { conversations } from '@wix/inbox';
        export const read = webMethod(Permissions.Anyone, async (conversationId) => {
          const get = auth.elevate(conversations.getConversation);
          return get(conversationId);
        });`,
    },
    expected: ['read caller-selects conversationId'],
  },
  {
    name: 'a member reads any contact, by an object of the caller',
    files: {
      'backend/people.web.ts': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { contacts } from '@wix/crm';
        interface Who { readonly contactId: string }
        export const card = webMethod(Permissions.SiteMember, async ({ contactId }: Who) =>
          auth.elevate(contacts.getContact)(contactId));`,
    },
    expected: ['card caller-selects argument1.contactId'],
  },
  {
    name: 'a member reads their own orders',
    files: {
      'backend/orders.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { items } from '@wix/data';
        import { members } from '@wix/members';
        export const mine = webMethod(Permissions.SiteMember, async (limit) => {
          const { member } = await members.getCurrentMember();
          const query = auth.elevate(items.query);
          return query('Orders').eq('memberId', member._id).limit(limit).find();
        });`,
    },
    expected: [],
  },
  {
    name: 'the id is compared with the current member',
    files: {
      'backend/profile.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { members } from '@wix/members';
        export const update = webMethod(Permissions.SiteMember, async (memberId, profile) => {
          const { member } = await members.getCurrentMember();
          if (member._id !== memberId) throw new Error('Not yours');
          return auth.elevate(members.updateMember)(memberId, { profile });
        });`,
    },
    expected: [],
  },
  {
    name: 'that a member is logged in is no guard',
    files: {
      'backend/profile.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { members } from '@wix/members';
        export const update = webMethod(Permissions.Anyone, async (memberId, profile) => {
          const { member } = await members.getCurrentMember();
          if (!member) throw new Error('Log in');
          return auth.elevate(members.updateMember)(memberId, { profile });
        });`,
    },
    expected: ['update caller-selects memberId'],
  },
  {
    name: 'what was read is compared with the current member',
    files: {
      'backend/orders.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { orders } from '@wix/ecom';
        import { members } from '@wix/members';
        export const getOrder = webMethod(Permissions.SiteMember, async (orderId) => {
          const order = await auth.elevate(orders.getOrder)(orderId);
          const { member } = await members.getCurrentMember();
          if (order.buyerInfo.memberId !== member._id) return null;
          return order;
        });
        export const cancel = webMethod(Permissions.SiteMember, async (orderId) => {
          const order = await auth.elevate(orders.getOrder)(orderId);
          const { member } = await members.getCurrentMember();
          if (order.buyerInfo.memberId !== member._id) return null;
          await auth.elevate(orders.cancelOrder)(orderId);
        });
        export const cancelAny = webMethod(Permissions.SiteMember, async (orderId) => {
          await auth.elevate(orders.cancelOrder)(orderId);
        });`,
    },
    expected: ['cancelAny caller-selects orderId'],
  },
  {
    name: 'a role is checked in another file',
    files: {
      'backend/admin.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { contacts } from '@wix/crm';
        import { requireStaff, isStaff } from 'backend/staff';
        export const remove = webMethod(Permissions.SiteMember, async (contactId) => {
          await requireStaff();
          await auth.elevate(contacts.deleteContact)(contactId);
        });
        export const show = webMethod(Permissions.SiteMember, async (contactId) => {
          if (!(await isStaff())) return undefined;
          return auth.elevate(contacts.getContact)(contactId);
        });`,
      'backend/staff.js': `
        import { members } from '@wix/members';
        const STAFF = ['owner@example.com', 'desk@example.com'];
        export async function isStaff() {
          const { member } = await members.getCurrentMember();
          return member !== undefined && STAFF.includes(member.loginEmail);
        }
        export async function requireStaff() {
          if (!(await isStaff())) throw new Error('Only for staff');
        }`,
    },
    expected: [],
  },
  {
    name: 'the guard is on the wrong branch',
    files: {
      'backend/profile.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { members } from '@wix/members';
        export const remove = webMethod(Permissions.SiteMember, async (memberId) => {
          const { member } = await members.getCurrentMember();
          if (member._id !== memberId) {
            await auth.elevate(members.deleteMember)(memberId);
          }
        });`,
    },
    expected: ['remove caller-selects memberId'],
  },
  {
    name: 'through two files and a template',
    files: {
      'backend/reviews.web.ts': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { findReview } from 'backend/reviews/find';
        export const review = webMethod(Permissions.Anyone, (product: string, by: string) => findReview({ product, by }));`,
      'backend/reviews/find.ts': `
        import { store } from './store.js';
        export async function findReview({ product, by }: { product: string; by: string }) {
          return store.get(\`\${product}-\${by}\`);
        }`,
      'backend/reviews/store.ts': `
        import { auth } from '@wix/essentials';
        import { items } from '@wix/data';
        export const store = { get: (id: string) => auth.elevate(items.get)('Reviews', id) };`,
    },
    expected: ['review caller-selects by, product'],
  },
  {
    name: 'a form that becomes a message, and selects nothing',
    files: {
      'backend/contact.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { contacts } from '@wix/crm';
        import { conversations, messages } from '@wix/inbox';
        export const send = webMethod(Permissions.Anyone, async (formData) => {
          const { subjectId } = await auth.getTokenInfo();
          const { conversation } = await auth.elevate(conversations.getOrCreateConversation)({ anonymousVisitorId: subjectId });
          const fields = Object.entries(formData).map(([name, value]) => ({ name, value: String(value) }));
          await auth.elevate(messages.sendMessage)(conversation._id, { content: { form: { title: 'Contact', fields } } });
        });`,
    },
    expected: [],
  },
  {
    name: 'the caller chooses the recipient of a message',
    files: {
      'backend/contact.web.js': `
        import { Permissions, webMethod } from '@wix/web-methods';
        import { auth } from '@wix/essentials';
        import { conversations, messages } from '@wix/inbox';
        const open = auth.elevate(conversations.getOrCreateConversation);
        const sendMessage = auth.elevate(messages.sendMessage);
        export const send = webMethod(Permissions.Anyone, async (participantId, text) => {
          const { conversation } = await open(participantId);
          await sendMessage(conversation._id, { content: { basic: { items: [{ text }] } } });
        });`,
    },
    expected: ['send caller-selects participantId', 'send caller-selects participantId'],
  },
];
