// The plan on the map: units in the colours of their beats, outlines, figures; click and brush.

import { EMPTY, OVERLAYS_BELOW, SHADES_BELOW, scaled } from '../basemap.js';
import { h } from '../dom.js';
import { BASE, BEAT_BORDER, BEATS, FONTS, SELECTED } from '../palette.js';
import { addSymbols } from '../symbols.js';
import { number, t } from '../texts.js';
import { beginStroke, endStroke, figures, lockUnit, move, onChange, plan, refusal } from './plan.js';
import { chosen, onTool, say } from './tools.js';

const HOVERED = ['boolean', ['feature-state', 'hover'], false];
const BROKEN = '#a3180f';
const NO_BEAT = '#c9ced3';
const SOURCES = ['units', 'outlines', 'figures', 'locks', 'stations'];
const colours = new Map();

let map = null;
let edges = [];
let painted = [];
let hovered = 0;
let waiting = false;

/** Add sources and layers, and let the pointer move units. */
export function drawOn(made) {
  map = made;
  window.desk = { map };
  addSymbols(map);
  map.addImage('lock', lockImage(), { pixelRatio: 2 });
  for (const name of SOURCES) map.addSource(name, { type: 'geojson', data: EMPTY });
  for (const layer of unitLayers()) map.addLayer(layer, SHADES_BELOW);
  for (const layer of outlineLayers()) map.addLayer(layer, OVERLAYS_BELOW);
  for (const layer of signLayers()) map.addLayer(layer);
  bindPointer();
  onChange(draw);
  onTool(draw);
}

/** Show other units. */
export function showUnits(collection) {
  colours.clear();
  painted = [];
  map.removeFeatureState({ source: 'units' });
  map.getSource('units').setData(collection);
  edges = edgesOf(collection);
  draw();
}

/** Give the colour of a beat: another than those of the beats beside it. */
export function colourOf(beat) {
  if (!beat) return NO_BEAT;
  if (!colours.has(beat)) colours.set(beat, freeColour(beat));
  return colours.get(beat);
}

function freeColour(beat) {
  const beside = new Set();
  plan.beat.forEach((own, row) => {
    if (own !== beat) return;
    for (const { unit } of plan.borders[row]) beside.add(colours.get(plan.beat[unit]));
  });
  const counts = BEATS.map((colour) => [...colours.values()].filter((used) => used === colour).length);
  const free = BEATS.map((colour, place) => [beside.has(colour) ? 1 : 0, counts[place], place]);
  return BEATS[free.sort((one, two) => one[0] - two[0] || one[1] - two[1] || one[2] - two[2])[0][2]];
}

/** Draw anew once before the next picture, however much changed. */
function draw() {
  if (waiting) return;
  waiting = true;
  window.requestAnimationFrame(() => {
    waiting = false;
    const found = figures();
    found.rows.forEach(({ beat }) => colourOf(beat));
    plan.beat.forEach(colourUnit);
    map.getSource('outlines').setData(outlines(found));
    map.getSource('figures').setData(points(found.rows.map((row) => [middle(row.parts[0]), {
      said: `${row.beat}`, ratio: number(row.ratio, 2), order: row.beat === chosen.beat ? 0 : row.beat,
    }])));
    map.getSource('locks').setData(points([...plan.lockedUnits].map((row) => [plan.units[row], {}])));
  });
}

function colourUnit(beat, row) {
  const colour = colourOf(beat);
  if (painted[row] === colour) return;
  painted[row] = colour;
  map.setFeatureState({ source: 'units', id: row + 1 }, { colour });
}

/** Find the stretches of border: each with the unit on either side, -1 for none. */
function edgesOf({ features }) {
  const found = new Map();
  features.forEach(({ geometry }, row) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const ring of polygons.flat()) {
      for (let place = 1; place < ring.length; place += 1) {
        const ends = [ring[place - 1], ring[place]];
        const key = ends.map(String).sort().join(' ');
        const edge = found.get(key);
        if (edge) edge.sides[1] = row;
        else found.set(key, { ends, sides: [row, -1] });
      }
    }
  });
  return [...found.values()];
}

function outlines({ broken }) {
  const kinds = { beat: [], target: [], broken: [] };
  const lost = new Set(broken.flatMap((row) => row.parts.slice(1).flat()));
  for (const { ends, sides: [one, two] } of edges) {
    const [first, second] = [plan.beat[one], two < 0 ? -1 : plan.beat[two]];
    if (lost.has(one) !== lost.has(two)) kinds.broken.push(ends);
    if (first === second) continue;
    kinds.beat.push(ends);
    if (chosen.beat && (first === chosen.beat || second === chosen.beat)) kinds.target.push(ends);
  }
  return {
    type: 'FeatureCollection',
    features: Object.entries(kinds).map(([kind, lines]) => ({
      type: 'Feature', properties: { kind }, geometry: { type: 'MultiLineString', coordinates: lines },
    })),
  };
}

/** The unit that a beat's figures stand in: the nearest to the middle of its largest part. */
function middle(rows) {
  const units = rows.map((row) => plan.units[row]);
  const mean = (name) => units.reduce((sum, unit) => sum + unit[name] * unit.area_m2, 0) / units.reduce((sum, unit) => sum + unit.area_m2, 0);
  const [lon, lat] = [mean('label_lon'), mean('label_lat')];
  const far = (unit) => (unit.label_lon - lon) ** 2 + (unit.label_lat - lat) ** 2;
  return units.reduce((best, unit) => (far(unit) < far(best) ? unit : best));
}

function points(places) {
  return {
    type: 'FeatureCollection',
    features: places.map(([{ label_lon: lon, label_lat: lat }, properties]) => ({
      type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  };
}

function unitLayers() {
  return [
    {
      id: 'unit-fill', type: 'fill', source: 'units',
      paint: {
        'fill-color': ['to-color', ['feature-state', 'colour'], NO_BEAT],
        'fill-opacity': ['case', HOVERED, 0.95, 0.68],
      },
    },
    { id: 'unit-line', type: 'line', source: 'units', paint: { 'line-color': BEAT_BORDER, 'line-opacity': 0.55, 'line-width': scaled(0.4, 0.7, 1), 'line-dasharray': [3, 2] } },
  ];
}

function outlineLayers() {
  const line = (kind, colour, width, more = {}) => ({
    id: `outline-${kind}`, type: 'line', source: 'outlines', filter: ['==', ['get', 'kind'], kind],
    layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': width, ...more },
  });
  return [line('beat', BEAT_BORDER, scaled(1, 1.8, 2.6)), line('target', SELECTED, scaled(2.4, 4, 5)), line('broken', BROKEN, scaled(2.4, 4, 5))];
}

function signLayers() {
  return [
    { id: 'stations', type: 'symbol', source: 'stations', layout: { 'icon-image': 'stations', 'icon-size': scaled(0.5, 0.7, 1), 'icon-allow-overlap': true } },
    { id: 'locks', type: 'symbol', source: 'locks', layout: { 'icon-image': 'lock', 'icon-allow-overlap': true, 'icon-offset': [0, 14] } },
    {
      id: 'figures', type: 'symbol', source: 'figures',
      layout: {
        'text-field': ['format', ['get', 'said'], {}, '\n', {}, ['get', 'ratio'], { 'font-scale': 0.8 }],
        'text-font': FONTS, 'text-size': 14, 'text-line-height': 1.1, 'text-padding': 0,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'text-color': BASE.text, 'text-halo-color': BASE.halo, 'text-halo-width': 2.2 },
    },
  ];
}

function lockImage() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 28;
  const pen = canvas.getContext('2d');
  pen.lineWidth = 3;
  pen.strokeStyle = pen.fillStyle = '#1d242b';
  pen.beginPath();
  pen.arc(14, 11, 5, Math.PI, 0);
  pen.lineTo(19, 14);
  pen.moveTo(9, 11);
  pen.lineTo(9, 14);
  pen.stroke();
  pen.fillRect(6, 13, 16, 12);
  return pen.getImageData(0, 0, 28, 28);
}

function bindPointer() {
  map.boxZoom.disable(); // the shift key is the brush's
  const tip = h('div', { class: 'unit-tip', hidden: true });
  map.getContainer().append(tip);
  let painting = false;
  const begin = (event) => {
    if (!chosen.beat || !(chosen.brush || event.originalEvent.shiftKey)) return;
    event.preventDefault();
    painting = true;
    beginStroke();
    paint(event);
  };
  const paint = (event) => {
    const row = under(event);
    hover(row);
    showTip(tip, row, event.point);
    if (painting && row >= 0) give(row);
  };
  const end = () => {
    if (painting) endStroke();
    painting = false;
  };
  map.on('mousedown', begin);
  map.on('touchstart', (event) => { if (event.points.length === 1) begin(event); });
  map.on('mousemove', paint);
  map.on('touchmove', (event) => { if (painting) paint(event); });
  window.addEventListener('mouseup', end);
  map.on('touchend', end);
  map.on('mouseout', () => { hover(-1); tip.hidden = true; });
  map.on('click', (event) => {
    const row = under(event);
    if (row < 0) return;
    if (!chosen.beat || event.originalEvent.altKey) chosen.choose(plan.beat[row]);
    else give(row);
    showTip(tip, row, event.point);
  });
  map.on('contextmenu', (event) => {
    const row = under(event);
    if (row >= 0) lockUnit(row);
  });
}

function give(row) {
  const why = refusal(row, chosen.beat);
  if (plan.beat[row] === chosen.beat) return;
  if (why) say(t(`designer.${why}`, { unit: plan.units[row].name, beat: plan.beat[row] }));
  else move(row, chosen.beat);
}

function under(event) {
  const feature = map.queryRenderedFeatures(event.point, { layers: ['unit-fill'] })[0];
  return feature ? feature.id - 1 : -1;
}

function hover(row) {
  if (hovered === row + 1) return;
  if (hovered) map.setFeatureState({ source: 'units', id: hovered }, { hover: false });
  hovered = row + 1;
  if (hovered) map.setFeatureState({ source: 'units', id: hovered }, { hover: true });
  map.getCanvas().style.cursor = hovered ? (chosen.beat ? 'crosshair' : 'pointer') : '';
}

function showTip(tip, row, { x, y }) {
  tip.hidden = row < 0;
  if (row < 0) return;
  const unit = plan.units[row];
  const [beat, today] = [plan.beat[row], unit.beat_today];
  tip.replaceChildren(
    h('strong', {}, unit.name || unit.code),
    h('span', {}, `${beat ? t('desk.beat', { beat }) : t('designer.no_beat')} · ${t('desk.load')} ${number(unit[plan.load])}`),
    today && today !== beat ? h('span', { class: 'quiet' }, t('designer.was', { beat: today })) : '',
    plan.lockedUnits.has(row) ? h('span', { class: 'quiet' }, t('designer.locked')) : '');
  tip.style.transform = `translate(${x + 14}px, ${y + 14}px)`;
}
