// The list of ranked areas beside a printed map: those on it, as many as there is room for.

import { h } from './dom.js';
import { shows } from './state.js';
import { day, label, months, number, t } from './texts.js';

const FEWEST = 3; // rows; a list of fewer that leaves others out says nothing
const TIERS = { areas: ['significant', 'desk.areas_significant'], watch: ['watch', 'desk.areas_watch'] };

/** Draw the list of the areas shown whose number stands within the bounds; nothing where there are none. */
export function areaList({ analysis, features }, bounds) {
  const onMap = ({ properties: p }) => bounds.contains([p.label_lon, p.label_lat]);
  const groups = Object.entries(TIERS).filter(([overlay]) => shows(overlay)).map(([, [tier, heading]]) => [
    heading, features.filter(({ properties }) => (properties.tier === 'significant') === (tier === 'significant')).filter(onMap),
  ]).filter(([, found]) => found.length);
  if (!analysis || !groups.length) return [];
  return [
    h('h2', {}, t('print.list')),
    h('table', { class: 'ranked' },
      h('thead', {}, h('tr', {}, ['rank', 'place', 'incidents'].map((name) => h('th', { scope: 'col' }, t(`print.${name}`))))),
      groups.map(([heading, found]) => h('tbody', {},
        h('tr', { class: 'ranked-group' }, h('th', { colspan: 3, scope: 'rowgroup' }, t(heading))),
        found.map(row)))),
    h('p', { class: 'left-out', hidden: true }),
    h('p', { class: 'legend-note' }, basis(analysis)),
  ];
}

function basis({ parameters: { since, until }, created_at: created }) {
  const period = since && until ? months(since.slice(0, 7), until.slice(0, 7)) : '';
  return t('desk.areas_basis', { period, day: day(created) });
}

function row({ properties: { rank, place, incidents, tier, trend } }) {
  return h('tr', { class: 'ranked-row' },
    h('td', {}, h('span', { class: `badge ${tier === 'significant' ? '' : 'badge-watch'}` }, String(rank))),
    h('td', {}, place || t('desk.rank', { rank }), h('span', { class: 'ranked-trend' }, label('trend', trend))),
    h('td', {}, number(incidents)));
}

/** Leave out the last rows until all fits, and say how many were left out. */
export function fit(place) {
  const over = () => place.scrollHeight > place.clientHeight || place.scrollWidth > place.clientWidth;
  const rows = [...place.querySelectorAll('.ranked-row')];
  const note = place.querySelector('.left-out');
  const all = rows.length;
  let left = 0;
  while (rows.length && over()) {
    const row = rows.pop();
    const group = row.parentElement;
    row.remove();
    if (!group.querySelector('.ranked-row')) group.remove();
    left += 1;
    note.hidden = false;
    note.textContent = t('print.left_out', { count: number(left) });
  }
  if (left && all - left < FEWEST) place.querySelector('.sheet-list').replaceChildren();
  if (over()) place.classList.add('tight');
}
