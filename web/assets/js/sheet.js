// The evidence of one area: why it is listed, its months, its week, its categories.

import { ask } from './api.js';
import { h, s } from './dom.js';
import { periodParameters } from './incidents.js';
import { featureOf } from './linkage.js';
import { AREA, DENSITY } from './palette.js';
import { FILTERS, chosenClass, get, scopeParameters, watch } from './state.js';
import { figure, label, month, number, t } from './texts.js';

const WIDTH = 308;
const MOST_CATEGORIES = 6;
let open = null;

watch([...FILTERS, 'from', 'to'], () => open && open());

/** Put an area's evidence into the list, and fill in its figures as they arrive. */
export async function fillSheet(row, key) {
  const { properties } = featureOf('area', key);
  const charts = h('div', { class: 'sheet-charts' }, h('p', { class: 'quiet' }, t('desk.loading')));
  const sheet = h('div', { class: 'sheet' },
    h('p', { class: 'reason' }, properties.reason ?? ''),
    h('p', { class: 'facts', title: t('desk.harm_note') }, facts(properties)),
    charts,
    evidence(properties.facts ?? []));
  row.after(sheet);
  const ofClass = chosenClass();
  open = async () => {
    if (get('area') !== key || chosenClass() !== ofClass) return;
    try {
      const path = `areas/${encodeURIComponent(key)}/rhythm`;
      const [all, chosen] = await Promise.all([ask(path, scopeParameters()), ask(path, periodParameters())]);
      charts.replaceChildren(...drawCharts(all, chosen, properties.category_counts));
    } catch (error) {
      charts.replaceChildren(h('p', { class: 'empty' }, error.message));
    }
  };
  await open();
  sheet.scrollIntoView({ block: 'nearest' });
  row.scrollIntoView({ block: 'nearest' });
}

/** What else is known, heading and words, as the service says it. */
function evidence(said) {
  return h('dl', { class: 'evidence' }, said.flatMap(([heading, words]) => [h('dt', {}, heading), h('dd', {}, words)]));
}

function facts({ harm, area_km2: area, trend }) {
  return [
    area === undefined ? '' : t('desk.area_km2', { area: figure(area) }),
    harm === undefined || harm === null ? '' : `${t('desk.harm')} ${figure(harm)}`,
    trend ? t('desk.trend', { trend: label('trend', trend) }) : '',
  ].filter(Boolean).join(' · ');
}

function drawCharts(all, chosen, listed) {
  return [
    chart(t('desk.by_month'), monthBars(all.months), t('desk.most', { count: number(Math.max(0, ...Object.values(all.months))) })),
    chart(t('desk.by_week'), weekGrid(chosen.weekday_hours), t('desk.incident_count', { count: number(chosen.incidents) })),
    h('p', { class: 'facts' }, t('desk.charts_note')),
    chart(t('desk.by_category'), categoryBars(listed ? countsOf(listed) : Object.entries(chosen.categories))),
  ];
}

function chart(title, picture, note = '') {
  return h('figure', { class: 'chart' }, h('figcaption', {}, title, h('span', { class: 'chart-note' }, note)), picture);
}

function monthBars(counts) {
  const entries = Object.entries(counts);
  const [high, wide] = [44, WIDTH / Math.max(entries.length, 1)];
  const most = Math.max(1, ...entries.map(([, count]) => count));
  const bars = entries.map(([name, count], place) => {
    const within = (!get('from') || name >= get('from')) && (!get('to') || name <= get('to'));
    const tall = (count / most) * high;
    return s('rect', { x: place * wide + 0.5, y: high - tall, width: Math.max(wide - 1, 1), height: tall, fill: within ? AREA : '#b9c3d0' },
      s('title', {}, `${month(name)}: ${number(count)}`));
  });
  const years = entries.map(([name], place) => (name.endsWith('-01')
    ? s('text', { x: place * wide, y: high + 12, class: 'tick' }, name.slice(0, 4)) : null));
  return s('svg', { viewBox: `0 0 ${WIDTH} ${high + 15}`, role: 'img', 'aria-label': t('desk.by_month') }, bars, years);
}

function weekGrid(table) {
  const [left, wide, high] = [30, (WIDTH - 30) / 24, 11];
  const most = Math.max(1, ...table.flat());
  const boxes = table.flatMap((row, weekday) => row.map((count, hour) => s('rect', {
    x: left + hour * wide, y: weekday * high, width: wide - 1, height: high - 1,
    fill: count ? DENSITY[Math.min(DENSITY.length - 1, Math.floor((count / most) * DENSITY.length))] : '#eef0f1',
  }, s('title', {}, `${label('weekday', weekday)} ${hour}${t('desk.hour')}: ${number(count)}`))));
  const days = table.map((_, weekday) => s('text', { x: 0, y: weekday * high + 9, class: 'tick' }, label('weekday', weekday)));
  const hours = [0, 6, 12, 18, 23].map((hour) => s('text', { x: left + hour * wide, y: 7 * high + 11, class: 'tick' }, `${hour}`));
  return s('svg', { viewBox: `0 0 ${WIDTH} ${7 * high + 14}`, role: 'img', 'aria-label': t('desk.by_week') }, boxes, days, hours);
}

/** Read a list such as "盗窃 41; 打架 20", most frequent first. */
function countsOf(listed) {
  return listed.split('; ').map((item) => [item.slice(0, item.lastIndexOf(' ')), Number(item.slice(item.lastIndexOf(' ')))]);
}

function categoryBars(counts) {
  const entries = counts.slice(0, MOST_CATEGORIES);
  const most = Math.max(1, ...entries.map(([, count]) => count));
  return h('dl', { class: 'bars' }, entries.flatMap(([name, count]) => [
    h('dt', {}, label('category', name)),
    h('dd', {}, h('span', { class: 'bar-fill', style: { width: `${(count / most) * 100}%` } }), h('span', {}, number(count))),
  ]));
}
