import { none } from 'backend/none';

export const list = none;
