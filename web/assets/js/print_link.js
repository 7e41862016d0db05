// Leads from the desk to the sheet to print: the same state, and the ground that is seen.

import { address } from './state.js';

/** Let the link take along what is shown at the moment it is followed. */
export function startPrinting(map, bounds) {
  const link = document.getElementById('print');
  const point = () => { link.href = sheetAddress(map, bounds); };
  for (const event of ['click', 'auxclick', 'contextmenu']) link.addEventListener(event, point);
}

/** Where the whole county is in view, the sheet shows the county, however wide the screen is. */
function sheetAddress(map, [southWest, northEast]) {
  const asked = new URLSearchParams(address().split('?')[1] ?? '');
  const seen = map.getBounds();
  if (seen.contains(southWest) && seen.contains(northEast)) asked.delete('map');
  else asked.set('box', seen.toArray().flat().map((degrees) => degrees.toFixed(5)).join(','));
  asked.set('lang', document.documentElement.lang.slice(0, 2));
  return `/print?${asked}`;
}
