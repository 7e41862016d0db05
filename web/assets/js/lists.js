// The ranked list of areas and the list of beats.

import { h } from './dom.js';
import { choose, hover, keyOf, onHover } from './linkage.js';
import { LOAD_RATIO } from './palette.js';
import { fillSheet } from './sheet.js';
import { chosenClass, get, update, watch } from './state.js';
import { symbol } from './symbols.js';
import { day, figure, label, months, number, t } from './texts.js';

const MOST_TIMES = 100;
const MOST_PLACES = 20;
const OWN_LOAD = 'workload'; // counted by the store itself, not a column that someone named
const TABS = { areas: 'area', beats: 'beat' };

/** Let the tabs switch between the lists, by pointer and arrow keys. */
export function startTabs() {
  for (const name of Object.keys(TABS)) {
    const tab = document.getElementById(`tab-${name}`);
    tab.addEventListener('click', () => update({ tab: name }));
    tab.addEventListener('keydown', (event) => {
      if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
      const other = name === 'areas' ? 'beats' : 'areas';
      update({ tab: other });
      document.getElementById(`tab-${other}`).focus();
    });
  }
  watch(['tab'], drawTabs);
  drawTabs();
}

/** Fill the list of areas: significant ones by rank, watch areas apart, then places with repeated incidents. */
export function fillAreas(collection, repeated) {
  const list = document.getElementById('list-areas');
  if (!collection.analysis) return list.replaceChildren(empty(missing()));
  const significant = collection.features.filter(({ properties }) => properties.tier === 'significant');
  const watched = collection.features.filter(({ properties }) => properties.tier !== 'significant');
  list.replaceChildren(
    h('p', { class: 'basis' }, basis(collection)),
    ...[collection.analysis.ranking, collection.analysis.caveat].filter(Boolean).map((said) => h('p', { class: 'basis' }, said)),
    heading(t('desk.areas_significant'), significant.length),
    significant.length ? h('ol', { class: 'rows' }, significant.map(areaRow)) : empty(t('desk.areas_none')),
    ...expected(collection.analysis),
    ...(watched.length ? [
      heading(t('desk.areas_watch'), watched.length, t('desk.areas_watch_note')),
      h('ol', { class: 'rows rows-watch' }, watched.map(areaRow)),
    ] : []),
    ...(repeated.features.length ? [
      heading(t('desk.repeated'), repeated.features.length, t('desk.repeated_note')),
      h('ol', { class: 'rows rows-repeated' }, repeated.features.slice(0, MOST_PLACES).map(placeRow)),
    ] : []),
  );
  return follow(list, 'area');
}

/** Fill the list of beats with their load. */
export function fillBeats(collection) {
  const list = document.getElementById('list-beats');
  if (!collection.analysis) return list.replaceChildren(empty(t('desk.beats_missing')));
  const { created_at: created, parameters } = collection.analysis;
  list.replaceChildren(
    h('p', { class: 'basis' }, t('desk.beats_basis', { count: collection.features.length, day: day(created) })),
    ...(parameters.load === OWN_LOAD ? [h('p', { class: 'basis' }, t('desk.load_workload'))] : []),
    h('p', { class: 'basis' }, `${t('desk.load_ratio')} = ${t('desk.load_ratio_note')}`),
    h('ol', { class: 'rows' }, collection.features.map(beatRow)),
  );
  return follow(list, 'beat');
}

function basis({ analysis, features }) {
  const times = features.flatMap(({ properties }) => [properties.first_occurred_at, properties.last_occurred_at]).filter(Boolean).sort();
  const { since, until } = analysis.parameters;
  const first = since ?? times[0];
  const last = until ?? times.at(-1);
  const period = first && last ? months(first.slice(0, 7), last.slice(0, 7)) : '';
  return t('desk.areas_basis', { period, day: day(analysis.created_at) });
}

function expected({ expected: said }) {
  return said ? [h('details', { class: 'basis' }, h('summary', {}, t('desk.expected')), h('p', {}, said))] : [];
}

function missing() {
  const code = chosenClass();
  return code ? t('desk.areas_missing_of', { category: label('category', code), code }) : t('desk.areas_missing');
}

/** A place with many incidents at one coordinate. */
function placeRow({ properties: p }) {
  const share = `${number(p.main_category_share * 100)}%`;
  return h('li', { class: 'row row-still' },
    symbol('repeated'),
    h('span', { class: 'row-text' },
      h('span', { class: 'row-title' }, p.place || p.place_id),
      h('span', { class: 'row-note' }, `${t('desk.incident_count', { count: number(p.incidents) })} · ${p.main_category} ${share}`)));
}

function areaRow(feature) {
  const { rank, tier, incidents, relative_risk: risk, trend, place, in_budget: inBudget } = feature.properties;
  const key = keyOf('area', feature);
  const title = place || t('desk.rank', { rank });
  return row('area', key, [
    h('span', { class: `badge ${tier === 'significant' ? '' : 'badge-watch'}` }, String(rank)),
    h('span', { class: 'row-text' },
      h('span', { class: 'row-title' }, title),
      h('span', { class: 'row-note' }, [
        t('desk.incident_count', { count: number(incidents) }), timesExpected(risk), inBudget === false ? t('desk.beyond_budget') : '',
      ].filter(Boolean).join(' · '))),
    h('span', { class: `trend trend-${trend}` }, label('trend', trend)),
  ]);
}

/** Where next to nothing was expected, a multiple of it says nothing. */
function timesExpected(risk) {
  if (!risk) return '';
  return risk > MOST_TIMES ? t('desk.expected_none') : t('desk.expected_ratio', { ratio: figure(risk) });
}

function beatRow(feature) {
  const { beat_id: beat, station_name: station, zone, load, load_ratio: ratio, units } = feature.properties;
  const where = [label('zone', zone), units === undefined ? '' : t('desk.units', { count: number(units) })];
  return row('beat', keyOf('beat', feature), [
    h('span', { class: 'badge badge-beat' }, String(beat)),
    h('span', { class: 'row-text' },
      h('span', { class: 'row-title' }, station || t('desk.beat', { beat })),
      h('span', { class: 'row-note' }, where.filter(Boolean).join(' · '))),
    h('span', { class: 'ratio' },
      h('span', { class: 'ratio-figure' }, number(ratio, 2)),
      h('span', { class: 'ratio-track', 'aria-hidden': 'true' },
        h('span', { class: 'ratio-bar', style: { width: `${Math.min(ratio / 2, 1) * 100}%`, background: ratioColour(ratio) } })),
      h('span', { class: 'row-note' }, `${t('desk.load')} ${number(load)}`)),
  ]);
}

function ratioColour(ratio) {
  return LOAD_RATIO.findLast(([limit]) => ratio >= limit)[1];
}

function row(kind, key, content) {
  const button = h('button', {
    class: 'row', 'data-key': key, 'aria-expanded': 'false',
    onclick: () => choose(kind, key),
    onmouseenter: () => hover(kind, key, 'list'),
    onmouseleave: () => hover(kind, '', 'list'),
    onfocus: () => hover(kind, key, 'list'),
    onblur: () => hover(kind, '', 'list'),
    onkeydown: (event) => step(event, button),
  }, content);
  return h('li', {}, button);
}

function step(event, button) {
  const rows = [...button.closest('.list').querySelectorAll('.row')];
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) {
    rows[rows.indexOf(button) + moves[event.key]]?.focus();
    event.preventDefault();
  }
}

function follow(list, kind) {
  const rows = new Map([...list.querySelectorAll('.row')].map((button) => [button.dataset.key, button]));
  onHover((what, key, before, from) => {
    if (what !== kind) return;
    rows.get(before)?.classList.remove('row-hover');
    rows.get(key)?.classList.add('row-hover');
    if (from === 'map') rows.get(key)?.scrollIntoView({ block: 'nearest' });
  });
  const choice = () => {
    list.querySelectorAll('.sheet').forEach((sheet) => sheet.remove());
    for (const [key, button] of rows) {
      const chosen = key === get(kind);
      button.setAttribute('aria-expanded', String(chosen));
      button.classList.toggle('row-chosen', chosen);
      if (!chosen) continue;
      if (kind === 'area') fillSheet(button, key);
      else button.scrollIntoView({ block: 'nearest' });
    }
  };
  watch([kind], choice);
  choice();
}

function heading(text, count, note) {
  return h('h2', { class: 'list-heading' }, text, h('span', { class: 'count' }, number(count)),
    note && h('span', { class: 'heading-note' }, note));
}

function empty(text) {
  return h('p', { class: 'empty' }, text);
}

function drawTabs() {
  for (const name of Object.keys(TABS)) {
    const on = get('tab') === name;
    const tab = document.getElementById(`tab-${name}`);
    tab.setAttribute('aria-selected', String(on));
    tab.tabIndex = on ? 0 : -1;
    document.getElementById(`list-${name}`).hidden = !on;
  }
}
