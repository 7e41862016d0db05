// On a PC that draws slowly the map lets go of its heaviest layers while it is moved, and takes them back at rest.

const HEAVY = { 'village-border': 'line-opacity', 'incident-crowd': 'circle-opacity', 'incident-point': 'circle-opacity' };
const SLOW_MS = 100; // between two pictures of a map that moves
const LEAST = 2; // slow pictures one after the other: the first may have waited for something else

/** Keep the map moving with the hand, whatever is on it. */
export function lightenWhileMoved(map) {
  let [last, slow, usual] = [0, 0, null];
  let isSlow = false; // as the last move was; another scale shows more or less

  function lighten() {
    usual = Object.entries(HEAVY).filter(([id]) => map.getLayer(id)).map(([id, name]) => [id, name, map.getPaintProperty(id, name)]);
    for (const [id, name] of usual) map.setPaintProperty(id, name, 0);
  }

  map.on('movestart', () => {
    [last, slow] = [0, 0];
    if (isSlow && !usual) lighten();
  });
  map.on('render', () => {
    if (!map.isMoving() || usual) return;
    const now = performance.now();
    slow = last && now - last > SLOW_MS ? slow + 1 : 0;
    last = now;
    isSlow = slow >= LEAST;
    if (isSlow) lighten();
  });
  map.on('zoomend', () => { isSlow = false; });
  map.on('moveend', () => {
    for (const [id, name, value] of usual ?? []) map.setPaintProperty(id, name, value);
    usual = null;
  });
}
