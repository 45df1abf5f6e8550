import wixData from 'wix-data';
import { reach } from 'backend/clients';

export async function Reach_beforeInsert() {
  throw new Error(
    `${await reach('fetch', 'http://192.0.2.1/')} ${await reach('axios', 'http://192.0.2.1/')}`,
  );
}

export function ThrowsCycle_beforeInsert() {
  throw cycle();
}
export function ThrowsBigInt_beforeInsert() {
  throw { a: 1n };
}
export function ReturnsCycle_beforeInsert() {
  return cycle();
}
export function ReturnsBigInt_beforeInsert(item) {
  return { ...item, a: 1n };
}
export function ReturnsDepth_beforeInsert(item) {
  let deep = {};
  for (let level = 0; level < 1500; level += 1) deep = { deep };
  return { ...item, deep };
}
export function ReturnsNul_beforeInsert(item) {
  return { ...item, _id: 'a\u0000' };
}
export function AfterCycle_afterInsert() {
  return cycle();
}
export function AfterBigInt_afterInsert(item) {
  return { ...item, a: 1n };
}
export function RejectsCycle_afterInsert() {
  return Promise.reject(cycle());
}
export function RejectsBigInt_afterInsert() {
  return Promise.reject({ a: 1n });
}

export async function Endless_beforeInsert(item) {
  await wixData.insert('Endless', {});
  return item;
}
export async function EndlessThere_afterInsert() {
  await wixData.insert('EndlessBack', {});
}
export async function EndlessBack_afterInsert() {
  await wixData.insert('EndlessThere', {});
}
export async function EndlessFailure_onFailure() {
  await wixData.update('EndlessFailure', { _id: 'missing' });
}

function cycle() {
  const it = {};
  it.it = it;
  return it;
}
