// Drafts and what becomes of them: save, open, copy, delete, submit, consent, approve, print.

import { ask, send } from '../api.js';
import { h } from '../dom.js';
import { boot, label, lang, moment, number, t } from '../texts.js';
import { parameters } from './parameters.js';
import { beatsByCode, locks, onChange, open, plan, saved } from './plan.js';
import { say } from './tools.js';

const list = document.getElementById('list-drafts');
const foot = document.getElementById('foot');
const name = h('input', { id: 'plan-name', maxlength: 80, placeholder: t('designer.name'), 'aria-label': t('designer.name') });

/** The plan that is shown: null for the beats in force. */
export const shown = { plan: null };

let scope = { station: '', names: {} };
let bring = null;

/** List the plans, and draw the foot of the panel for the one that is shown. */
export async function startDrafts(found, bringGround) {
  scope = found;
  bring = bringGround;
  await draw();
}

export function watchPlan() {
  onChange(drawFoot);
}

/** Show a plan of the list, on its own ground. */
export async function openPlan(id) {
  const found = await ask(`beat-plans/${id}`);
  Object.assign(parameters, found.parameters);
  await bring(boot.station || found.station, found);
}

/** Say what is shown, once its ground is there. */
export function show(found) {
  shown.plan = found;
  name.value = found?.name ?? '';
  const address = new URL(window.location.href);
  if (found) address.searchParams.set('plan', found.id);
  else address.searchParams.delete('plan');
  window.history.replaceState(null, '', address);
  if (found) open(found.beats, found.locks);
  drawFoot();
}

/** Keep what is shown as a draft: in its own place where it is one, else as a new one. */
export async function save() {
  if (!name.value.trim()) {
    name.focus();
    say(t('designer.name_first'));
    return null;
  }
  const body = { name: name.value, station: scope.station, beats: beatsByCode(), locks: locks(), parameters };
  const kept = shown.plan?.may.edit
    ? await send('PUT', `beat-plans/${shown.plan.id}`, body)
    : await send('POST', 'beat-plans', body);
  say(t('designer.saved', { name: kept.name }));
  shown.plan = kept;
  saved();
  const address = new URL(window.location.href);
  address.searchParams.set('plan', kept.id);
  window.history.replaceState(null, '', address);
  await draw();
  return kept;
}

/** Do something, say what went wrong, and list the plans anew. */
async function act(what) {
  try {
    await what();
  } catch (error) {
    say(error.message);
  }
  await draw();
}

async function step(method, path, after) {
  const found = await send(method, `beat-plans/${shown.plan.id}/${path}`);
  say(t(after, { name: found.name }));
  shown.plan = found.may ? found : null;
  saved();
  if (after === 'designer.approved') await bring(scope.station, found);
}

async function submit() {
  if (plan.changed || !shown.plan?.may.edit) await save();
  if (shown.plan?.may.edit) await step('POST', 'submission', 'designer.submitted');
}

function drawFoot() {
  const may = shown.plan?.may ?? {};
  const button = (id, act_, more = '') => h('button', { class: `button ${more}`, id, onclick: () => act(act_) }, t(`designer.${id}`));
  const cards = shown.plan ? `/api/v1/beat-plans/${shown.plan.id}/cards.pdf?lang=${lang}` : `/api/v1/beat-plans/in-force/cards.pdf?lang=${lang}&station=${scope.station}`;
  const state = shown.plan ? label('plan_state', shown.plan.state) : t('designer.in_force');
  document.getElementById('subtitle').replaceChildren(
    shown.plan ? `${shown.plan.name} · ${state}` : state, plan.changed ? h('strong', { class: 'unsaved' }, ` · ${t('designer.unsaved')}`) : '');
  if (!foot.contains(name)) foot.replaceChildren(h('div', { class: 'foot-row', id: 'foot-save' }), h('div', { class: 'foot-row', id: 'foot-steps' }));
  const draft = !shown.plan || shown.plan.may.edit || plan.changed;
  foot.firstChild.replaceChildren(...(draft ? [name, button('save', save)] : [button('copy', () => copy(shown.plan))]));
  foot.lastChild.replaceChildren(
    ...(draft ? [button('submit', submit)] : []),
    ...(may.consent ? [button('consent', () => step('POST', 'consent', 'designer.consented'), 'button-main')] : []),
    ...(may.approve ? [button('approve', () => step('POST', 'approval', 'designer.approved'), 'button-main')] : []),
    ...(may.take_back ? [button(shown.plan.owner === boot.station ? 'take_back' : 'return', () => step('DELETE', 'submission', 'designer.taken_back'))] : []),
    h('a', { class: 'button', id: 'print', target: '_blank', href: cards, title: plan.changed ? t('designer.print_saved') : '' }, t('designer.print')));
}

async function copy(found) {
  const made = await send('POST', `beat-plans/${found.id}/copy`, { name: t('designer.copy_of', { name: found.name }).slice(0, 80) });
  await openPlan(made.id);
}

async function draw() {
  const plans = await ask('beat-plans');
  list.replaceChildren(
    h('div', { class: 'beat-line' },
      h('button', { class: `row ${shown.plan ? '' : 'row-chosen'}`, onclick: () => leave(() => bring(scope.station, null)) },
        h('span', { class: 'row-text' }, h('span', { class: 'row-title' }, t('designer.in_force')), h('span', { class: 'row-note' }, t('designer.in_force_note'))))),
    plans.length ? h('ol', { class: 'rows' }, plans.flatMap(planRow)) : h('p', { class: 'empty' }, t('designer.no_drafts')));
  drawFoot();
}

function planRow(found) {
  const last = found.steps.at(-1);
  const { beats, max_ratio: most, broken = [], stations = [] } = found.facts;
  const waiting = found.state === 'submitted' ? stations.filter((code) => !found.consents[code]) : [];
  const where = found.station ? scope.names[found.station] ?? found.station : t('designer.county');
  const figures = [where, t('designer.beats_of', { count: number(beats) }), `${t('designer.column_most')} ${number(most, 2)}`,
    broken.length ? t('designer.broken_count', { count: broken.length }) : ''].filter(Boolean).join(' · ');
  const isShown = shown.plan?.id === found.id;
  return [h('li', { class: 'beat-line' },
    h('button', { class: `row ${isShown ? 'row-chosen' : ''}`, onclick: () => leave(() => openPlan(found.id)) },
      h('span', { class: 'row-text' },
        h('span', { class: 'row-title' }, found.name),
        h('span', { class: 'row-note' }, figures),
        last && !isShown ? h('span', { class: 'row-note' }, `${last.actor} ${label('deed', last.action)} · ${moment(last.at)}`) : '',
        waiting.length ? h('span', { class: 'row-note waits' }, t('designer.waits_for', { stations: waiting.map((code) => scope.names[code] ?? code).join(lang === 'zh' ? '、' : ', ') })) : ''),
      h('span', { class: `state state-${found.state}` }, label('plan_state', found.state))),
    found.may.edit ? h('button', { class: 'remove', 'aria-label': t('designer.remove', { name: found.name }), title: t('designer.remove', { name: found.name }), onclick: () => act(() => remove(found)) }, '×') : ''),
  isShown ? h('li', {}, h('ol', { class: 'steps' }, found.steps.map(stepRow))) : ''];
}

/** Who did what, and when. */
function stepRow({ actor, action, at }) {
  return h('li', {}, `${moment(at)} · ${actor} ${label('deed', action)}`);
}

/** Go to another plan, unless that would lose what was not saved and the user does not want it. */
function leave(go) {
  if (!plan.changed || window.confirm(t('designer.leave'))) act(go);
}

async function remove(found) {
  if (!window.confirm(t('designer.remove_sure', { name: found.name }))) return;
  await send('DELETE', `beat-plans/${found.id}`);
  if (shown.plan?.id === found.id) await bring(scope.station, null);
}
