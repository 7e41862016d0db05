// Which layers are shown, each with its legend beneath it.

import { h } from './dom.js';
import { shown } from './incidents.js';
import { BEAT_BORDER, DENSITY, INCIDENT, LOAD_RATIO, ZONES } from './palette.js';
import { get, shows, toggle, update, watch } from './state.js';
import { symbol } from './symbols.js';
import { figure, label, metres, number, t } from './texts.js';

const SHADES = ['density', 'zones', 'beats', 'none'];
const OVERLAYS = ['areas', 'watch', 'repeated', 'incidents', 'beats', 'stations', 'checkpoints', 'key-places', 'villages', 'labels'];

const place = document.getElementById('layer-list');

/** Draw the switches; `counts` says how much there is of each, so that empty ones can be told. */
export function startLayers(counts) {
  const shades = SHADES.map((name) => choice('radio', 'shade', name, t(`desk.shade_${name}`), get('shade') === name,
    () => update({ shade: name }), counts[name] === 0));
  const overlays = OVERLAYS.map((name) => choice('checkbox', 'show', name, t(`desk.show_${name}`), shows(name),
    (event) => toggle(name, event.target.checked), counts[name] === 0, swatch(name)));
  place.replaceChildren(
    h('fieldset', {}, h('legend', {}, t('desk.shade')), shades),
    h('fieldset', {}, h('legend', {}, t('desk.show')), overlays));
  watch(['shade', 'show'], drawLegends);
  drawLegends();
}

/** Draw the legend of the shade and of the incidents anew. */
export function drawLegends() {
  place.querySelectorAll('.legend').forEach((legend) => legend.remove());
  const legends = { density: densityLegend, zones: zonesLegend, beats: beatsLegend };
  const shade = legends[get('shade')]?.();
  if (shade) place.querySelector(`#shade-${get('shade')}`).closest('.choice').after(shade);
  if (shows('incidents') && shown.incidents) place.querySelector('#show-incidents').closest('.choice').after(incidentsLegend());
}

function choice(type, group, name, text, checked, onchange, isEmpty, picture = null) {
  const id = `${group}-${name}`;
  return h('div', { class: 'choice' },
    h('input', { type, id, name: group, checked, onchange }),
    h('label', { for: id }, picture, h('span', {}, text), isEmpty && h('span', { class: 'quiet' }, t('desk.base_missing'))));
}

function swatch(name) {
  if (name === 'areas') return h('span', { class: 'swatch badge' }, '1');
  if (name === 'watch') return h('span', { class: 'swatch badge badge-watch' }, '9');
  if (name === 'incidents') return h('span', { class: 'swatch dot', style: { background: INCIDENT } });
  if (name === 'beats') return h('span', { class: 'swatch line', style: { borderColor: BEAT_BORDER } });
  if (name === 'villages') return h('span', { class: 'swatch line line-thin' });
  if (name === 'labels') return h('span', { class: 'swatch letter', 'aria-hidden': 'true' }, t('desk.letter'));
  return symbol(name);
}

function legend(rows, ...notes) {
  return h('div', { class: 'legend' },
    rows.map(([colour, text]) => h('div', { class: 'legend-row' },
      h('span', { class: 'legend-box', style: { background: colour } }), text)),
    notes.map((note) => h('p', { class: 'legend-note' }, note)));
}

function densityLegend() {
  if (!shown.cellM) return null;
  const limits = shown.breaks;
  const rows = DENSITY.slice(0, limits.length + 1).map((colour, index) => [colour, between(limits[index - 1], limits[index])]);
  return legend(rows, t('desk.unit_density', { cell: metres(shown.cellM) }), t('desk.unit_density_period'));
}

function between(from, to) {
  const words = { from: figure(from), to: figure(to) };
  if (from === undefined) return t('desk.class_below', words);
  return to === undefined ? t('desk.class_above', words) : t('desk.class_between', words);
}

function zonesLegend() {
  return legend(Object.entries(ZONES).map(([zone, colour]) => [colour, label('zone', zone)]));
}

function beatsLegend() {
  const rows = LOAD_RATIO.map(([from, colour], index) => [colour, ratioClass(from, LOAD_RATIO[index + 1]?.[0])]);
  return legend(rows, `${t('desk.load_ratio')} = ${t('desk.load_ratio_note')}`, t('desk.beat_figures'));
}

function ratioClass(from, to) {
  const words = { from: number(from, 2), to: number(to, 2) };
  if (from === 0) return t('desk.class_below', words);
  return to === undefined ? t('desk.class_above', words) : t('desk.class_between', words);
}

function incidentsLegend() {
  const { kind, cellM, total } = shown.incidents;
  const unit = kind === 'cells' ? t('desk.unit_incidents', { cell: metres(cellM) }) : t('desk.unit_incident');
  return legend([], unit, t('desk.in_view', { count: number(total) }));
}
