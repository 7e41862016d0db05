// Which incidents are counted beyond the scope: by the file's own word, by source, by part of the day.

import { h } from './dom.js';
import { get, update, watch } from './state.js';
import { label, number, t } from './texts.js';

const PARTS = ['0-6', '6-12', '12-18', '18-24'];
const OWN = ['word', 'source', 'hours'];

/** Draw the filters above the map; `words` are those of the file with their counts; `more` stands beside them. */
export function startFilters({ words }, more) {
  const clear = h('button', { class: 'button button-small', onclick: () => update({ word: '', source: '', hours: '' }) }, t('desk.filters_clear'));
  const follow = () => { clear.hidden = !OWN.some(get); };
  document.getElementById('filters').replaceChildren(wordFilter(words), sourceFilter(), hoursFilter(), more, clear);
  watch(OWN, follow);
  follow();
}

/** Say the filters in words, for titles. */
export function filterWords() {
  const parts = get('hours').split(',').filter(Boolean);
  return [
    get('word'),
    label('source', get('source')),
    parts.map((part) => (PARTS.includes(part) ? t(`desk.part_${part}`) : t('desk.hours', { hours: part }))).join(t('desk.list_comma')),
  ].filter(Boolean);
}

function wordFilter(words) {
  const options = Object.entries(words).map(([word, count]) => h('option', { value: word }, `${word} · ${number(count)}`));
  const input = h('input', {
    id: 'word', type: 'search', list: 'words', autocomplete: 'off', placeholder: t('desk.word_any'), maxlength: 80,
    onchange: () => choose(),
    oninput: (event) => (event.inputType === undefined || event.inputType === 'insertReplacementText' ? choose() : undefined),
    onkeydown: (event) => event.key === 'Escape' && update({ word: '' }),
  });
  const choose = () => {
    const asked = input.value.trim();
    const isKnown = !asked || asked in words;
    input.setAttribute('aria-invalid', String(!isKnown));
    input.title = isKnown ? '' : t('desk.word_unknown', { word: asked });
    if (isKnown && asked !== get('word')) update({ word: asked });
  };
  const follow = () => {
    input.value = get('word');
    choose();
  };
  watch(['word'], follow);
  follow();
  return h('span', { class: 'filter' }, h('label', { for: 'word' }, t('desk.word')), input, h('datalist', { id: 'words' }, options));
}

function sourceFilter() {
  const choices = ['', 'reported', 'discovered'].map((code) => h('option', { value: code }, code ? label('source', code) : t('desk.source_any')));
  const select = h('select', { id: 'source', onchange: () => update({ source: select.value }) }, choices);
  const follow = () => { select.value = get('source'); };
  watch(['source'], follow);
  follow();
  return h('span', { class: 'filter' }, h('label', { for: 'source' }, t('desk.source')), select);
}

/** Four parts of the day, each on or off; all off is the whole day. */
function hoursFilter() {
  const chosen = () => get('hours').split(',').filter(Boolean);
  const turn = (part) => {
    const on = chosen().includes(part) ? chosen().filter((one) => one !== part) : [...chosen(), part];
    const parts = PARTS.filter((one) => on.includes(one));
    update({ hours: parts.length === PARTS.length ? '' : parts.join(',') });
  };
  const buttons = PARTS.map((part) => h('button', { type: 'button', 'data-hours': part, title: t('desk.hours', { hours: part }), onclick: () => turn(part) },
    t(`desk.part_${part}`)));
  const follow = () => buttons.forEach((button) => button.setAttribute('aria-pressed', String(chosen().includes(button.dataset.hours))));
  watch(['hours'], follow);
  follow();
  return h('span', { class: 'filter' }, h('span', { id: 'hours-label' }, t('desk.time_of_day')),
    h('span', { class: 'parts', role: 'group', 'aria-labelledby': 'hours-label', title: t('desk.hours_note') }, buttons));
}
