// Starts the desk: what there is, the lists, the map, the layers as they arrive.

import { ask } from './api.js';
import { h } from './dom.js';
import { againstFilter, startCompare } from './compare.js';
import { startFilters } from './filters.js';
import { choosePeriod, followIncidents } from './incidents.js';
import { drawLegends, startLayers } from './layers.js';
import { know, linkMap } from './linkage.js';
import { fillAreas, fillBeats, startTabs } from './lists.js';
import { clear, hint, noMap, say } from './notices.js';
import { MADE_BY } from './patrol.js';
import { startPeriod } from './period.js';
import { BASE, POINTS, countyBounds } from './places.js';
import { startPrinting } from './print_link.js';
import { startPurpose } from './purpose.js';
import { startScope } from './scope.js';
import { FILTERS, address, chosenClass, readAddress, update, watch } from './state.js';
import { addThemes, setData } from './themes.js';
import { label, lang, t } from './texts.js';
import { whatIsShown, whenItWas, whereItIs } from './titles.js';

// The library is large, and of no use where it cannot draw.
const library = document.createElement('canvas').getContext('webgl2') ? import('./map.js') : null;

readAddress();
const early = new Map(); // layers asked for before there is a map to draw them on
if (library) for (const name of [...BASE, ...POINTS]) begin(`places/${name}`);
startTabs();
start();
document.addEventListener('keydown', ({ key, target }) => {
  if (key === 'Escape' && target.type !== 'search') update({ area: '', beat: '' }); // a search clears itself first
});

async function start() {
  try {
    const [summary, beats, found] = await Promise.all([ask('summary'), ask('beats'), askAreas()]);
    clear('summary');
    choosePeriod(summary, found.areas.analysis);
    const period = startPeriod();
    know('beat', beats);
    titles(summary);
    startScope(summary);
    startFilters(summary, againstFilter(summary));
    startPurpose();
    listAreas(found);
    fillBeats(beats);
    hints(summary);
    await Promise.all([period, showMap(summary, found, beats)]);
  } catch (error) {
    say('summary', t('desk.heading'), error.message, start);
  } finally {
    document.body.dataset.ready = 'true';
  }
}

/** Ask for the areas of the class chosen, and the places with repeated incidents. */
async function askAreas() {
  const asked = { category: chosenClass() };
  const [areas, repeated] = await Promise.all([ask('areas', asked), ask('repeated-places', asked)]);
  return { areas, repeated };
}

function listAreas({ areas, repeated }) {
  know('area', areas);
  fillAreas(areas, repeated);
}

function drawAreas(map, { areas, repeated }) {
  setData(map, 'areas', areas);
  setData(map, 'repeated', repeated);
}

/** Bring the areas of another class when it is chosen. */
function followClass(map) {
  let shown = chosenClass();
  watch(['scope'], async () => {
    if (shown === chosenClass()) return;
    shown = chosenClass();
    update({ area: '' });
    try {
      const found = await askAreas();
      if (shown !== chosenClass()) return;
      clear('areas');
      listAreas(found);
      document.getElementById('list-areas').scrollTop = 0;
      if (map) drawAreas(map, found);
    } catch (error) {
      say('areas', t('desk.areas'), error.message);
    }
  });
}

async function showMap(summary, found, beats) {
  const { areas } = found;
  if (!library) {
    followClass(null);
    return noMap(lang);
  }
  const { bindPointer, makeBeside, makeMap } = await library;
  const bounds = countyBounds(summary);
  const map = makeMap(bounds);
  window.desk = { map };
  startPrinting(map, bounds);
  await new Promise((resolve) => { map.once('style.load', resolve); });
  addThemes(map);
  drawAreas(map, found);
  setData(map, 'beats', beats);
  followClass(map);
  startLayers({
    ...summary.places, zones: summary.analyses.zones ? 1 : 0, beats: beats.features.length, density: summary.incidents,
    incidents: summary.incidents, areas: areas.analysis ? 1 : 0, watch: areas.analysis ? 1 : 0,
    repeated: found.repeated.features.length, cover: summary.analyses.blind_spots ? 1 : 0,
    ...Object.fromEntries(Object.entries(MADE_BY).map(([overlay, kind]) => [overlay, summary.analyses[kind] ? 1 : 0])),
  });
  let settled = false;
  linkMap(map, () => settled);
  bindPointer(map);
  const compare = startCompare(map, summary, makeBeside);
  await Promise.all([...BASE, ...POINTS].map((name) => fill(map, name, `places/${name}`))
    .concat(summary.incidents ? followIncidents(map, () => { drawLegends(); compare(); }) : []));
  settled = true;
  return undefined;
}

function begin(path) {
  const answer = ask(path);
  answer.catch(() => {}); // said when it is drawn
  early.set(path, answer);
}

async function fill(map, name, path) {
  try {
    const answer = early.get(path) ?? ask(path);
    early.delete(path);
    setData(map, name, await answer);
    clear(name);
  } catch (error) {
    say(name, label('layer', name), error.message, () => fill(map, name, path));
  }
}

function hints(summary) {
  if (!summary.incidents) hint('incidents-missing', t('desk.incidents_missing'));
  if (!summary.places.townships) hint('places-missing', t('desk.places_missing'));
}

function titles(summary) {
  const draw = () => {
    const [what, where] = [whatIsShown(), whereItIs()];
    document.getElementById('title').textContent = what;
    const parted = [where, ...whenItWas(summary)].flatMap((part) => [' · ', h('span', { class: 'part' }, part)]).slice(1);
    document.getElementById('subtitle').replaceChildren(...parted);
    document.title = `${what} · ${where}`;
  };
  watch(['shade', 'show', 'from', 'to', 'against', ...FILTERS], draw);
  draw();
  for (const link of document.querySelectorAll('[data-lang]')) {
    link.addEventListener('click', () => { link.href = address(link.dataset.lang); });
  }
}
