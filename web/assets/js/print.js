// Starts the sheet to print: the state of the address on paper, drawn anew whenever the paper changes.

import { ask, latest } from './api.js';
import { changeWords } from './change_words.js';
import { h } from './dom.js';
import { choosePeriod, fillOther, incidentLoader, periodParameters } from './incidents.js';
import { otherMonths } from './months.js';
import { noMap, say } from './notices.js';
import { PATROL_OVERLAYS, allBrought, arrived } from './patrol.js';
import { BASE, POINTS, countyBounds } from './places.js';
import { sheetLegend } from './print_legend.js';
import { areaList, fit } from './print_list.js';
import { northArrow, scaleBar } from './print_scale.js';
import { writeFoot, writeHead } from './print_words.js';
import { onPurpose, startPurpose } from './purpose.js';
import { address, chosenClass, get, readAddress, shows, update, watch } from './state.js';
import { addThemes, setData } from './themes.js';
import { lang, month, months, number, t } from './texts.js';

const BAR_MM = { a4: 46, a3: 58 };
const library = document.createElement('canvas').getContext('webgl2') ? import('./print_map.js') : null;
const paper = document.getElementById('paper');
const button = document.getElementById('print');
const status = document.getElementById('status');

readAddress();
startTools();
start();

async function start() {
  if (!library) return noMap(lang);
  try {
    const sheet = await prepare();
    const draw = latestOnly(() => drawSheet(sheet));
    watch(['paper', 'turn'], draw);
    onPurpose(draw);
    startPurpose();
    await draw();
  } catch (error) {
    fail(error);
  }
  return undefined;
}

/** Bring everything that does not depend on the paper. */
async function prepare() {
  const category = chosenClass();
  const [summary, beats, areas, repeated, { makeSheetMap, setForPaper, ...drawing }] = await Promise.all([
    ask('summary'), ask('beats'), ask('areas', { category }), ask('repeated-places', { category }), library,
  ]);
  choosePeriod(summary, areas.analysis);
  const map = await makeSheetMap(countyBounds(summary));
  window.desk = { map };
  addThemes(map);
  setForPaper(map);
  for (const [name, collection] of Object.entries({ areas, repeated, beats })) setData(map, name, collection);
  await Promise.all([...BASE, ...POINTS].map(async (name) => setData(map, name, await ask(`places/${name}`))));
  return { map, summary, areas, load: summary.incidents ? incidentLoader(map) : () => {}, ...drawing };
}

/** Lay the paper out, then draw the map into what it leaves free. */
async function drawSheet({ map, summary, areas, load, aspect, stand, drawn, takePicture }) {
  const other = otherMonths();
  writeHead(summary);
  writeFoot(summary);
  layOut(Boolean(other), aspect(countyBounds(summary)));
  const frame = document.getElementById('frame');
  const scale = stand(map, frame, countyBounds(summary));
  await load();
  await allBrought();
  const missing = Object.entries(PATROL_OVERLAYS).filter(([overlay, names]) => shows(overlay) && !names.every(arrived));
  if (missing.length) throw new Error(t('desk.error_title', { what: missing.map(([overlay]) => t(`desk.show_${overlay}`)).join(t('desk.list_comma')) }));
  writeFoot(summary);
  writeSide(map, summary, areas, scale);
  await drawn(map);
  await takePicture(map, document.getElementById('picture'));
  if (other) await drawOther(map, other, summary, { drawn, takePicture });
  else document.getElementById('caption').replaceChildren();
  status.textContent = t('print.ready', { paper: get('paper').toUpperCase(), turn: t(`print.${get('turn')}`), scale: number(scale) });
}

function layOut(isCompared, wide) {
  paper.dataset.paper = get('paper');
  paper.dataset.turn = get('turn');
  paper.dataset.compared = String(isCompared);
  document.getElementById('frame-beside').hidden = !isCompared;
  stack(wide);
  sizePage();
  scalePreview();
}

/** Lay two maps side by side or one above the other, whichever shows the ground larger. */
function stack(wide) {
  const frame = document.getElementById('frame');
  const [beside, above] = ['false', 'true'].map((stacked) => {
    paper.dataset.stacked = stacked;
    return Math.min(frame.clientWidth / wide, frame.clientHeight);
  });
  paper.dataset.stacked = String(above > beside);
}

/** Tell the browser what paper to print on: a rule of our own sheet, since the page may hold no style itself. */
function sizePage() {
  const sheet = [...document.styleSheets].find(({ href }) => href?.endsWith('/print.css'));
  for (let place = sheet.cssRules.length - 1; place >= 0; place -= 1) if (sheet.cssRules[place].type === CSSRule.PAGE_RULE) sheet.deleteRule(place);
  sheet.insertRule(`@page { size: ${get('paper').toUpperCase()} ${get('turn')}; margin: 0; }`, sheet.cssRules.length);
}

/** Show the whole sheet in the window, whatever its size. */
function scalePreview() {
  const place = document.getElementById('preview');
  const shrunk = Math.min(1, (place.clientWidth - 32) / paper.offsetWidth, (window.innerHeight - place.offsetTop - 32) / paper.offsetHeight);
  paper.style.setProperty('--shrunk', Math.max(shrunk, 0.25));
  Object.assign(place.style, { height: `${paper.offsetHeight * Math.max(shrunk, 0.25) + 32}px` });
}

function writeSide(map, summary, areas, scale) {
  const side = document.getElementById('side');
  side.classList.remove('tight');
  document.getElementById('legend').replaceChildren(...sheetLegend(summary.places).filter(Boolean));
  document.getElementById('list').replaceChildren(...areaList(areas, map.getBounds()));
  document.getElementById('measure').replaceChildren(northArrow(),
    h('div', {}, scaleBar(scale, BAR_MM[get('paper')]), h('p', { class: 'scale-ratio' }, t('print.scale', { scale: number(scale) }))));
  fit(side);
}

/** Draw the other months on the same ground, in the same classes. */
async function drawOther(map, other, { first_month: first }, { drawn, takePicture }) {
  await fillOther(map, other, { cells: latest(), circles: latest() });
  await drawn(map);
  await takePicture(map, document.getElementById('picture-beside'));
  const { since, until } = periodParameters(other);
  const all = await ask('incidents/change', { ...periodParameters(), against_since: since, against_until: until });
  caption('caption-beside', other, all.before);
  caption('caption', { from: get('from'), to: get('to') }, all.now, other.from < first ? t('desk.against_uncovered', { month: month(first) }) : changeWords(all));
}

function caption(id, { from, to }, count, words = '') {
  document.getElementById(id).textContent = [months(from, to), t('desk.incident_count', { count: number(count) }), words].filter(Boolean).join(' · ');
}

/** Draw again once the drawing under way is done; only the last wish counts. */
function latestOnly(draw) {
  let running = null;
  let again = false;
  return async () => {
    again = true;
    running ??= (async () => {
      setReady(false);
      try {
        while (again) {
          again = false;
          await draw();
        }
        setReady(true);
      } catch (error) {
        fail(error);
      } finally {
        running = null;
      }
    })();
    return running;
  };
}

function setReady(isReady) {
  button.disabled = !isReady;
  document.body.dataset.ready = String(isReady);
  if (!isReady) status.textContent = t('print.drawing');
}

/** A sheet with a hole in it is not printed. */
function fail(error) {
  status.textContent = '';
  document.body.dataset.ready = 'true';
  say('sheet', t('print.sheet'), error.message, () => window.location.reload());
}

function startTools() {
  const choice = (name, value) => h('label', { class: 'print-choice' },
    h('input', { type: 'radio', name, value, checked: get(name) === value, onchange: () => update({ [name]: value }) }), t(`print.${value}`));
  const group = (name, values) => h('fieldset', {}, h('legend', {}, t(`print.${name}`)), values.map((value) => choice(name, value)));
  document.getElementById('choices').replaceChildren(group('paper', ['a4', 'a3']), group('turn', ['landscape', 'portrait']));
  button.addEventListener('click', () => window.print());
  window.addEventListener('resize', scalePreview);
  const back = document.getElementById('back');
  back.addEventListener('click', () => { back.href = deskAddress(); });
  for (const link of document.querySelectorAll('[data-lang]')) {
    link.addEventListener('click', () => { link.href = address(link.dataset.lang); });
  }
}

function deskAddress() {
  const asked = new URLSearchParams(address().split('?')[1] ?? '');
  for (const name of ['box', 'paper', 'turn']) asked.delete(name);
  return `/?${asked}`;
}
