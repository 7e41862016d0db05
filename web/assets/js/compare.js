// Two periods side by side: the same ground, classes and circles on two maps, and the change in numbers.

import { ask, latest } from './api.js';
import { changeWords } from './change_words.js';
import { h } from './dom.js';
import { fillOther, periodParameters } from './incidents.js';
import { linkMap } from './linkage.js';
import { monthPlus, monthsIn, otherMonths } from './months.js';
import { clear, say } from './notices.js';
import { chosenClass, get, update, watch } from './state.js';
import { addThemes, setData } from './themes.js';
import { month, months as span, number, t } from './texts.js';

const PLACES = ['townships', 'water', 'roads', 'stations', 'checkpoints', 'key-places'];
const strip = document.getElementById('compare');
const stage = strip.parentElement;

/** Draw the chooser of the other period; `names` are all months that there are. */
export function againstFilter({ first_month: first, last_month: last }) {
  const names = first ? Array.from({ length: monthsIn(first, last) }, (_, place) => monthPlus(first, place)) : [];
  if (!/^(previous|year|\d{4}-(0[1-9]|1[0-2]))?$/.test(get('against'))) update({ against: '' });
  const choices = [
    ...['', 'previous', 'year'].map((code) => h('option', { value: code }, t(`desk.against_${code || 'none'}`))),
    h('optgroup', { label: t('desk.against_from') }, names.map((name) => h('option', { value: name }, month(name)))),
  ];
  const select = h('select', { id: 'against', onchange: () => update({ against: select.value }) }, choices);
  const follow = () => { select.value = get('against'); };
  watch(['against'], follow);
  follow();
  return h('span', { class: 'filter' }, h('label', { for: 'against' }, t('desk.against')), select);
}

/** Keep the second map in step; gives what is to be called whenever the first has loaded. */
export function startCompare(main, { first_month: first, bounds }, makeBeside) {
  const questions = { cells: latest(), circles: latest(), change: latest(), view: latest() };
  let beside = null;
  let whole = get('map') ? null : bounds; // a link says itself where the map stands
  const open = () => {
    const on = Boolean(otherMonths());
    if (on === stage.classList.contains('two')) return;
    const seen = main.getBounds();
    stage.classList.toggle('two', on);
    strip.hidden = !on;
    document.getElementById('layers').open = !on;
    main.resize();
    if (whole) keepInView(main, seen, bounds);
    whole = bounds;
  };
  async function load() {
    open();
    const other = otherMonths();
    if (!other) return;
    try {
      beside ??= prepare(main, makeBeside);
      await Promise.all([drawOther(await beside, other, questions, main), tell(other, first, questions, main)]);
      clear('compare');
    } catch (error) {
      if (error.name !== 'AbortError') say('compare', t('desk.against'), error.message, load);
    }
  }
  watch(['against', 'from', 'to'], open);
  open();
  return load;
}

/** Show what was seen before the map became narrower or wider: the whole county, or the same part of it. */
function keepInView(main, seen, bounds) {
  const [west, south, east, north] = bounds ?? [];
  const all = bounds && seen.contains([west, south]) && seen.contains([east, north]);
  main.fitBounds(all ? [[west, south], [east, north]] : seen, { padding: all ? 24 : 0, duration: 0 });
}

async function prepare(main, makeBeside) {
  const map = await makeBeside(main, document.getElementById('map-beside'));
  addThemes(map, { patrol: false });
  window.desk.beside = map;
  const drawAreas = async () => setData(map, 'areas', await ask('areas', { category: chosenClass() }));
  let drawn = chosenClass();
  watch(['scope'], () => {
    if (drawn !== chosenClass()) drawAreas();
    drawn = chosenClass();
  });
  await Promise.all([drawAreas(), ...PLACES.map(async (name) => setData(map, name, await ask(`places/${name}`)))]);
  linkMap(map, () => false);
  return map;
}

async function drawOther(map, other, questions, main) {
  await fillOther(map, other, questions);
  map.jumpTo({ center: main.getCenter(), zoom: main.getZoom() });
}

/** Say both counts and the change: on all the ground, and within the view. */
async function tell(other, first, { change, view }, main) {
  const { since, until } = periodParameters(other);
  const question = { ...periodParameters(), against_since: since, against_until: until };
  const bbox = main.getBounds().toArray().flat().map((degrees) => degrees.toFixed(5)).join(',');
  const [all, seen] = await Promise.all([change('incidents/change', question), view('incidents/change', { ...question, bbox })]);
  const uncovered = first && other.from < first ? t('desk.against_uncovered', { month: month(first) }) : '';
  strip.replaceChildren(
    side(other, all.before, seen.before, uncovered),
    side({ from: get('from'), to: get('to') }, all.now, seen.now, uncovered ? '' : changeWords(all)));
}

function side({ from, to }, all, seen, words) {
  return h('div', {},
    h('p', {}, h('strong', {}, span(from, to)), ` · ${t('desk.incident_count', { count: number(all) })}`),
    h('p', {}, h('span', { class: 'quiet' }, t('desk.in_view', { count: number(seen) })), words && h('span', { class: 'change' }, words)));
}
