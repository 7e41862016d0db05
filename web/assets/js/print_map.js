// The map of a printed sheet: drawn as large as its frame on the paper, at the resolution of print, and kept as a picture.

import { plainMap } from './map.js';
import { get } from './state.js';

const DPI = 250;
const CSS_DPI = 96;
const METRES_PER_INCH = 0.0254;
const EQUATOR_M = 40075017;
const TILE_PX = 512;
const MARGIN_PX = 10;
const OUTSIDE = '#f3f5f6';
const BADGE = 0.78;
const LABEL_PLACES = [ // tried in turn, in letters away from the middle; the first that covers nothing is taken
  'center', [0, 0], 'top', [0, 0.9], 'bottom', [0, -0.9], 'left', [0.9, 0], 'right', [-0.9, 0],
  'top', [0, 2.2], 'bottom', [0, -2.2], 'left', [2.4, 0], 'right', [-2.4, 0], 'top', [0, 3.6], 'bottom', [0, -3.6], 'left', [4, 0], 'right', [-4, 0],
];
const SCREEN = [1000, 640]; // pixels; what a link shows that names the middle and the zoom alone
const MOST_PX = 8192;

/** Symbols and names are drawn larger on larger paper, which is read from further away. */
const MAGNIFIED = { a4: 1, a3: 1.25 };

/** Make the map beside the sheet, where nobody sees it; gives it once it has its style. */
export async function makeSheetMap(bounds) {
  const map = plainMap('map', {
    bounds, interactive: false, trackResize: false, fadeDuration: 0, maxCanvasSize: [MOST_PX, MOST_PX],
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  await new Promise((resolve) => { map.once('style.load', resolve); });
  return map;
}

/** Set the style for paper: less ink beyond the county, smaller numbers, and no township without its name. */
export function setForPaper(map) {
  map.setPaintProperty('outside', 'background-color', OUTSIDE);
  for (const badge of ['area-badge', 'watch-badge']) map.setLayoutProperty(badge, 'icon-size', BADGE);
  map.setLayoutProperty('label-township', 'text-variable-anchor-offset', LABEL_PLACES);
  map.setLayoutProperty('label-township', 'text-overlap', 'always');
}

/** Let the map fill a frame, over the ground that the address asks for; gives the scale, as in 1 : scale. */
export function stand(map, frame, county) {
  const magnified = MAGNIFIED[get('paper')];
  const box = map.getContainer();
  Object.assign(box.style, { width: `${frame.clientWidth / magnified}px`, height: `${frame.clientHeight / magnified}px` });
  map.setPixelRatio((DPI / CSS_DPI) * magnified);
  map.resize();
  const { center, zoom } = map.cameraForBounds(ground(county), { padding: MARGIN_PX });
  const exact = scaleOf(center.lat, zoom, magnified);
  const round = rounded(exact);
  map.jumpTo({ center, zoom: zoom - Math.log2(round / exact) });
  return scaleOf(center.lat, map.getZoom(), magnified);
}

/** Give west, south, east, north as two corners: the box asked for, the screen's, else the county's. */
function ground(county) {
  const box = get('box').split(',').map(Number);
  if (box.length === 4 && box.every(Number.isFinite) && box[0] < box[2] && box[1] < box[3]) return [box.slice(0, 2), box.slice(2)];
  const [zoom, lat, lon] = get('map').split('/').map(Number);
  if (!get('map') || ![zoom, lat, lon].every(Number.isFinite) || Math.abs(lat) > 85) return county;
  const degrees = 360 / TILE_PX / 2 ** zoom;
  const [wide, high] = [SCREEN[0] * degrees, SCREEN[1] * degrees * Math.cos((lat * Math.PI) / 180)];
  return [[lon - wide / 2, lat - high / 2], [lon + wide / 2, lat + high / 2]];
}

/** Width of the ground that is printed for each unit of its height. */
export function aspect(county) {
  const [[west, south], [east, north]] = ground(county);
  return ((east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180)) / (north - south);
}

/** Metres of ground for each metre of paper. */
function scaleOf(lat, zoom, magnified) {
  const metresPerPixel = (Math.cos((lat * Math.PI) / 180) * EQUATOR_M) / TILE_PX / 2 ** zoom;
  return metresPerPixel / ((magnified * METRES_PER_INCH) / CSS_DPI);
}

/** The next scale of two figures, at which nothing is cut off. */
function rounded(scale) {
  const step = 10 ** (Math.floor(Math.log10(scale)) - 1);
  return Math.ceil(scale / step) * step;
}

/** Wait until everything is drawn that the map was given. */
export function drawn(map) {
  return new Promise((resolve) => {
    map.once('idle', resolve);
    map.triggerRepaint();
  });
}

/** Put what is drawn into a picture. */
export async function takePicture(map, picture) {
  const blob = await new Promise((resolve) => { map.getCanvas().toBlob(resolve); });
  URL.revokeObjectURL(picture.src);
  picture.src = URL.createObjectURL(blob);
  await picture.decode();
}
