// Import of a file: hand it in, look at what was found, store it or throw it away.

import { ask, send } from './api.js';
import { h } from './dom.js';
import { follow, progressWords, stop } from './jobs.js';
import { drawReadings } from './readings.js';
import { label, lang, number, t } from './texts.js';

const FIELDS = ['incident_id', 'case_id', 'occurred_at', 'occurred_from', 'occurred_to', 'reported_at', 'category', 'subcategory', 'lon', 'lat', 'station', 'status', 'source'];
const place = document.getElementById('step');
let upload = null; // { id, name }
let reading = { crs: 'auto', columns: {}, same_id: 'update' };

begin();

function show(...children) {
  place.replaceChildren(...children.filter(Boolean));
}

function begin(message = '') {
  upload = null;
  reading = { crs: 'auto', columns: {}, same_id: 'update' };
  const input = h('input', { type: 'file', id: 'file', onchange: () => input.files[0] && handIn(input.files[0]) });
  const drop = h('div', {
    class: 'drop',
    ondragover: (event) => { event.preventDefault(); drop.classList.add('drop-over'); },
    ondragleave: () => drop.classList.remove('drop-over'),
    ondrop: (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) handIn(event.dataTransfer.files[0]); },
  },
  h('p', {}, t('import.drop'), ' ', h('label', {}, input, h('span', { class: 'button' }, t('import.choose')))),
  h('p', { class: 'quiet' }, t('import.kinds')));
  show(message && h('p', { class: 'said', role: 'status' }, message), drop);
}

/** Send the file; fetch tells no progress of an upload, the older way does. */
function handIn(file) {
  const bar = h('progress', { max: 100, value: 0, 'aria-label': t('import.sending', { percent: '' }) });
  const words = h('p', {}, t('import.sending', { percent: 0 }));
  const request = new XMLHttpRequest();
  show(h('div', { class: 'working' }, bar, words,
    h('button', { class: 'button', onclick: () => { request.abort(); begin(t('import.cancelled')); } }, t('import.cancel'))));
  request.upload.addEventListener('progress', (event) => {
    bar.value = (event.loaded / event.total) * 100;
    words.textContent = t('import.sending', { percent: number(bar.value) });
  });
  request.addEventListener('load', () => {
    const said = JSON.parse(request.responseText || '{}');
    if (request.status !== 201) return failed(said.detail ?? t('desk.error_unexpected'));
    upload = said;
    return check();
  });
  request.addEventListener('error', () => failed(t('desk.error_network')));
  const form = new FormData();
  form.append('file', file);
  request.open('POST', `/api/v1/imports?lang=${lang}`);
  request.send(form);
}

function failed(message) {
  show(h('p', { class: 'said said-error', role: 'alert' }, h('strong', {}, t('import.failed')), h('br'), message),
    h('div', { class: 'choices' }, h('button', { class: 'button', onclick: discard }, t('import.another'))));
}

async function discard() {
  if (upload) await send('DELETE', `imports/${upload.id}`).catch(() => null);
  begin();
}

/** Do a job on the file, with its progress; gives what was found, nothing when it was cancelled. */
async function work(what, words) {
  const { job } = await send('POST', `imports/${upload.id}/${what}`, reading);
  const bar = h('progress', { 'aria-label': words });
  const note = h('p', { class: 'quiet' });
  show(h('div', { class: 'working' }, h('p', {}, words), bar, note,
    h('button', { class: 'button', onclick: () => stop(job) }, t('import.cancel'))));
  const ended = await follow(job, (now) => {
    if (now.total) Object.assign(bar, { max: now.total, value: now.done });
    note.textContent = progressWords(now, number);
  });
  return ended.state === 'done' ? ask(`imports/${upload.id}/found/${job}`) : null;
}

async function check() {
  try {
    const found = await work('check', t('import.checking', { file: upload.name }));
    if (found) await showFound(found);
    else await discard().then(() => begin(t('import.cancelled')));
  } catch (error) {
    failed(error.message);
  }
}

async function showFound(found) {
  const maps = h('div', { class: 'readings' });
  const list = (rows) => h('dl', {}, rows.flatMap(([name, count]) => [h('dt', {}, name), h('dd', {}, count)]));
  const again = h('button', { class: 'button', onclick: check }, t('import.again'));
  show(
    h('div', { class: 'found' },
      h('h2', {}, t('import.found', { file: upload.name })),
      found.doubt ? h('p', { class: 'said', role: 'alert' }, found.doubt) : list(found.rows),
      h('div', {},
        found.reasons.length ? [h('strong', {}, t('import.reasons')), list(found.reasons), h('p', {}, h('a', { class: 'button button-small', href: `/api/v1/imports/${upload.id}/rejects` }, t('import.rejects')))] : null)),
    found.remarks.length && h('div', {}, h('h2', {}, t('import.remarks')), h('ul', {}, found.remarks.map((said) => h('li', {}, said)))),
    found.readings.length && h('div', {}, h('h2', {}, t('import.system')), h('p', { class: 'quiet' }, t('import.system_note')), maps),
    h('p', { class: 'other-system' }, h('label', { for: 'crs' }, t('import.system_other')), ' ', h('input', {
      id: 'crs', placeholder: 'EPSG:4546', size: 14, value: reading.crs.includes(':') ? reading.crs : '',
      onchange: (event) => { reading.crs = event.target.value.trim() || 'auto'; again.focus(); },
    })),
    h('h2', {}, t('import.columns')),
    h('p', { class: 'quiet' }, t('import.columns_note')),
    h('div', { class: 'fields-found' }, FIELDS.flatMap((field) => column(field, found))),
    h('div', { class: 'choices' },
      h('label', {}, t('import.same_id'), ' ', h('select', { id: 'same-id', onchange: (event) => { reading.same_id = event.target.value; } },
        ['update', 'keep'].map((code) => h('option', { value: code, selected: reading.same_id === code }, t(`import.same_id_${code}`))))),
      again,
      h('button', { class: 'button', onclick: discard }, t('import.discard')),
      found.accepted
        ? h('button', { class: 'button button-main', onclick: commit }, t('import.commit', { rows: number(found.accepted) }))
        : h('p', { class: 'quiet' }, found.doubt ? '' : t('import.nothing'))));
  if (found.readings.length) {
    const points = await ask(`imports/${upload.id}/preview`);
    await drawReadings(maps, points, reading.crs === 'auto' ? found.crs : reading.crs, (crs) => { reading.crs = crs; again.focus(); });
  }
}

function column(field, found) {
  const now = reading.columns[field] ?? found.columns[field] ?? '';
  const options = ['', ...found.file_columns].map((name) => h('option', { value: name, selected: name === now }, name || t('import.no_column')));
  return [
    h('label', { for: `field-${field}` }, label('field', field)),
    h('select', { id: `field-${field}`, onchange: (event) => { reading.columns[field] = event.target.value; } }, options),
  ];
}

async function commit() {
  try {
    const found = await work('commit', t('import.storing'));
    if (!found) return begin(t('import.cancelled'));
    const counts = Object.fromEntries(Object.entries(found.counts).map(([name, count]) => [name, number(count)]));
    return show(h('p', { class: 'said', role: 'status' }, t('import.done', counts)),
      h('div', { class: 'choices' },
        found.rejected ? h('a', { class: 'button', href: `/api/v1/imports/${upload.id}/rejects` }, t('import.rejects')) : null,
        h('button', { class: 'button', onclick: () => begin() }, t('import.another')),
        h('a', { class: 'button button-main', href: `/?lang=${lang}` }, t('import.to_desk'))));
  } catch (error) {
    return failed(error.message);
  }
}
