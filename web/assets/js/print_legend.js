// The legend of a printed sheet: what is shown, and nothing else.

import { h } from './dom.js';
import { OVERLAYS } from './layers.js';
import { line, overlayLegend, shadeLegend, swatch } from './legends.js';
import { BASE } from './palette.js';
import { get, shows } from './state.js';
import { label, t } from './texts.js';

const UNNAMED = ['labels']; // names explain themselves
const ROADS = ['highway', 'main', 'secondary'];

/** Draw the shade with its classes, then each overlay, then the base map; `places` counts what there is. */
export function sheetLegend(places) {
  const shade = shadeLegend(get('shade'));
  const overlays = Object.values(OVERLAYS).flat().filter((name) => shows(name) && !UNNAMED.includes(name));
  return [
    h('h2', {}, t('print.legend')),
    shade && h('section', { class: 'key' }, h('h3', {}, t(`desk.shade_${get('shade')}`)), shade),
    h('section', { class: 'key' }, overlays.flatMap(overlay)),
    h('section', { class: 'key key-base' }, base(places)),
  ];
}

function overlay(name) {
  const more = overlayLegend(name, { onPaper: true });
  return [row(swatch(name), t(`desk.show_${name}`)), more];
}

function base(places) {
  return [
    ...(places.townships ? [row(h('span', { class: 'swatch line line-township' }), label('layer', 'townships'))] : []),
    ...(places.roads ? ROADS.map((kind) => row(road(kind), label('road', kind))) : []),
    ...(places.water ? [row(line(BASE.water), label('layer', 'water'))] : []),
  ];
}

function road(kind) {
  const [edge, middle] = BASE[kind];
  return h('span', { class: 'swatch road', style: { background: middle, borderColor: edge } });
}

function row(picture, words) {
  return h('div', { class: 'legend-row' }, picture, h('span', {}, words));
}
