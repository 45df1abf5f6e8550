// Renders the settings of the emulator: the clock, the faults and the assumptions.
import { html } from 'hono/html';
import type { InspectedAssumption, InspectorView } from '../../wix/inspector-view-model.ts';
import { renderLiteral, type Html } from '../inbox/text.ts';
import { formatExactTime } from '../inbox/time.ts';

/** Renders the clock, and the forms that advance and set it. */
export function renderClock({ now, offsetMs }: InspectorView['clock']): Html {
  return html`<section aria-labelledby="clock-title">
    <h2 id="clock-title">Clock</h2>
    <p id="clock-now">
      <time datetime="${now.toISOString()}">${formatExactTime(now)}</time>
      <span class="note">${describeOffset(offsetMs)}</span>
    </p>
    <form id="advance" class="line">
      <label for="advance-by">Advance by</label>
      <input
        id="advance-by"
        name="by"
        type="number"
        min="1"
        max="100000"
        value="1"
        required
        autocomplete="off"
      />
      <label class="spoken" for="advance-unit">Unit</label>
      <select id="advance-unit" name="unit">
        <option value="1000">seconds</option>
        <option value="60000">minutes</option>
        <option value="3600000" selected>hours</option>
        <option value="86400000">days</option>
      </select>
      <button type="submit">Advance</button>
    </form>
    <form id="set-clock" class="line">
      <label for="clock-time">Set to</label>
      <input
        id="clock-time"
        name="time"
        type="datetime-local"
        step="1"
        required
        autocomplete="off"
      />
      <button type="submit">Set</button>
    </form>
  </section>`;
}

function describeOffset(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds === 0) return 'the system time';
  return `${seconds.toLocaleString('en')} s ${ms > 0 ? 'ahead of' : 'behind'} the system time`;
}

/** Renders the faults, the form that adds one, and the button that removes all. */
export function renderFaults({ faults, operations, faultKinds }: InspectorView): Html {
  return html`<section aria-labelledby="faults-title">
    <h2 id="faults-title">Faults</h2>
    <div id="faults-now">
      ${
        faults.length === 0
          ? html`<p class="note">No fault is set.</p>`
          : html`<ul>
              ${faults.map(
                (fault) => html`<li>${renderLiteral(JSON.stringify(fault).slice(0, 400))}</li>`,
              )}
            </ul>`
      }
    </div>
    <form id="add-fault">
      <label for="fault-operation">Operation</label>
      <input
        id="fault-operation"
        name="operation"
        list="operations"
        value="*"
        required
        autocomplete="off"
      />
      <datalist id="operations">
        ${operations.map((name) => html`<option value="${name}"></option>`)}
      </datalist>
      <label for="fault-kind">Kind</label>
      <select id="fault-kind" name="kind">
        ${faultKinds.map(
          (kind) =>
            html`<option value="${kind}" ${kind === 'status' ? 'selected' : ''}>${kind}</option>`,
        )}
      </select>
      <label for="fault-calls">Calls</label>
      <select id="fault-calls" name="calls">
        <option value="first">first</option>
        <option value="every">every</option>
      </select>
      <label for="fault-status">Status <span class="note">of “status”</span></label>
      <input
        id="fault-status"
        name="status"
        type="number"
        min="400"
        max="599"
        placeholder="500"
        autocomplete="off"
      />
      <label for="fault-delay">Delay in ms</label>
      <input id="fault-delay" name="delayMs" type="number" min="0" max="60000" autocomplete="off" />
      <div class="line">
        <button type="submit">Add fault</button>
        <button type="button" id="clear-faults">Remove all</button>
      </div>
    </form>
  </section>`;
}

/** Renders a choice of the value of each assumption. */
export function renderAssumptions(assumptions: readonly InspectedAssumption[]): Html {
  return html`<section aria-labelledby="assumptions-title">
    <h2 id="assumptions-title">Assumptions</h2>
    <p class="note">What Wix does not document. The first value is the default.</p>
    <form id="assumptions">${assumptions.map(renderAssumption)}</form>
  </section>`;
}

function renderAssumption({ name, value, allowed }: InspectedAssumption): Html {
  return html`<div id="assumption-row-${name}" class="assumption">
    <label for="assumption-${name}"><code>${name}</code></label>
    <select id="assumption-${name}" name="${name}">
      ${allowed.map(
        (option) =>
          html`<option value="${option}" ${option === value ? 'selected' : ''}>${option}</option>`,
      )}
    </select>
  </div>`;
}
