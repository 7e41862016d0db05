// What to design by, the work on it with progress and cancel, and the plans side by side to choose from.

import { ask, send } from '../api.js';
import { h } from '../dom.js';
import { follow, stop } from '../jobs.js';
import { number, t } from '../texts.js';
import { beatsByCode, locks, plan, setLoad, take } from './plan.js';
import { say } from './tools.js';

const form = document.getElementById('list-parameters');
const PERCENT = 100;

/** Columns of the table of plans: figure, digits, and whether less is better. */
const COLUMNS = [
  { name: 'most', figure: 'max_ratio', digits: 2, less: true },
  { name: 'least', figure: 'min_ratio', digits: 2, less: false },
  { name: 'compact', figure: 'compactness', digits: 2, less: false },
  { name: 'travel', figure: 'travel_min', digits: 1, less: true },
  { name: 'change', figure: 'moved_units', digits: 0, less: true },
];

/** What the plan was designed with, as it is kept with it. */
export const parameters = { joint: false, load: 'workload', max_imbalance: 0.03, change_price: 0.1, plans: 3, seed: 1, start: 'force', count: null, target_load: null };

let scope = { station: '', loads: [] };
let bringGround = null;
let running = 0; // the job that is followed; 0 until it has a number
let cancelled = false;

/** Draw the form for a ground. */
export function startParameters(found, bring) {
  scope = found;
  bringGround = bring;
  parameters.load = plan.load;
  const beats = new Set(plan.beat.filter(Boolean)).size;
  form.replaceChildren(
    h('form', { class: 'asked', onsubmit: (event) => { event.preventDefault(); solve(); } },
      choice('start', t('designer.start'), ['force', 'current', 'none'].map((name) => [name, t(`designer.start_${name}`)])),
      scope.loads.length > 1 ? choice('load', t('desk.load'), scope.loads.map((name) => [name, t(`designer.load_${name}`)]), () => setLoad(parameters.load)) : '',
      h('div', { class: 'pair' },
        field('count', t('designer.count'), { min: 1, step: 1, placeholder: beats || '' }),
        field('target_load', t('designer.target_load'), { min: 0, step: 'any' })),
      h('div', { class: 'pair' },
        field('max_imbalance', t('designer.max_imbalance'), { min: 0, max: 100, step: 'any' }, PERCENT),
        field('change_price', t('designer.change_price'), { min: 0, step: 'any' })),
      h('div', { class: 'pair' },
        field('plans', t('designer.plans'), { min: 1, max: 9, step: 1 }),
        field('seed', t('designer.seed'), { min: 0, step: 1 })),
      scope.hasJoint ? check('joint', t('designer.joint')) : '',
      h('p', { class: 'hint' }, t('designer.locks_note')),
      h('div', { class: 'form-end' },
        h('button', { class: 'button button-main', id: 'solve' }, t('designer.solve')),
        h('div', { id: 'progress', class: 'progress', hidden: true }))),
    h('div', { id: 'compared' }));
}

function field(name, words, more, scale = 1) {
  const value = parameters[name] === null ? '' : Number((parameters[name] * scale).toPrecision(6));
  const change = (event) => { parameters[name] = event.target.value === '' ? null : Number(event.target.value) / scale; };
  return h('label', {}, words, h('input', { type: 'number', id: `asked-${name}`, value, ...more, onchange: change, oninput: change }));
}

function choice(name, words, options, then = () => {}) {
  const select = h('select', { id: `asked-${name}`, onchange: () => { parameters[name] = select.value; then(); } },
    options.map(([value, said]) => h('option', { value, selected: parameters[name] === value }, said)));
  return h('label', {}, words, select);
}

function check(name, words) {
  return h('label', { class: 'choice' },
    h('input', { type: 'checkbox', id: `asked-${name}`, checked: parameters[name], onchange: (event) => { parameters[name] = event.target.checked; bringGround(); } }),
    h('span', {}, words));
}

/** Ask for plans and show them when they are made. */
async function solve() {
  const asked = { ...parameters, station: scope.station, locked_units: locks().units, locked_beats: locks().beats };
  if (asked.start === 'current') asked.current = beatsByCode();
  tellProgress(t('designer.waiting'));
  await attend(send('POST', 'jobs', { kind: 'beat_design', parameters: asked }));
}

/** Take up the design of this ground that still runs, when the page was loaded again meanwhile. */
export async function takeUpRunning() {
  const jobs = await ask('jobs');
  const mine = ({ kind, state, parameters: asked }) => kind === 'beat_design' && asked.station === scope.station && ['queued', 'running'].includes(state);
  const found = jobs.find(mine);
  if (found) await attend(found);
}

/** Follow a job to its end, and show what came of it. */
async function attend(asked) {
  cancelled = false;
  try {
    const { id } = await asked;
    running = id;
    if (cancelled) await stop(id);
    const ended = await follow(id, ({ done, total, before }) => {
      const share = total ? Math.round((100 * done) / total) : 0;
      tellProgress(before ? t('import.waiting', { count: before }) : t('designer.solving', { percent: share }), share);
    });
    if (ended.state === 'done') compare(ended);
    else say(t('designer.cancelled'));
  } catch (error) {
    document.getElementById('compared').replaceChildren(h('p', { class: 'form-error', role: 'alert' }, error.message));
  } finally {
    running = 0;
    document.getElementById('progress').hidden = true;
    document.getElementById('solve').disabled = false;
  }
}

function cancel() {
  cancelled = true;
  if (running) stop(running);
}

function tellProgress(words, share = 0) {
  const place = document.getElementById('progress');
  if (place.hidden) {
    document.getElementById('solve').disabled = true;
    place.hidden = false;
    place.replaceChildren(h('progress', { max: 100 }), h('span', { class: 'words', role: 'status' }),
      h('button', { type: 'button', class: 'button button-small', onclick: cancel }, t('designer.cancel')));
  }
  place.querySelector('progress').value = share;
  place.querySelector('.words').textContent = words;
}

const said = (row, { figure, digits }) => number(row[figure], digits);

/** Give the best figure of a column as it is written; empty where all plans have the same. */
function best(table, column) {
  const sorted = [...table].sort((one, two) => (one[column.figure] - two[column.figure]) * (column.less ? 1 : -1));
  const [first, last] = [said(sorted[0], column), said(sorted.at(-1), column)];
  return first === last ? '' : first;
}

/** Show the plans side by side; the first is taken at once. */
function compare({ result, problems }) {
  const choose = (place) => take(result.codes, result.plans[place]);
  const rows = result.table.map((row, place) => h('tr', {},
    h('th', { scope: 'row' }, h('label', {}, h('input', { type: 'radio', name: 'plan', value: place, checked: place === 0, onchange: () => choose(place) }), t('designer.plan', { plan: row.plan }))),
    COLUMNS.map((column) => h('td', { class: best(result.table, column) === said(row, column) ? 'best' : '' }, said(row, column)))));
  document.getElementById('compared').replaceChildren(
    h('h2', { class: 'list-heading' }, t('designer.compared')),
    h('table', { class: 'compared' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('designer.choose')), COLUMNS.map(({ name }) => h('th', { scope: 'col' }, t(`designer.column_${name}`))))),
      h('tbody', {}, rows)),
    h('p', { class: 'hint' }, t('designer.compared_note')),
    problems.length ? h('ul', { class: 'notes' }, problems.map((words) => h('li', {}, words))) : '');
  choose(0);
  document.querySelector('#compared .hint').scrollIntoView({ block: 'end' });
}
