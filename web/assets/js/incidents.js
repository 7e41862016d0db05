// Incidents of the view and the months chosen: circles with counts when far, points when near. Counts and circles
// are asked for anew as the map moves; points come as tiles, which hold a hundred thousand of them.

import { EMPTY } from './basemap.js';
import { latest } from './api.js';
import { monthPlus } from './months.js';
import { say, clear } from './notices.js';
import { onPurpose } from './purpose.js';
import { FILTERS, get, scopeParameters, shows, update, watch } from './state.js';
import { setData, setDensityClasses, showSingly } from './themes.js';
import { boot, t } from './texts.js';
import { followRevision } from './tiles.js';

const FEW = 3000; // incidents in view that are points at any scale
const MANY = 100000; // and those that are points from near
const NEAR = 12; // level from which streets are told apart
const CELLS_M = [50, 100, 200, 500, 1000, 2000, 5000, 10000];
const CIRCLE_PX = 30;
const BESIDE_PX = 7; // cells of density on a map of half the width, where the service's own would be too fine to see
const PAUSE_MS = 140;
const MARGIN = 0.15; // asked beyond each side of the view, so that small moves show no gap

/** What the legend says of the cells and points on the map. */
export const shown = { bbox: '', cellM: 0, breaks: [], incidents: null };

/** Make a function that fills the density and incident layers for where the map stands. */
export function incidentLoader(map) {
  const askCells = latest();
  const askPoints = latest();
  return async () => {
    const asked = { bbox: box(map), ...periodParameters() };
    shown.bbox = asked.bbox;
    if (get('shade') === 'density') {
      const answer = await askCells('incidents', { ...asked, limit: 0, cell_m: get('against') && cellOf(map, BESIDE_PX) });
      followRevision(map, answer.revision);
      Object.assign(shown, { cellM: answer.cell_m, breaks: answer.breaks });
      showDensity(map, answer);
    }
    if (shows('incidents')) {
      const answer = await askPoints('incidents', { ...asked, window: box(map, 0), limit: 0, cell_m: cellOf(map, CIRCLE_PX) });
      followRevision(map, answer.revision);
      shown.incidents = showIncidents(map, answer, singly(map, answer) ? periodParameters() : null);
    }
  };
}

/** Keep the density and incident layers filled. */
export function followIncidents(map, onChange) {
  const fill = incidentLoader(map);
  let timer = 0;

  async function load() {
    try {
      await fill();
      clear('incidents');
      onChange();
    } catch (error) {
      if (error.name !== 'AbortError') say('incidents', t('desk.show_incidents'), error.message, load);
    }
  }

  const soon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(load, PAUSE_MS);
  };
  onPurpose(soon);
  map.on('moveend', soon);
  watch(['from', 'to', ...FILTERS, 'against', 'shade', 'show'], soon);
  return load();
}

/** Fill the layers with the incidents of other months, in the cells and classes of those chosen. */
export async function fillOther(map, other, { cells, circles }) {
  const asked = { bbox: shown.bbox, ...periodParameters(other), limit: 0 };
  if (get('shade') === 'density') {
    showDensity(map, { ...(await cells('incidents', { ...asked, cell_m: shown.cellM })), breaks: shown.breaks });
  }
  if (shows('incidents') && shown.incidents) {
    showIncidents(map, await circles('incidents', { ...asked, cell_m: shown.incidents.cellM }));
  }
}

/** The incidents chosen, of the months chosen or of others, as the service wants them. */
export function periodParameters({ from, to } = { from: get('from'), to: get('to') }) {
  return { since: from && `${from}-01`, until: to && `${monthPlus(to, 1)}-01`, ...scopeParameters() };
}

/** Choose the months: those of the address, else those of the analysis, else all that there are. */
export function choosePeriod({ first_month: first, last_month: last }, analysis) {
  if (!first) return;
  const within = (month) => (month >= first && month <= last ? month : '');
  let [from, to] = [within(get('from')), within(get('to'))];
  if (!from && !to && analysis) {
    from = within((analysis.parameters.since ?? '').slice(0, 7));
    to = within((analysis.parameters.until ?? '').slice(0, 7));
  }
  [from, to] = [from || first, to || last];
  update(from <= to ? { from, to } : { from: first, to: last });
}

/** Draw cells in the classes that came with them. */
export function showDensity(map, answer) {
  setDensityClasses(map, answer.breaks);
  setData(map, 'density', answer);
}

/** Draw points, those that the parameters ask for, or circles; gives what the legend says of them. */
export function showIncidents(map, answer, points = null) {
  showSingly(map, points);
  setData(map, 'incident-cells', points ? EMPTY : centres(answer));
  return {
    kind: points ? 'points' : 'cells', awaitsPurpose: answer.purpose_missing, cellM: answer.cell_m, total: answer.in_window,
  };
}

/** Tell whether incidents are told one by one: to who may read them, and has said what for, where they can be told apart. */
function singly(map, { total }) {
  if (!boot.rows || !boot.purpose || get('against')) return false;
  return total <= (map.getZoom() >= NEAR ? MANY : FEW);
}

function centres(cells) {
  const features = cells.features.map(({ id, properties, geometry }) => {
    const ring = geometry.coordinates[0];
    const middle = [(ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2];
    return { type: 'Feature', id, properties, geometry: { type: 'Point', coordinates: middle } };
  });
  return { type: 'FeatureCollection', features };
}

/** Choose cells that are so wide on the screen. */
function cellOf(map, pixels) {
  const metresPerPixel = (Math.cos((map.getCenter().lat * Math.PI) / 180) * 40075017) / 512 / 2 ** map.getZoom();
  return CELLS_M.find((size) => size >= pixels * metresPerPixel) ?? CELLS_M.at(-1);
}

function box(map, margin = MARGIN) {
  const bounds = map.getBounds();
  const [wide, high] = [bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth()];
  return [
    bounds.getWest() - wide * margin, bounds.getSouth() - high * margin,
    bounds.getEast() + wide * margin, bounds.getNorth() + high * margin,
  ].map((degrees) => degrees.toFixed(5)).join(',');
}
