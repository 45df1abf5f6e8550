import { auth } from '@wix/essentials';

export async function daily() {
  const { subjectType } = await auth.getTokenInfo();
  if (subjectType !== 'APP') throw new Error(`runs as ${subjectType}`);
}

export const monthly = () => 'counted';
