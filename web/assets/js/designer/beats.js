// The list of beats: load, shape and warnings of each at once; the chosen one with its units and neighbours.

import { h } from '../dom.js';
import { LOAD_RATIO } from '../palette.js';
import { number, t } from '../texts.js';
import { colourOf } from './drawing.js';
import { figures, lockBeat, lockUnit, move, onChange, plan, refusal } from './plan.js';
import { chosen, onTool, say } from './tools.js';

const list = document.getElementById('list-beats');

/** Draw the list, and keep it in step with the plan. */
export function startBeats() {
  onChange(draw);
  onTool(draw);
}

function draw() {
  const focus = document.activeElement?.dataset?.focus;
  const found = figures();
  const chosenRow = found.rows.find(({ beat }) => beat === chosen.beat);
  list.replaceChildren(
    summary(found),
    ...warnings(found),
    h('ol', { class: 'rows' }, found.rows.map(beatRow), chosen.beat && !chosenRow ? newRow() : ''));
  if (focus) list.querySelector(`[data-focus="${focus}"]`)?.focus();
}

function summary(found) {
  if (!found.rows.length) return h('p', { class: 'empty' }, t('designer.no_plan'));
  const facts = [
    [t('designer.beats'), number(found.rows.length)],
    [t('desk.load_ratio'), `${number(found.least, 2)}–${number(found.most, 2)}`],
    [t('designer.moved'), number(found.moved)],
  ];
  return h('dl', { class: 'plan-facts' }, facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

function warnings({ broken, without, rows }) {
  const mixed = rows.filter(({ stations, rows: own }) => stations.size > 1 && !own.every((row) => plan.units[row].joint_zone_id));
  const said = [
    ...broken.map(({ beat, parts }) => t('designer.broken', { beat, parts: parts.length })),
    ...mixed.map(({ beat }) => t('designer.mixed', { beat })),
    ...(without ? [t('designer.without', { count: number(without) })] : []),
  ];
  return [h('div', { class: 'warnings', role: 'status' }, said.map((words) => h('p', {}, words)))];
}

function beatRow(row) {
  const { beat, ratio, load } = row;
  const isChosen = beat === chosen.beat;
  const note = [t('desk.units', { count: number(row.rows.length) }), t('designer.compactness', { value: number(row.compactness, 2) })].join(' · ');
  return h('li', { class: isChosen ? 'beat beat-chosen' : 'beat' },
    h('div', { class: 'beat-line' },
      h('button', { class: 'row', 'data-focus': `beat-${beat}`, 'aria-expanded': String(isChosen), onclick: () => chosen.choose(beat), onkeydown: step },
        h('span', { class: 'badge badge-plan', style: { background: colourOf(beat) } }, String(beat)),
        h('span', { class: 'row-text' }, h('span', { class: 'row-title' }, t('desk.beat', { beat })), h('span', { class: 'row-note' }, note)),
        h('span', { class: 'ratio' },
          h('span', { class: 'ratio-figure' }, number(ratio, 2)),
          h('span', { class: 'ratio-track', 'aria-hidden': 'true' },
            h('span', { class: 'ratio-bar', style: { width: `${Math.min(ratio / 2, 1) * 100}%`, background: ratioColour(ratio) } })),
          h('span', { class: 'row-note' }, `${t('desk.load')} ${number(load)}`))),
      lockButton(plan.lockedBeats.has(beat), t('designer.lock_beat', { beat }), `lock-${beat}`, () => lockBeat(beat))),
    isChosen ? unitsOf(row) : '');
}

function newRow() {
  return h('li', { class: 'beat beat-chosen' }, h('p', { class: 'empty' }, t('designer.new_note', { beat: chosen.beat })));
}

/** Units of a beat, and those beside it: for who works with the keys. */
function unitsOf({ beat, rows }) {
  const own = new Set(rows);
  const beside = [...new Set(rows.flatMap((row) => plan.borders[row].map(({ unit }) => unit)))].filter((row) => !own.has(row));
  const by = (one, two) => plan.units[two][plan.load] - plan.units[one][plan.load];
  return h('div', { class: 'beat-units' },
    h('h3', {}, t('designer.beside')),
    h('ul', {}, beside.sort(by).map((row) => h('li', {},
      h('button', { class: 'unit', 'data-focus': `unit-${row}`, onclick: () => give(row, beat), title: t('designer.move_here', { beat }) },
        h('span', { class: 'plus', 'aria-hidden': 'true' }, '+'),
        h('span', { class: 'row-title' }, plan.units[row].name),
        h('span', { class: 'row-note' }, `${plan.beat[row] ? t('desk.beat', { beat: plan.beat[row] }) : t('designer.no_beat')} · ${number(plan.units[row][plan.load])}`))))),
    h('h3', {}, t('designer.own')),
    h('ul', {}, [...rows].sort(by).map((row) => h('li', { class: 'unit' },
      h('span', { class: 'row-title' }, plan.units[row].name),
      h('span', { class: 'row-note' }, number(plan.units[row][plan.load])),
      lockButton(plan.lockedUnits.has(row), t('designer.lock_unit', { unit: plan.units[row].name }), `lock-unit-${row}`, () => lockUnit(row))))));
}

function give(row, beat) {
  const why = refusal(row, beat);
  if (why) say(t(`designer.${why}`, { unit: plan.units[row].name, beat: plan.beat[row] }));
  else move(row, beat);
}

function lockButton(on, words, focus, onclick) {
  return h('button', { class: 'lock', 'data-focus': focus, 'aria-pressed': String(on), 'aria-label': words, title: words, onclick });
}

function step(event) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (!(event.key in moves)) return;
  const rows = [...list.querySelectorAll('.row')];
  rows[rows.indexOf(event.currentTarget) + moves[event.key]]?.focus();
  event.preventDefault();
}

function ratioColour(ratio) {
  return LOAD_RATIO.findLast(([limit]) => ratio >= limit)[1];
}
