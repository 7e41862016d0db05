// The months chosen: bars of incidents by month with a handle at either end.

import { ask } from './api.js';
import { h, s } from './dom.js';
import { clear, say } from './notices.js';
import { playButton } from './play.js';
import { FILTERS, get, scopeParameters, update, watch } from './state.js';
import { month, months as span, number, t } from './texts.js';

const place = document.getElementById('period');
const HEIGHT = 34;

/** Draw the bar of months and keep it in step with the state. */
export async function startPeriod() {
  watch(FILTERS, load);
  await load();
}

async function load() {
  try {
    const { months } = await ask('incidents/rhythm', scopeParameters());
    clear('period');
    if (Object.keys(months).length) draw(months);
  } catch (error) {
    say('period', t('desk.period'), error.message, load);
  }
}

function draw(counts) {
  const names = Object.keys(counts);
  const bars = histogram(counts);
  const from = handle('period_from', names, (value) => Math.min(value, Number(to.value)));
  const to = handle('period_to', names, (value) => Math.max(value, Number(from.value)));
  const caption = h('output', { class: 'period-caption' });
  const change = () => update({ from: names[from.value], to: names[to.value] });
  from.addEventListener('change', change);
  to.addEventListener('change', change);
  const show = () => {
    const [first, last] = [names[from.value], names[to.value]];
    const total = names.reduce((sum, name) => sum + (name >= first && name <= last ? counts[name] : 0), 0);
    from.setAttribute('aria-valuetext', month(first));
    to.setAttribute('aria-valuetext', month(last));
    caption.textContent = `${span(first, last)} · ${t('desk.incident_count', { count: number(total) })}`;
    bars.querySelectorAll('rect').forEach((bar, index) => bar.classList.toggle('out', names[index] < first || names[index] > last));
  };
  const follow = () => {
    from.value = names.indexOf(get('from'));
    to.value = names.indexOf(get('to'));
    show();
  };
  for (const input of [from, to]) input.addEventListener('input', show);
  following = follow;
  const sliders = h('div', { class: 'period-bars' }, bars, from, to);
  sliders.style.setProperty('--months', names.length);
  place.replaceChildren(
    h('div', { class: 'period-side' }, caption, h('div', { class: 'period-quick' }, quick(names), playButton(names))), sliders);
  follow();
}

let following = () => {};
watch(['from', 'to'], () => following());

function handle(name, names, limit) {
  const input = h('input', { type: 'range', min: 0, max: names.length - 1, step: 1, class: `range ${name}`, 'aria-label': t(`desk.${name}`) });
  input.addEventListener('input', () => { input.value = limit(Number(input.value)); });
  return input;
}

function histogram(counts) {
  const entries = Object.entries(counts);
  const most = Math.max(1, ...Object.values(counts));
  const bars = entries.map(([name, count], index) => {
    const tall = Math.max((count / most) * HEIGHT, count ? 1 : 0);
    return s('rect', { x: index + 0.06, width: 0.88, y: HEIGHT - tall, height: tall },
      s('title', {}, `${month(name)}: ${t('desk.incident_count', { count: number(count) })}`));
  });
  const years = entries.flatMap(([name], index) => (name.endsWith('-01') || index === 0
    ? h('span', { class: 'year', style: { left: `${(index / entries.length) * 100}%` } }, name.slice(0, 4)) : []));
  return h('div', { class: 'histogram' },
    s('svg', { viewBox: `0 0 ${entries.length} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, bars),
    h('div', { class: 'years', 'aria-hidden': 'true' }, years));
}

function quick(names) {
  const last = (count) => ({ from: names.at(-Math.min(count, names.length)), to: names.at(-1) });
  const spans = { period_all: last(names.length), period_year: last(12), period_quarter: last(3) };
  return Object.entries(spans).map(([name, change]) => h('button', { class: 'button button-small', onclick: () => update(change) }, t(`desk.${name}`)));
}
