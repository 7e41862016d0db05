// The base map: the county's own layers in pale colours. No tiles, no glyphs, no sprites from anywhere.

import { BASE, FONTS, SELECTED } from './palette.js';
import { boot } from './texts.js';
import { tileSource } from './tiles.js';

export const EMPTY = { type: 'FeatureCollection', features: [] };
export const SHADES_BELOW = 'water-area'; // shades of the land lie under water and roads
export const OVERLAYS_BELOW = 'label-village'; // overlays lie under the labels

export const HOVERED = ['boolean', ['feature-state', 'hover'], false];
export const CHOSEN = ['boolean', ['feature-state', 'chosen'], false];

const SOURCES = ['townships', 'roads', 'water', 'township-points'];

/** Write the style of the base map; its sources are filled as the layers arrive. */
export function baseStyle() {
  const sources = Object.fromEntries(SOURCES.map((name) => [name, { type: 'geojson', data: EMPTY }]));
  sources.villages = tileSource('villages');
  const layers = [{ id: 'outside', type: 'background', paint: { 'background-color': BASE.outside } }];
  if (boot.tileUrl) {
    sources.tiles = { type: 'raster', tiles: [boot.tileUrl], tileSize: 256 };
    layers.push({ id: 'tiles', type: 'raster', source: 'tiles', paint: { 'raster-saturation': -0.7 } });
  }
  layers.push(...land(), ...water(), ...borders(), ...roads(), ...labels());
  return { version: 8, sources, layers };
}

function land() {
  const opacity = boot.tileUrl ? 0 : 1;
  return [{
    id: 'land', type: 'fill', source: 'townships',
    paint: { 'fill-color': BASE.land, 'fill-opacity': opacity, 'fill-antialias': false },
  }];
}

function water() {
  return [
    {
      id: 'water-area', type: 'fill', source: 'water', filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': BASE.water },
    },
    {
      id: 'water-line', type: 'line', source: 'water', filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': BASE.water, 'line-width': scaled(1.5, 3, 8) },
    },
  ];
}

/** Villages that are chosen or under the pointer have a wider border. */
function borderWidth(usual) {
  return ['case', CHOSEN, 4, HOVERED, 2.5, usual];
}

function borders() {
  return [
    {
      id: 'village-border', type: 'line', source: 'villages', 'source-layer': 'villages', layout: { visibility: 'none' },
      paint: {
        'line-color': ['case', CHOSEN, SELECTED, HOVERED, SELECTED, BASE.villageBorder],
        'line-width': ['interpolate', ['exponential', 1.4], ['zoom'], 8, borderWidth(0.5), 11, borderWidth(0.8), 15, borderWidth(1.5)],
      },
    },
    {
      id: 'township-border', type: 'line', source: 'townships', layout: { 'line-join': 'round' },
      paint: { 'line-color': BASE.border, 'line-width': scaled(0.8, 1.2, 2), 'line-dasharray': [4, 2, 1, 2] },
    },
  ];
}

function roads() {
  const widths = { local: [0.3, 0.8, 4], secondary: [0.7, 1.6, 7], main: [1.2, 2.6, 10], highway: [1.6, 3.4, 12] };
  const line = (id, kind, colour, more, least) => ({
    id, type: 'line', source: 'roads', minzoom: least, filter: ['==', ['get', 'road_class'], kind],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': scaled(...widths[kind].map((width) => width + more)) },
  });
  const least = { local: 11, secondary: 9.5, main: 0, highway: 0 };
  const kinds = Object.keys(widths);
  return [
    ...kinds.map((kind) => line(`road-${kind}-case`, kind, BASE[kind][0], 1.2, least[kind])),
    ...kinds.map((kind) => line(`road-${kind}`, kind, BASE[kind][1], 0, least[kind])),
  ];
}

function labels() {
  const text = (id, source, size, colour, more = {}, paint = {}) => ({
    id, type: 'symbol', source, ...more,
    layout: {
      'text-field': ['get', 'name'], 'text-font': FONTS, 'text-size': size, 'text-max-width': 8,
      'text-padding': 4, ...more.layout,
    },
    paint: { 'text-color': colour, 'text-halo-color': BASE.halo, 'text-halo-width': 1.6, ...paint },
  });
  return [
    text('label-village', 'villages', scaled(10, 10.5, 13), BASE.quietText, { minzoom: 11.5, 'source-layer': 'villages_labels' }),
    text('label-road', 'roads', 10, BASE.quietText, {
      minzoom: 12, layout: { 'symbol-placement': 'line', 'symbol-spacing': 400, 'text-max-angle': 20 },
    }),
    text('label-water', 'water', 11, BASE.waterLabel, {
      minzoom: 10, layout: { 'symbol-placement': 'line', 'symbol-spacing': 600, 'text-letter-spacing': 0.2 },
    }),
    text('label-township', 'township-points', scaled(12, 13.5, 16), BASE.text, {
      maxzoom: 14,
      layout: {
        'text-letter-spacing': 0.06, 'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.9,
      },
    }, { 'text-halo-width': 2 }),
  ];
}

/** A width or size that grows with the zoom: at 8, 11 and 15. */
export function scaled(far, middle, near) {
  return ['interpolate', ['exponential', 1.4], ['zoom'], 8, far, 11, middle, 15, near];
}

/** Points to hang labels on, from the label_lon and label_lat that the service gives each polygon. */
export function labelPoints(collection) {
  const features = collection.features
    .filter(({ properties }) => properties.label_lon !== undefined)
    .map(({ id, properties }) => ({
      type: 'Feature', id, properties,
      geometry: { type: 'Point', coordinates: [properties.label_lon, properties.label_lat] },
    }));
  return { type: 'FeatureCollection', features };
}
