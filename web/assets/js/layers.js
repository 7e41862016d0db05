// Which layers are shown: a switch for each, with its legend beneath it.

import { h } from './dom.js';
import { overlayLegend, shadeLegend, swatch } from './legends.js';
import { PATROL_OVERLAYS, onArrival } from './patrol.js';
import { get, shows, toggle, update, watch } from './state.js';
import { t } from './texts.js';

const SHADES = ['density', 'zones', 'beats', 'cover', 'none'];
/** Overlays by group, in the order in which they are listed. */
export const OVERLAYS = {
  order: ['areas', 'watch', 'repeated', 'incidents'],
  patrol: ['beats', ...Object.keys(PATROL_OVERLAYS)],
  places: ['stations', 'checkpoints', 'key-places', 'villages', 'labels'],
};

const place = document.getElementById('layer-list');

/** Draw the switches; `counts` says how much there is of each, so that empty ones can be told. */
export function startLayers(counts) {
  const shades = SHADES.map((name) => choice('radio', 'shade', name, t(`desk.shade_${name}`), get('shade') === name,
    () => update({ shade: name }), counts[name] === 0));
  const overlay = (name) => choice('checkbox', 'show', name, t(`desk.show_${name}`), shows(name),
    (event) => toggle(name, event.target.checked), counts[name] === 0, swatch(name));
  const group = (words, choices) => h('fieldset', {}, h('legend', {}, words), choices);
  place.replaceChildren(
    group(t('desk.shade'), shades),
    ...Object.entries(OVERLAYS).map(([name, overlays]) => group(t(`desk.group_${name}`), overlays.map(overlay))));
  watch(['shade', 'show', 'beat', 'day'], drawLegends);
  onArrival(drawLegends);
  drawLegends();
}

/** Draw the legends of what is shown anew. */
export function drawLegends() {
  place.querySelectorAll('.legend').forEach((legend) => legend.remove());
  put(`shade-${get('shade')}`, shadeLegend(get('shade')));
  for (const name of ['incidents', ...Object.keys(PATROL_OVERLAYS)].filter(shows)) put(`show-${name}`, overlayLegend(name));
}

function put(id, drawn) {
  if (drawn) document.getElementById(id).closest('.choice').after(drawn);
}

function choice(type, group, name, text, checked, onchange, isEmpty, picture = null) {
  const id = `${group}-${name}`;
  return h('div', { class: 'choice' },
    h('input', { type, id, name: group, checked, onchange }),
    h('label', { for: id }, picture, h('span', {}, text), isEmpty && h('span', { class: 'quiet' }, t('desk.base_missing'))));
}
