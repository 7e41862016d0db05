// Legends: the picture of each overlay, the classes of each shade. The desk's switches and the printed sheet show the same.

import { h } from './dom.js';
import { shown } from './incidents.js';
import { BEAT_BORDER, COVER, DENSITY, INCIDENT, LOAD_RATIO, PATROL, ZONES } from './palette.js';
import { PATROL_OVERLAYS, arrived, emptyNote, routeDays } from './patrol.js';
import { get, update } from './state.js';
import { symbol } from './symbols.js';
import { boot, figure, label, metres, number, t } from './texts.js';

const LINES = {
  corridors: [PATROL.corridor, 'dashed'], rural: [PATROL.rural], 'key-sections': [PATROL.section, 'solid', 4], gaps: [PATROL.gap, 'solid', 4], closures: [PATROL.exit], routes: [PATROL.route],
};

/** Draw the classes of a shade; null where it has none. */
export function shadeLegend(name) {
  return { density: densityLegend, zones: zonesLegend, beats: beatsLegend, cover: coverLegend }[name]?.() ?? null;
}

/** Draw what is to be known of an overlay beside its picture; on paper nothing can be chosen or zoomed. */
export function overlayLegend(name, { onPaper = false } = {}) {
  if (name === 'incidents') return shown.incidents ? incidentsLegend(onPaper) : null;
  if (!(name in PATROL_OVERLAYS)) return null;
  if (emptyNote(name)) return legend([], emptyNote(name));
  if (name === 'routes') return routesLegend(onPaper);
  if (name === 'corridors') return legend([], t('desk.corridor_note'));
  const rows = PARTS[name]?.();
  return rows ? h('div', { class: 'legend' }, rows.map(([picture, topic]) => h('div', { class: 'legend-row' }, picture, label('layer', topic)))) : null;
}

/** Draw the picture of an overlay. */
export function swatch(name) {
  if (name === 'areas') return h('span', { class: 'swatch badge' }, '1');
  if (name === 'watch') return h('span', { class: 'swatch badge badge-watch' }, '9');
  if (name === 'incidents') return h('span', { class: 'swatch dot', style: { background: INCIDENT } });
  if (name === 'beats') return h('span', { class: 'swatch line', style: { borderColor: BEAT_BORDER } });
  if (name === 'villages') return h('span', { class: 'swatch line line-thin' });
  if (name in LINES) return line(...LINES[name]);
  if (name === 'joint-zones') return h('span', { class: 'swatch hatch' });
  if (name === 'standing-points') return symbol('proposed-point');
  if (name === 'labels') return h('span', { class: 'swatch letter', 'aria-hidden': 'true' }, t('desk.letter'));
  return symbol(name);
}

/** Draw a line as a picture. */
export function line(colour, style = 'solid', width = 3) {
  return h('span', { class: 'swatch line', style: { borderTop: `${width}px ${style} ${colour}` } });
}

/** What an overlay of several layers is made of, each with its picture. */
const PARTS = {
  rural: () => [[line(PATROL.rural), 'rural_areas'], [line(PATROL.rural, 'dashed', 1), 'rural_groups']],
  'standing-points': () => [[symbol('standing-point'), 'standing_points'], [symbol('proposed-point'), 'proposed_points']],
  gaps: () => [[line(PATROL.unvisited, 'dashed'), 'unvisited_roads'], [line(PATROL.gap, 'solid', 4), 'border_gaps']],
  closures: () => [[symbol('closures'), 'new_checkpoints'], [line(PATROL.exit), 'zone_exits']],
};

/** The day whose routes are shown, to choose. */
function routesLegend(onPaper) {
  const days = routeDays();
  if (!days.length) return null;
  const whose = get('beat') ? t('desk.routes_of_beat', { beat: get('beat') }) : t('desk.routes_note');
  if (onPaper) return legend([], [days[Number(get('day')) - 1], get('beat') && whose].filter(Boolean).join(' · '));
  const chooser = h('select', { 'aria-label': t('desk.route_day'), onchange: (event) => update({ day: event.target.value }) },
    days.map((day, place) => h('option', { value: place + 1, selected: String(place + 1) === get('day') }, day)));
  return h('div', { class: 'legend' }, chooser,
    h('p', { class: 'legend-note' }, whose));
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

function coverLegend() {
  const cover = arrived('cover');
  const minutes = cover?.analysis?.parameters.within_min;
  return legend(Object.entries(COVER).map(([code, colour]) => [colour, label('cover', code)]),
    ...(minutes ? [t('desk.cover_note', { minutes: figure(minutes) })] : []));
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

function incidentsLegend(onPaper) {
  const { kind, cellM, total, awaitsPurpose } = shown.incidents;
  const circles = boot.rows && !onPaper ? 'desk.unit_incidents' : 'desk.unit_circles';
  const unit = kind === 'cells' ? t(circles, { cell: metres(cellM) }) : t('desk.unit_incident');
  return legend([], unit, t(onPaper ? 'print.in_view' : 'desk.in_view', { count: number(total) }), ...(awaitsPurpose ? [t('desk.purpose_missing')] : []));
}
