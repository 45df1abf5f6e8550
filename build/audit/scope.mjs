import { EMPTY, join, nextSerial } from './values.mjs';

/** @typedef {import('./values.mjs').Value} Value */

/** The variables of a block, a function or a module. */
export class Scope {
  /** @type {Map<string, Value>} */
  #values = new Map();
  /** @type {Map<string, () => Value>} */
  #imports = new Map();
  /** @type {Map<import('typescript').Node, Value>} */
  functions = new Map();

  /**
   * @param {Scope | undefined} parent
   * @param {number} depth The depth of branches in which it was created.
   */
  constructor(parent, depth) {
    this.parent = parent;
    this.depth = depth;
    this.serial = nextSerial();
  }

  /** @param {string} name @param {Value} value */
  declare(name, value) {
    this.#values.set(name, value);
  }

  /** Declares an import, which is read when it is used. @param {string} name @param {() => Value} read */
  declareImport(name, read) {
    this.#imports.set(name, read);
  }

  /**
   * Returns the value of a variable, `undefined` if there is none with this name.
   *
   * @param {string} name
   * @returns {Value | undefined}
   */
  read(name) {
    return this.#values.get(name) ?? this.#imports.get(name)?.() ?? this.parent?.read(name);
  }

  /**
   * Assigns a variable. In a branch that may not run, it keeps what it was too.
   *
   * @param {string} name
   * @param {Value} value
   * @param {import('./machine.mjs').Machine} machine
   */
  assign(name, value, machine) {
    const known = this.#values.get(name);
    if (known === undefined && this.parent !== undefined) {
      this.parent.assign(name, value, machine);
      return;
    }
    machine.oldestChange = Math.min(machine.oldestChange, this.serial);
    if (this.serial < machine.entrySerial && known !== undefined) {
      machine.undo.push(() => this.#values.set(name, known));
    }
    this.#values.set(name, machine.depth > this.depth ? join([known ?? EMPTY, value]) : value);
  }
}
