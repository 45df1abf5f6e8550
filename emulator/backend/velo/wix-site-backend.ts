// Emulates Wix's module `wix-site-backend`: the properties of the site. Not emulated: caching of web methods.
import { getFromWix } from '../../velo/fetch-with-auth.ts';
import { olderModule } from './older-module.ts';

const PROPERTIES_URL = 'https://www.wixapis.com/site-properties/v4/properties';

/**
 * The properties of the site, with the permissions of the site (assumed). One that is not set is undefined (assumed).
 * @see https://dev.wix.com/docs/velo/apis/wix-site-backend/general-info/introduction
 */
export const generalInfo = olderModule('wix-site-backend.generalInfo', {
  getAddress: () => readProperty('address'),
  getBusinessName: () => readProperty('businessName'),
  getBusinessSchedule: () => readProperty('businessSchedule'),
  getCategories: () => readProperty('categories'),
  getDescription: () => readProperty('description'),
  getEmail: () => readProperty('email'),
  getFax: () => readProperty('fax'),
  getLanguage: () => readProperty('language'),
  getLocale: () => readProperty('locale'),
  getLogo: () => readProperty('logo'),
  getMultilingual: () => readProperty('multilingual'),
  getPaymentCurrency: () => readProperty('paymentCurrency'),
  getPhone: () => readProperty('phone'),
  getSiteDisplayName: () => readProperty('siteDisplayName'),
  getTimeZone: () => readProperty('timeZone'),
});

const wixSiteBackend = olderModule('wix-site-backend', { generalInfo });

export const { invalidateCache } = wixSiteBackend;
export default wixSiteBackend;

async function readProperty(name: string): Promise<unknown> {
  const body = await getFromWix('site', PROPERTIES_URL);
  const properties = getMember(body, 'properties');
  return getMember(properties, name);
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}
