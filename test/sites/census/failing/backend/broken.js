export { half } from 'backend/nowhere';
