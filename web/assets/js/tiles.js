// The large layers as vector tiles: the browser holds what is in view, however much there is.

import { clear, say } from './notices.js';
import { boot, label, t } from './texts.js';

const DEEPEST = 16; // asked for; beyond it tiles are enlarged
const SEPARATE = 15; // incidents that stand side by side there are told apart well beyond it

/** Sources of tiles by name, and the parameters that they are asked with: `null` while they are not wanted. */
const wanted = new WeakMap(); // map: { name: parameters }
let revision = boot.revision ?? '';

/** Write the source of a collection; shapes are known by their `id`, whatever tile they lie in, points by number. */
export function tileSource(name) {
  const source = { type: 'vector', tiles: [address(name)] };
  return name === 'incidents' ? { ...source, maxzoom: SEPARATE } : { ...source, maxzoom: DEEPEST, promoteId: 'id' };
}

/** Ask for the tiles of a source with other parameters. */
export function askTiles(map, name, parameters) {
  const asked = wanted.get(map) ?? {};
  wanted.set(map, { ...asked, [name]: parameters });
  point(map, name, address(name, parameters));
}

/** Bring all tiles anew when something was imported or analysed since. */
export function followRevision(map, newest) {
  if (!newest || newest === revision) return;
  revision = newest;
  renew(map);
}

/** Say which tiles cannot be had, and offer to try again. */
export function sayMissingTiles(map) {
  map.on('error', ({ error, sourceId }) => {
    if (!sourceId || map.getSource(sourceId)?.type !== 'vector') {
      console.error(error); // eslint-disable-line no-console
      return;
    }
    if (error.status === 401) window.location.reload(); // the session has ended: the page leads to the sign-in
    const name = sourceId === 'incidents' ? t('desk.show_incidents') : label('layer', sourceId);
    say(sourceId, name, t('desk.error_network'), () => { clear(sourceId); renew(map); });
  });
}

function renew(map) {
  for (const [name, { type }] of Object.entries(map.getStyle().sources)) {
    if (type === 'vector') point(map, name, address(name, wanted.get(map)?.[name]), true);
  }
}

function point(map, name, tiles, again = false) {
  const source = map.getSource(name);
  if (again || source.tiles?.[0] !== tiles) source.setTiles([tiles]);
}

/** The worker asks for tiles, with the session's cookie: it needs the whole address. */
function address(name, parameters = {}) {
  const asked = new URLSearchParams({ revision });
  for (const [key, value] of Object.entries(parameters)) {
    if (value !== '' && value !== null && value !== undefined) asked.append(key, value);
  }
  return `${window.location.origin}/api/v1/ogc/collections/${name}/tiles/WebMercatorQuad/{z}/{y}/{x}?${asked}`;
}
