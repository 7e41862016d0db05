// What patrols are planned by: joint zones, corridors, areas in the country, reach and blind spots, routes.
// Each layer is asked for when it is first shown.

import { ask } from './api.js';
import { EMPTY, SHADES_BELOW, scaled } from './basemap.js';
import { clear, say } from './notices.js';
import { COVER, PATROL } from './palette.js';
import { get, shows, watch } from './state.js';
import { label, t } from './texts.js';

/** Overlays: the layers of the service that each one draws. */
export const PATROL_OVERLAYS = {
  'joint-zones': ['joint-zones'],
  corridors: ['corridors'],
  rural: ['rural-groups', 'rural-areas'],
  'key-sections': ['key-sections'],
  'standing-points': ['standing-points'],
  gaps: ['unvisited-roads', 'border-gaps'],
  closures: ['exits', 'closures'],
  routes: ['routes', 'stops'],
};

/** Analysis that an overlay comes from: nothing to show where it was never made. */
export const MADE_BY = {
  'joint-zones': 'zones', corridors: 'zones', rural: 'zones', 'key-sections': 'zones',
  'standing-points': 'blind_spots', gaps: 'blind_spots', closures: 'blind_spots', routes: 'routes',
};

/** Map layers in which the pointer finds something, uppermost first. */
export const PATROL_TOUCHABLE = [
  'stops', 'standing-points', 'closures', 'routes', 'key-sections', 'unvisited-roads', 'border-gaps', 'exits', 'corridors', 'joint-zones',
  'rural-groups', 'rural-areas', 'cover',
];

const BELOW_AREAS = 'incident-circle'; // disorderly areas and incidents lie on top
const asked = new Map(); // name of a layer: its collection, once asked for
const listeners = [];
const bringing = new Set(); // promises of layers on their way

/** Add sources and layers; nothing is asked for until it is shown. */
export function addPatrol(map) {
  addHatching(map);
  for (const name of [...Object.values(PATROL_OVERLAYS).flat(), 'cover']) map.addSource(name, { type: 'geojson', data: EMPTY });
  map.addLayer(coverLayer(), SHADES_BELOW);
  for (const layer of [...areaLayers(), ...lineLayers()]) map.addLayer(layer, BELOW_AREAS);
  for (const layer of pointLayers()) map.addLayer(layer);
  watch(['show', 'shade'], () => drawPatrol(map));
  watch(['beat', 'day', 'show'], () => drawRoutes(map));
  drawPatrol(map);
  drawRoutes(map);
}

/** Call back when a layer has arrived. */
export function onArrival(listener) {
  listeners.push(listener);
}

/** Wait for every layer that was asked for, whether it came or not. */
export function allBrought() {
  return Promise.all(bringing);
}

/** Give a layer that has arrived, or nothing. */
export function arrived(name) {
  const collection = asked.get(name);
  return collection?.features ? collection : null;
}

function drawPatrol(map) {
  for (const [overlay, names] of Object.entries(PATROL_OVERLAYS)) names.forEach((name) => show(map, name, shows(overlay)));
  show(map, 'cover', get('shade') === 'cover');
}

function show(map, name, on) {
  for (const layer of map.getStyle().layers) {
    if (layer.source === name) map.setLayoutProperty(layer.id, 'visibility', on ? 'visible' : 'none');
  }
  if (on && !asked.has(name)) {
    const brought = bring(map, name).finally(() => bringing.delete(brought));
    bringing.add(brought);
  }
}

async function bring(map, name) {
  asked.set(name, true);
  try {
    const collection = await ask(`patrol/${name}`);
    asked.set(name, collection);
    map.getSource(name).setData(collection);
    clear(name);
    listeners.forEach((listener) => listener(name));
  } catch (error) {
    asked.delete(name);
    say(name, label('layer', name.replaceAll('-', '_')), error.message, () => bring(map, name));
  }
}

/** Routes of the day chosen: of the beat chosen, else of all. Stops only of one beat, or they would hide the map. */
function drawRoutes(map) {
  const ofDay = ['==', ['to-number', ['get', 'day']], Number(get('day'))];
  const ofBeat = get('beat') ? ['==', ['to-string', ['get', 'beat_id']], get('beat')] : true;
  const chosen = ['all', ofDay, ofBeat];
  for (const id of ['routes', 'route-case']) map.setFilter(id, chosen);
  for (const id of ['stops', 'stop-number']) {
    map.setFilter(id, get('beat') ? chosen : ['all', ofDay, ['>=', ['zoom'], 12]]);
  }
}

function coverLayer() {
  return {
    id: 'cover', type: 'fill', source: 'cover',
    paint: {
      'fill-color': ['match', ['get', 'cover'], ...Object.entries(COVER).flat(), '#ffffff'],
      'fill-opacity': 0.8, 'fill-outline-color': '#ffffff',
    },
  };
}

function areaLayers() {
  const fill = (id, paint) => ({ id, type: 'fill', source: id, paint });
  const border = (source, colour, width, dashes) => ({
    id: `${source}-line`, type: 'line', source, layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width, ...(dashes ? { 'line-dasharray': dashes } : {}) },
  });
  return [
    fill('rural-groups', { 'fill-color': PATROL.rural, 'fill-opacity': 0.05 }),
    border('rural-groups', PATROL.rural, 0.9, [3, 2]),
    fill('rural-areas', { 'fill-color': PATROL.rural, 'fill-opacity': 0.03 }),
    border('rural-areas', PATROL.rural, 2),
    fill('corridors', { 'fill-color': PATROL.corridorFill, 'fill-opacity': 0.3 }),
    border('corridors', PATROL.corridor, 1.4, [4, 2]),
    fill('joint-zones', { 'fill-pattern': 'hatching' }),
    border('joint-zones', PATROL.joint, 2.2),
  ];
}

function lineLayers() {
  const line = (id, source, colour, width, dashes) => ({
    id, type: 'line', source, layout: { 'line-join': 'round', 'line-cap': dashes ? 'butt' : 'round' },
    paint: { 'line-color': colour, 'line-width': width, ...(dashes ? { 'line-dasharray': dashes } : {}) },
  });
  return [
    line('exits', 'exits', PATROL.exit, scaled(2, 3, 6)),
    line('border-gaps', 'border-gaps', PATROL.gap, scaled(2.5, 4, 6)),
    line('unvisited-roads', 'unvisited-roads', PATROL.unvisited, scaled(2, 3.5, 6), [2, 1]),
    line('key-section-case', 'key-sections', '#ffffff', scaled(4, 6, 11)),
    line('key-sections', 'key-sections', PATROL.section, scaled(2.5, 4, 8)),
    line('route-case', 'routes', '#ffffff', scaled(2.5, 4, 7)),
    line('routes', 'routes', PATROL.route, scaled(1.2, 2.2, 4.5)),
  ];
}

function pointLayers() {
  const proposed = ['==', ['get', 'status'], 'proposed'];
  return [
    {
      id: 'closures', type: 'symbol', source: 'closures',
      layout: { 'icon-image': 'closures', 'icon-size': scaled(0.6, 0.8, 1.1), 'icon-allow-overlap': true },
    },
    {
      id: 'standing-points', type: 'symbol', source: 'standing-points',
      layout: {
        'icon-image': ['case', proposed, 'proposed-point', 'standing-point'], 'icon-size': scaled(0.7, 0.9, 1.2),
        'icon-allow-overlap': true, 'text-field': ['case', proposed, ['to-string', ['get', 'rank']], ''],
        'text-size': 12, 'text-allow-overlap': true, 'text-offset': [0, 0.1],
      },
      paint: { 'text-color': '#ffffff' },
    },
    {
      id: 'stops', type: 'circle', source: 'stops',
      paint: { 'circle-radius': 8, 'circle-color': PATROL.route, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.5 },
    },
    {
      id: 'stop-number', type: 'symbol', source: 'stops',
      layout: { 'text-field': ['to-string', ['get', 'order']], 'text-size': 10.5, 'text-allow-overlap': true },
      paint: { 'text-color': '#ffffff' },
    },
  ];
}

/** Slanting lines that repeat without a seam. */
function addHatching(map) {
  const size = 16;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.strokeStyle = PATROL.joint;
  pen.lineWidth = 1.8;
  pen.globalAlpha = 0.65;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift - 2, size + 2);
    pen.lineTo(shift + size + 2, -2);
    pen.stroke();
  }
  map.addImage('hatching', pen.getImageData(0, 0, size, size), { pixelRatio: 2 });
}

/** Days that routes were planned for, such as `2026-01-05`. */
export function routeDays() {
  const routes = arrived('routes');
  if (!routes?.analysis) return [];
  const { first_day: first, days } = routes.analysis.parameters;
  return Array.from({ length: days }, (_, later) => {
    const day = new Date(`${first}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + later);
    return day.toISOString().slice(0, 10);
  });
}

/** What the title says of the overlays shown: the one, or that there are several. */
export function patrolTitle() {
  const named = Object.keys(PATROL_OVERLAYS).filter(shows);
  return named.length > 1 ? t('desk.group_patrol') : named.map((name) => t(`desk.show_${name}`)).join('');
}

/** What a legend says of a layer that holds nothing. */
export function emptyNote(overlay) {
  const found = PATROL_OVERLAYS[overlay].map(arrived);
  return found.every((collection) => collection && !collection.features.length) ? t('desk.base_missing') : '';
}
