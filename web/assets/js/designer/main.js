// Starts the designer: the ground, the map, what to design by, the beats, the drafts.

import { ask } from '../api.js';
import { h } from '../dom.js';
import { clear, noMap, say as sayNotice } from '../notices.js';
import { setData } from '../themes.js';
import { boot, label, lang, t } from '../texts.js';
import { startBeats } from './beats.js';
import { openPlan, save, show, shown, startDrafts, watchPlan } from './drafts.js';
import { drawOn, showUnits } from './drawing.js';
import { parameters, startParameters, takeUpRunning } from './parameters.js';
import { beatsByCode, plan, setGround, take } from './plan.js';
import { chosen, say, startTools } from './tools.js';

const BASE = ['townships', 'water', 'roads', 'stations'];
const TABS = ['parameters', 'beats', 'drafts'];
const PADDING = { top: 60, right: 30, bottom: 36, left: 60 };
const library = document.createElement('canvas').getContext('webgl2') ? import('../map.js') : null;
const asked = new URLSearchParams(window.location.search);

let map = null;
let station = boot.station || (asked.get('station') ?? '');

start();

async function start() {
  tabs();
  try {
    const ground = await groundOf(station);
    if (!library) return noMap(lang);
    await makeStage(ground);
    startTools(() => save().catch((error) => say(error.message)));
    startBeats();
    watchPlan();
    await present(ground, null);
    if (asked.get('plan')) await openPlan(asked.get('plan')).catch((error) => say(error.message));
    takeUpRunning().catch((error) => say(error.message));
    clear('ground');
  } catch (error) {
    sayNotice('ground', t('designer.heading'), error.message, start);
  } finally {
    document.body.dataset.ready = 'true';
  }
  return undefined;
}

function groundOf(code) {
  return ask('beat-ground', { station: code, joint: parameters.joint });
}

async function makeStage(ground) {
  const { makeMap } = await library;
  map = makeMap(boundsOf(ground));
  await new Promise((resolve) => { map.once('style.load', resolve); });
  drawOn(map);
  for (const name of BASE) {
    ask(`places/${name}`).then((places) => setData(map, name, places)).catch((error) => sayNotice(name, label('layer', name), error.message));
  }
}

/** Bring the ground of a station (empty: the county), and show a plan or the beats in force on it. */
async function bring(code, found) {
  station = code;
  await present(await groundOf(code), found);
}

/** Take joint zones along, or leave them: beats on the map stay as far as their units are there. */
async function widen() {
  const kept = beatsByCode();
  await bring(station, shown.plan);
  take(Object.keys(kept), Object.values(kept));
}

async function present(ground, found) {
  setGround(ground, parameters.load);
  if (chosen.beat) chosen.choose(chosen.beat);
  showUnits(ground);
  map.fitBounds(boundsOf(ground), { padding: PADDING, duration: 0 });
  const scope = { station, loads: ground.loads, names: ground.stations, hasJoint: ground.has_joint };
  stationChooser(ground);
  startParameters(scope, () => widen().catch((error) => say(error.message)));
  show(found);
  await startDrafts(scope, bring);
}

/** The command centre chooses whose beats it designs; a station has its own. */
function stationChooser({ stations }) {
  const place = document.getElementById('scope-place');
  if (boot.station) {
    place.replaceChildren(stations[boot.station] ?? boot.station);
    return;
  }
  const select = h('select', { id: 'station', onchange: () => leave(() => bring(select.value, null), select) },
    [['', t('designer.county')], ...Object.entries(stations)].map(([code, name]) => h('option', { value: code, selected: code === station }, name)));
  place.replaceChildren(h('label', { for: 'station' }, t('designer.station')), select);
}

/** Go to another ground, unless that would lose what was not saved and the user does not want it. */
function leave(go, select) {
  if (plan.changed && !window.confirm(t('designer.leave'))) {
    select.value = station;
    return;
  }
  go().catch((error) => say(error.message));
}

function boundsOf({ features }) {
  const box = [[180, 90], [-180, -90]];
  const reach = (part) => {
    if (typeof part[0] !== 'number') return part.forEach(reach);
    part.slice(0, 2).forEach((value, axis) => {
      box[0][axis] = Math.min(box[0][axis], value);
      box[1][axis] = Math.max(box[1][axis], value);
    });
    return undefined;
  };
  features.forEach(({ geometry }) => reach(geometry.coordinates));
  return box;
}

function tabs() {
  const buttons = TABS.map((name) => document.getElementById(`tab-${name}`));
  const choose = (chosenTab) => TABS.forEach((name, place) => {
    const on = buttons[place] === chosenTab;
    buttons[place].setAttribute('aria-selected', String(on));
    buttons[place].tabIndex = on ? 0 : -1;
    document.getElementById(`list-${name}`).hidden = !on;
  });
  buttons.forEach((button, place) => {
    button.addEventListener('click', () => choose(button));
    button.addEventListener('keydown', (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = buttons[(place + by + buttons.length) % buttons.length];
      next.focus();
      choose(next);
    });
  });
  choose(buttons[1]);
  window.addEventListener('beforeunload', (event) => { if (plan.changed) event.preventDefault(); });
  for (const link of document.querySelectorAll('[data-lang]')) {
    link.addEventListener('click', () => {
      const address = new URL(window.location.href);
      address.searchParams.set('lang', link.dataset.lang);
      link.href = address.pathname + address.search;
    });
  }
}
