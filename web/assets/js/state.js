// What the desk shows. The address bar holds all of it, so a link reproduces the view.

const DEFAULTS = {
  tab: 'areas', // list: areas or beats
  area: '', // area_id selected
  beat: '', // beat_id selected
  village: '', // id of the village selected
  day: '1', // day of the routes shown, counted from the first that was planned
  shade: 'density', // none, density, zones, beats or cover
  show: 'areas,watch,stations,labels',
  scope: 'in', // in: what disorderly areas are made of by default; all; or one class, with its own areas
  word: '', // word of the file that incidents are called by
  source: '', // reported, discovered, or empty for both
  hours: '', // parts of the day, such as 18-24,0-6
  against: '', // period beside the one chosen: previous, year, or its first month
  from: '', // first month, such as 2025-01; empty until `choosePeriod` has chosen
  to: '',
  map: '', // zoom/lat/lon; empty: the whole county
  box: '', // west,south,east,north of what is printed; empty: where the map stands
  paper: 'a4', // what is printed on
  turn: 'landscape',
};

/** Classes of incidents that are looked at by themselves. */
export const CLASSES = ['traffic', 'fire', 'safety_accident', 'dispute'];

const CHOICES = {
  tab: ['areas', 'beats'],
  shade: ['none', 'density', 'zones', 'beats', 'cover'],
  scope: ['in', ...CLASSES, 'all'],
  source: ['', 'reported', 'discovered'],
  paper: ['a4', 'a3'],
  turn: ['landscape', 'portrait'],
};

/** Parts of the state that say which incidents are counted, whenever they happened. */
export const FILTERS = ['scope', 'word', 'source', 'hours'];

const listeners = [];
const state = { ...DEFAULTS };

/** Read the address bar. */
export function readAddress() {
  const asked = new URLSearchParams(window.location.search);
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    const value = asked.get(name) ?? usual;
    state[name] = CHOICES[name]?.includes(value) === false ? usual : value;
  }
}

/** Give a part of the state. */
export function get(name) {
  return state[name];
}

/** Give the class whose areas are asked for; empty for the default scope. */
export function chosenClass() {
  return CLASSES.includes(state.scope) ? state.scope : '';
}

/** Give the incidents chosen, as the service wants them. */
export function scopeParameters() {
  const { word, source, hours } = state;
  return { ...(chosenClass() ? { scope: 'all', category: chosenClass() } : { scope: state.scope }), word, source, hours };
}

/** Tell whether an overlay is shown. */
export function shows(overlay) {
  return state.show.split(',').includes(overlay);
}

/** Show or hide an overlay. */
export function toggle(overlay, on) {
  const others = state.show.split(',').filter((name) => name && name !== overlay);
  update({ show: (on ? [...others, overlay] : others).join(',') });
}

/** Change parts of the state, write the address and tell whoever asked to be told. */
export function update(change) {
  const changed = Object.keys(change).filter((name) => state[name] !== change[name]);
  if (!changed.length) return;
  Object.assign(state, change);
  window.history.replaceState(null, '', address());
  tell(changed);
}

/** Call back when one of the named parts changes. */
export function watch(names, callback) {
  listeners.push({ names, callback });
}

/** Give the address of the present state, in another language if one is named. */
export function address(lang) {
  const asked = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(state)) {
    if (value === DEFAULTS[name]) asked.delete(name);
    else asked.set(name, value);
  }
  if (lang) asked.set('lang', lang);
  const query = asked.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return query ? `?${query}` : window.location.pathname;
}

function tell(changed) {
  for (const { names, callback } of listeners) {
    if (names.some((name) => changed.includes(name))) callback();
  }
}
