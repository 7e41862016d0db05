// The same points under each reading of their coordinates, side by side on the county's roads.

import * as maplibregl from '../vendor/maplibre-gl/maplibre-gl.mjs';
import { ask } from './api.js';
import { baseStyle, labelPoints } from './basemap.js';
import { h } from './dom.js';
import { INCIDENT } from './palette.js';
import { boot } from './texts.js';

const SQUARE = 0.02; // degrees
const NEAR = 13.3;
const BASE = ['townships', 'roads', 'water'];

/** Draw a small map for each reading; `choose` hears which one is taken. The maps move together. */
export async function drawReadings(place, points, chosen, choose) {
  const layers = await Promise.all(BASE.map((name) => ask(`places/${name}`)));
  const center = densest(Object.values(points)[0]);
  const maps = Object.entries(points).map(([code, found]) => {
    const box = h('div', { class: 'small-map' });
    place.append(h('div', { class: 'reading' },
      h('label', {}, h('input', { type: 'radio', name: 'reading', value: code, checked: same(code, chosen), onchange: () => choose(code) }), words(code)),
      box));
    const map = new maplibregl.Map({
      container: box, style: baseStyle(), center, zoom: NEAR, attributionControl: false, dragRotate: false,
      localIdeographFontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif', fadeDuration: 0,
    });
    map.once('style.load', () => {
      BASE.forEach((name, number) => map.getSource(name).setData(layers[number]));
      map.getSource('township-points').setData(labelPoints(layers[0]));
      map.addSource('points', { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates: found } } });
      map.addLayer({ id: 'points', type: 'circle', source: 'points', paint: { 'circle-radius': 2.6, 'circle-color': INCIDENT, 'circle-opacity': 0.75 } });
    });
    return map;
  });
  for (const map of maps) {
    map.on('move', (event) => {
      if (!event.originalEvent) return; // moved by another map
      for (const other of maps) if (other !== map) other.jumpTo({ center: map.getCenter(), zoom: map.getZoom() });
    });
  }
  window.readings = maps;
}

function same(code, chosen) {
  return code === chosen || (code === 'wgs84' && chosen === 'cgcs2000');
}

function words(code) {
  return boot.texts[`import.crs_${code}`] ?? code;
}

/** The middle of the densest square of some 2 km: there one sees whether points lie along streets. */
function densest(points) {
  const squares = new Map();
  for (const [lon, lat] of points) {
    const key = `${Math.floor(lon / SQUARE)} ${Math.floor(lat / SQUARE)}`;
    squares.set(key, [...(squares.get(key) ?? []), [lon, lat]]);
  }
  const most = [...squares.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
  const mean = (axis) => most.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, most.length);
  return [mean(0), mean(1)];
}
