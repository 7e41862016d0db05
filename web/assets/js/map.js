// The map itself: made once, its view in the address bar, the pointer bound to areas and beats.

import * as maplibregl from '../vendor/maplibre-gl/maplibre-gl.mjs';
import { baseStyle } from './basemap.js';
import { h } from './dom.js';
import { lightenWhileMoved } from './lighten.js';
import { calm, choose, hover, keyOf } from './linkage.js';
import { PATROL_TOUCHABLE } from './patrol.js';
import { get, update } from './state.js';
import { TOUCHABLE } from './themes.js';
import { sayMissingTiles } from './tiles.js';
import { figure, label, moment, number, t } from './texts.js';

const KINDS = {
  'area-badge': 'area', 'watch-badge': 'area', 'area-fill': 'area', 'watch-fill': 'area', 'beat-fill': 'beat',
  zones: 'village', 'village-area': 'village',
};
const LINKED = ['area', 'beat', 'village'];
const PADDING = { top: 20, right: 250, bottom: 28, left: 60 }; // clear of the controls and the legend

/** Make the map over the whole county, or over the view that the address asks for. */
export function makeMap(bounds) {
  const map = plainMap('map', view(bounds));
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-left');
  map.addControl(wholeCounty(bounds), 'top-left');
  map.addControl(new maplibregl.ScaleControl({ maxWidth: 120 }), 'bottom-left');
  map.addControl(new maplibregl.AttributionControl({ compact: false, customAttribution: t('desk.attribution') }), 'bottom-right');
  map.on('moveend', () => update({ map: address(map) }));
  lightenWhileMoved(map);
  return map;
}

/** Make a second map that stands where the first one does, whichever of them is moved. */
export async function makeBeside(main, container) {
  const map = plainMap(container, { center: main.getCenter(), zoom: main.getZoom() });
  let moving = false;
  const follow = (one, other) => one.on('move', () => {
    if (moving) return;
    moving = true;
    other.jumpTo({ center: one.getCenter(), zoom: one.getZoom() });
    moving = false;
  });
  follow(main, map);
  follow(map, main);
  await new Promise((resolve) => { map.once('style.load', resolve); });
  bindPointer(map);
  return map;
}

/** Make a map without controls; `place` is where it stands and whatever else is its own. */
export function plainMap(container, place) {
  const map = new maplibregl.Map({
    container,
    style: baseStyle(),
    localIdeographFontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 18,
    locale: {
      'NavigationControl.ZoomIn': t('desk.zoom_in'), 'NavigationControl.ZoomOut': t('desk.zoom_out'), 'Map.Title': t('desk.map'),
    },
    fadeDuration: 0, // each step of a fading label is a whole picture more, and without a graphics card that takes its time
    ...place,
  });
  map.touchZoomRotate.disableRotation();
  sayMissingTiles(map);
  return map;
}

/** Let hovering and clicking on the map find areas, beats and villages, and say what is under the pointer. */
export function bindPointer(map) {
  const popup = new maplibregl.Popup({ closeButton: false, closeOnClick: false, maxWidth: '320px', offset: 10 });
  const under = (event, but = '') => map.queryRenderedFeatures(event.point, { layers: TOUCHABLE.filter((id) => id !== but && map.getLayer(id)) })[0];
  const point = (event) => {
    const feature = under(event);
    const kind = feature && KINDS[feature.layer.id];
    for (const each of LINKED) hover(each, kind === each ? keyOf(each, feature) : '', 'map');
    map.getCanvas().style.cursor = kind ? 'pointer' : '';
    const lines = feature ? describe(feature) : [];
    const facts = PATROL_TOUCHABLE.includes(feature?.layer.id) ? feature.properties.facts : [];
    if (lines.length) popup.setLngLat(event.lngLat).setDOMContent(tip(lines, facts)).addTo(map);
    else popup.remove();
  };
  // Looked up once a picture at most, and not while the map moves: the pointer then stays on the same place.
  let newest = null;
  map.on('mousemove', (event) => {
    const waits = newest;
    newest = event;
    if (waits) return;
    window.requestAnimationFrame(() => {
      if (newest && !map.isMoving()) point(newest);
      newest = null;
    });
  });
  map.on('mouseout', () => {
    newest = null;
    popup.remove();
    for (const each of LINKED) hover(each, '', 'map');
  });
  map.on('click', (event) => {
    const feature = under(event, 'density'); // it is not chosen, and hides no village
    const kind = feature && KINDS[feature.layer.id];
    if (kind) choose(kind, keyOf(kind, feature));
    else update({ area: '', beat: '', village: '' });
  });
}

function tip(lines, facts) {
  return h('div', { class: 'tip' },
    lines.map((line) => h('p', {}, line)),
    facts.length ? h('dl', {}, facts.flatMap(([heading, words]) => [h('dt', {}, heading), h('dd', {}, words)])) : null);
}

function describe({ layer, properties: p }) {
  const said = {
    area: () => [`${p.rank} · ${p.place}`, label('tier', p.tier), t('desk.incident_count', { count: number(p.incidents) })],
    beat: () => [t('desk.beat', { beat: p.beat_id }), `${t('desk.load_ratio')} ${number(p.load_ratio, 2)}`],
    zones: () => [p.name, t('desk.zone_of', { zone: label('zone', p.zone), source: label('zone_source', p.zone_source) })],
    density: () => [t('desk.incident_count', { count: number(p.incidents) }), t('desk.per_km2', { count: figure(p.per_km2) })],
    'incident-circle': () => [t('desk.incident_count', { count: number(p.incidents) })],
    'incident-dense': () => [t('desk.incident_count', { count: number(p.incidents) })],
    'incident-point': () => [`${label('kind', p.kind)} · ${label('category', p.category)}`, occurred(p)],
    'village-area': () => [p.name],
    repeated: () => [p.place, t('desk.incident_count', { count: number(p.incidents) }), p.main_category],
    stations: () => [p.name],
    checkpoints: () => [p.name, label('layer', 'checkpoints')],
    'key-places': () => [p.name, p.kind],
  };
  return ((said[layer.id] ?? said[KINDS[layer.id]])?.() ?? [p.title]).filter(Boolean);
}

function occurred({ occurred_from: from, occurred_to: to }) {
  if (!from) return t('desk.occurred_nearer');
  if (from === to) return t('desk.occurred', { time: moment(from) });
  return t('desk.occurred_between', { from: moment(from), to: moment(to) });
}

function wholeCounty(bounds) {
  const button = h('button', { type: 'button', title: t('desk.whole_county'), 'aria-label': t('desk.whole_county'), class: 'home' }, '⌂');
  const box = h('div', { class: 'maplibregl-ctrl maplibregl-ctrl-group' }, button);
  return {
    onAdd(map) {
      button.addEventListener('click', () => map.fitBounds(bounds, { padding: PADDING, duration: calm() ? 0 : 500 }));
      return box;
    },
    onRemove() { box.remove(); },
  };
}

function view(bounds) {
  const [zoom, lat, lon] = get('map').split('/').map(Number);
  if ([zoom, lat, lon].every(Number.isFinite) && get('map') && Math.abs(lat) <= 85) return { center: [lon, lat], zoom };
  return { bounds, fitBoundsOptions: { padding: PADDING } };
}

function address(map) {
  const { lng, lat } = map.getCenter();
  return `${map.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`;
}
