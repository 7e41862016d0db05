// List and map agree: hovering or choosing an area or a beat in one shows it in the other. Villages have no list.

import { get, update, watch } from './state.js';

const SOURCES = { area: ['areas', 'area-points'], beat: ['beats', 'beat-points'], village: ['villages', 'zones'] };
const KEYS = { area: 'area_id', beat: 'beat_id', village: 'id' };
const TILED = ['village']; // known by their key alone: what is in view comes and goes
const features = { area: new Map(), beat: new Map(), village: new Map() };
const hovering = { area: '', beat: '', village: '' };
const listeners = [];

/** Make the features of a kind known by their key. */
export function know(kind, collection) {
  features[kind] = new Map(collection.features.map((feature) => [keyOf(kind, feature), feature]));
}

/** Give the key of a feature, such as its area_id. */
export function keyOf(kind, feature) {
  return String(feature.properties[KEYS[kind]]);
}

/** Give the feature of a key. */
export function featureOf(kind, key) {
  return features[kind].get(key);
}

/** Mark what the pointer or the focus is on; an empty key for nothing. */
export function hover(kind, key, from) {
  if (hovering[kind] === key) return;
  const before = hovering[kind];
  hovering[kind] = key;
  for (const listener of listeners) listener(kind, key, before, from);
}

/** Choose an area, a beat or a village; choosing it again lets it go. */
export function choose(kind, key) {
  const tab = { area: 'areas', beat: 'beats' }[kind] ?? get('tab');
  update({ [kind]: get(kind) === key ? '' : key, tab });
}

/** Call back with kind, key, key before and origin when the hover moves. */
export function onHover(listener) {
  listeners.push(listener);
}

/** Bind the map to the hover and the choice. */
export function linkMap(map, ready) {
  const mark = (kind, key, state) => {
    if (TILED.includes(kind)) {
      for (const source of key ? SOURCES[kind] : []) map.setFeatureState({ source, sourceLayer: source, id: key }, state);
      return;
    }
    const feature = featureOf(kind, key);
    if (!feature) return;
    for (const source of SOURCES[kind]) map.setFeatureState({ source, id: feature.id }, state);
  };
  onHover((kind, key, before) => {
    mark(kind, before, { hover: false });
    mark(kind, key, { hover: true });
  });
  const chosen = { area: '', beat: '', village: '' };
  const choice = () => {
    for (const kind of Object.keys(chosen)) {
      if (chosen[kind] === get(kind)) continue;
      mark(kind, chosen[kind], { chosen: false });
      chosen[kind] = get(kind);
      mark(kind, chosen[kind], { chosen: true });
      if (ready() && featureOf(kind, chosen[kind])) show(map, featureOf(kind, chosen[kind]));
    }
  };
  watch(['area', 'beat', 'village'], choice);
  choice();
}

/** Give west, south, east, north of a feature. */
function extent(feature) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] !== 'number') return part.forEach(visit);
    west = Math.min(west, part[0]);
    east = Math.max(east, part[0]);
    south = Math.min(south, part[1]);
    north = Math.max(north, part[1]);
    return undefined;
  };
  visit(feature.geometry.coordinates);
  return [west, south, east, north];
}

function show(map, feature) {
  const [west, south, east, north] = extent(feature);
  const view = map.getBounds();
  const middle = [(west + east) / 2, (south + north) / 2];
  const [wide, high] = [view.getEast() - view.getWest(), view.getNorth() - view.getSouth()];
  const tooSmall = east - west < wide * 0.04 && north - south < high * 0.04;
  const tooLarge = east - west > wide || north - south > high;
  if (tooSmall || tooLarge || !view.contains([west, south]) || !view.contains([east, north])) {
    const camera = map.cameraForBounds([[west, south], [east, north]], { padding: 120, maxZoom: 12.8 });
    map.easeTo({ center: middle, zoom: tooSmall || tooLarge ? camera.zoom : map.getZoom(), duration: calm() ? 0 : 600 });
  }
}

/** Tell whether the reader asked for less motion. */
export function calm() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
