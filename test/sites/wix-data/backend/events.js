import wixData from 'wix-data';

/** Has no caller: it calls as the site. */
export const wixCrm_onContactCreated = () => wixData.insert('HookLog', { hook: 'event' });
