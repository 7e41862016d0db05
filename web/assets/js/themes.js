// What is drawn on the base map: shades of the land, disorderly areas, beats, incidents, symbols.

import { CHOSEN, EMPTY, HOVERED, OVERLAYS_BELOW, SHADES_BELOW, labelPoints, scaled } from './basemap.js';
import { AREA, BASE, BEAT_BORDER, DENSITY, FONTS, INCIDENT, LOAD_RATIO, SELECTED, ZONES } from './palette.js';
import { PATROL_TOUCHABLE, addPatrol } from './patrol.js';
import { get, shows, watch } from './state.js';
import { addSymbols, drawBadge } from './symbols.js';
import { askTiles, tileSource } from './tiles.js';

const SIGNIFICANT = ['==', ['get', 'tier'], 'significant'];
const WATCHED = ['!=', ['get', 'tier'], 'significant'];
const RATIO = ['number-format', ['to-number', ['get', 'load_ratio']], { 'min-fraction-digits': 2, 'max-fraction-digits': 2 }];

/** Map layers of each overlay and shade. */
const PARTS = {
  areas: ['area-fill', 'area-line', 'area-ring', 'area-badge'],
  repeated: ['repeated'],
  watch: ['watch-fill', 'watch-line', 'watch-ring', 'watch-badge'],
  incidents: ['incident-circle', 'incident-count'],
  beats: ['beat-line', 'beat-label'],
  stations: ['stations'],
  checkpoints: ['checkpoints'],
  'key-places': ['key-places'],
  villages: ['village-area', 'village-border'],
  labels: ['label-township', 'label-village', 'label-road', 'label-water'],
};
const SHADES = { density: ['density'], zones: ['zones', 'zone-chosen'], beats: ['beat-fill'] };
const SINGLE = ['incident-point', 'incident-crowd', 'incident-dense'];
const singly = new WeakMap(); // maps on which incidents are shown one by one

/** Layers in which the pointer finds something, uppermost first. */
export const TOUCHABLE = [
  'area-badge', 'watch-badge', 'repeated', 'stations', 'checkpoints', 'key-places', 'incident-point', 'incident-dense',
  'incident-circle', 'area-fill', 'watch-fill', ...PATROL_TOUCHABLE, 'beat-fill', 'zones', 'density', 'village-area',
];

/** Add the sources and layers of every theme; nothing is shown until `drawThemes`. */
export function addThemes(map, { patrol = true } = {}) {
  addSymbols(map);
  for (const name of [
    'density', 'beats', 'beat-points', 'areas', 'area-points', 'incident-cells',
    'repeated', 'stations', 'checkpoints', 'key-places',
  ]) map.addSource(name, { type: 'geojson', data: EMPTY });
  for (const name of ['zones', 'incidents']) map.addSource(name, tileSource(name));
  for (const layer of shadeLayers()) map.addLayer(layer, SHADES_BELOW);
  for (const layer of overlayLayers()) map.addLayer(layer, OVERLAYS_BELOW);
  for (const layer of topLayers()) map.addLayer(layer);
  if (patrol) addPatrol(map);
  watch(['show', 'shade'], () => drawThemes(map));
  watch(['village'], () => map.setFilter('zone-chosen', village(get('village'))));
  drawThemes(map);
}

/** The one village of an id: outlines of all the others would be laid out for nothing. */
function village(id) {
  return ['==', ['get', 'id'], id];
}

/** Show what the state asks for and hide the rest. */
function drawThemes(map) {
  const put = (layers, on) => layers.forEach((id) => map.setLayoutProperty(id, 'visibility', on ? 'visible' : 'none'));
  for (const [overlay, layers] of Object.entries(PARTS)) put(layers, shows(overlay));
  for (const [shade, layers] of Object.entries(SHADES)) put(layers, get('shade') === shade);
  if (get('shade') === 'beats') put(PARTS.beats, true);
  put(SINGLE, shows('incidents') && Boolean(singly.get(map)));
}

/** Show incidents one by one, those that the parameters ask for; or, with null, not so. */
export function showSingly(map, parameters) {
  if (parameters) askTiles(map, 'incidents', { ...parameters, single: 'any' });
  if (Boolean(singly.get(map)) === Boolean(parameters)) return;
  singly.set(map, Boolean(parameters));
  drawThemes(map);
}

/** Fill a source, and the points that its labels hang on. */
export function setData(map, name, collection) {
  if (name === 'areas') collection.features.forEach(({ properties }) => drawBadge(map, properties));
  map.getSource(name).setData(collection);
  const points = { areas: 'area-points', beats: 'beat-points', townships: 'township-points' };
  if (points[name]) map.getSource(points[name]).setData(labelPoints(collection));
}

/** Colour the cells by the class limits that came with them. */
export function setDensityClasses(map, breaks) {
  const steps = breaks.flatMap((limit, place) => [limit, DENSITY[place + 1]]);
  map.setPaintProperty('density', 'fill-color', breaks.length ? ['step', ['get', 'per_km2'], DENSITY[0], ...steps] : DENSITY[0]);
}

function shadeLayers() {
  const ratio = LOAD_RATIO.slice(1).flat();
  return [
    { id: 'density', type: 'fill', source: 'density', paint: { 'fill-color': DENSITY[0], 'fill-opacity': 0.85, 'fill-antialias': false } },
    {
      id: 'zones', type: 'fill', source: 'zones', 'source-layer': 'zones',
      paint: {
        'fill-color': ['match', ['get', 'zone'], ...Object.entries(ZONES).flat(), '#ffffff'],
        'fill-opacity': ['case', HOVERED, 0.95, 0.75],
        'fill-antialias': ['step', ['zoom'], false, 12.5, true], // thousands of outlines a pixel wide would stall the map
      },
    },
    {
      id: 'beat-fill', type: 'fill', source: 'beats',
      paint: {
        'fill-color': ['step', ['to-number', ['get', 'load_ratio']], LOAD_RATIO[0][1], ...ratio],
        'fill-opacity': ['case', HOVERED, 0.95, 0.78],
      },
    },
  ];
}

/** Incidents one by one. Those of a crowd have no rim: it would cost as much as they do, and hide their neighbours. */
function dots(id, layer, radius, rim) {
  return {
    id, type: 'circle', source: 'incidents', 'source-layer': layer,
    paint: { 'circle-radius': radius, 'circle-color': INCIDENT, 'circle-opacity': 0.75, ...rim },
  };
}

function overlayLayers() {
  const circles = ['interpolate', ['linear'], ['sqrt', ['get', 'incidents']], 0, 0, 1, 4, 5, 10, 15, 22, 40, 40];
  return [
    { id: 'village-area', type: 'fill', source: 'villages', 'source-layer': 'villages', paint: { 'fill-opacity': 0 } }, // found by the pointer
    {
      id: 'zone-chosen', type: 'line', source: 'zones', 'source-layer': 'zones', layout: { 'line-join': 'round' },
      filter: village(get('village')), paint: { 'line-color': SELECTED, 'line-width': 4 },
    },
    {
      id: 'beat-line', type: 'line', source: 'beats', layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', CHOSEN, SELECTED, BEAT_BORDER],
        'line-width': ['case', CHOSEN, 4, HOVERED, 3, 1.4],
      },
    },
    {
      id: 'incident-circle', type: 'circle', source: 'incident-cells',
      paint: {
        'circle-radius': circles, 'circle-color': INCIDENT, 'circle-opacity': 0.55,
        'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1,
      },
    },
    {
      id: 'incident-dense', type: 'fill', source: 'incidents', 'source-layer': 'incident_cells',
      paint: { 'fill-color': INCIDENT, 'fill-opacity': 0.75, 'fill-antialias': false },
    },
    dots('incident-crowd', 'incident_crowds', scaled(1.2, 1.7, 3.5), {}),
    dots('incident-point', 'incidents', scaled(2, 3, 5), { 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 0.8 }),
    ...areaLayers('area', SIGNIFICANT, [1, 0], 2.2, 0.07),
    ...areaLayers('watch', WATCHED, [2, 1.6], 1.6, 0.02),
  ];
}

function areaLayers(prefix, filter, dashes, width, opacity) {
  return [
    {
      id: `${prefix}-fill`, type: 'fill', source: 'areas', filter,
      paint: { 'fill-color': AREA, 'fill-opacity': ['case', CHOSEN, 0.12, HOVERED, 0.2, opacity] },
    },
    {
      id: `${prefix}-line`, type: 'line', source: 'areas', filter, layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['case', CHOSEN, SELECTED, AREA], 'line-width': ['case', CHOSEN, 4, HOVERED, 3.2, width],
        ...(dashes[1] ? { 'line-dasharray': dashes } : {}),
      },
    },
  ];
}

function topLayers() {
  const symbolOf = (name) => ({
    id: name, type: 'symbol', source: name,
    layout: { 'icon-image': name, 'icon-size': scaled(0.6, 0.8, 1.1), 'icon-allow-overlap': true },
  });
  return [
    symbolOf('key-places'),
    symbolOf('checkpoints'),
    symbolOf('stations'),
    symbolOf('repeated'),
    {
      id: 'beat-label', type: 'symbol', source: 'beat-points',
      layout: {
        'text-field': ['format', ['to-string', ['get', 'beat_id']], {}, '\n', {}, RATIO, { 'font-scale': 0.8 }],
        'text-font': FONTS, 'text-size': 14, 'text-line-height': 1.1,
      },
      paint: { 'text-color': BASE.text, 'text-halo-color': BASE.halo, 'text-halo-width': 2.2 },
    },
    {
      id: 'incident-count', type: 'symbol', source: 'incident-cells', filter: ['>=', ['get', 'incidents'], 20],
      layout: { 'text-field': ['to-string', ['get', 'incidents']], 'text-font': FONTS, 'text-size': 11 },
      paint: { 'text-color': '#0d2c52', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
    },
    ...badge('watch', WATCHED, 12),
    ...badge('area', SIGNIFICANT, 14),
  ];
}

/** A numbered badge; a ring about it shows the one that is hovered or chosen. Better ranks lie on top. */
function badge(prefix, filter, radius) {
  return [
    {
      id: `${prefix}-ring`, type: 'circle', source: 'area-points', filter,
      paint: {
        'circle-radius': radius + 1, 'circle-color': SELECTED,
        'circle-opacity': ['case', CHOSEN, 1, HOVERED, 0.55, 0],
      },
    },
    {
      id: `${prefix}-badge`, type: 'symbol', source: 'area-points', filter,
      layout: {
        'icon-image': ['concat', ['get', 'tier'], '-', ['to-string', ['get', 'rank']]],
        'icon-allow-overlap': true, 'symbol-sort-key': ['-', ['get', 'rank']],
      },
    },
  ];
}
