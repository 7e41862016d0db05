// What the pointer and the keys do: the beat that units go to, the brush, undo and redo.

import { h } from '../dom.js';
import { t } from '../texts.js';
import { canRedo, canUndo, freeNumber, onChange, redo, undo } from './plan.js';

const listeners = [];
const SAID_MS = 6000;

/** The beat that units go to (0 for none), and whether dragging brushes. */
export const chosen = {
  beat: 0,
  brush: false,
  choose(beat) {
    this.beat = this.beat === beat ? 0 : beat;
    if (!this.beat) this.brush = false;
    tell();
  },
};

/** Call back when another beat or tool is chosen. */
export function onTool(callback) {
  listeners.push(callback);
}

/** Say something in passing. */
export function say(words) {
  const place = document.getElementById('said');
  place.textContent = words;
  window.clearTimeout(place.timer);
  place.timer = window.setTimeout(() => { place.textContent = ''; }, SAID_MS);
}

/** Draw the tools over the map, and bind the keys. */
export function startTools(keep) {
  const place = document.getElementById('tools');
  const button = (name, key, act) => h('button', { class: 'button', id: `tool-${name}`, title: `${t(`designer.${name}`)} (${key})`, onclick: act }, t(`designer.${name}`));
  const buttons = {
    undo: button('undo', 'Ctrl+Z', undo),
    redo: button('redo', 'Ctrl+Y', redo),
    brush: button('brush', 'B', brush),
    new_beat: button('new_beat', 'N', newBeat),
  };
  const target = h('span', { class: 'target' });
  place.replaceChildren(...Object.values(buttons), target);
  const draw = () => {
    buttons.undo.disabled = !canUndo();
    buttons.redo.disabled = !canRedo();
    buttons.brush.setAttribute('aria-pressed', String(chosen.brush));
    buttons.brush.disabled = !chosen.beat;
    target.textContent = chosen.beat ? t('designer.target', { beat: chosen.beat }) : t('designer.target_none');
  };
  onChange(draw);
  onTool(draw);
  draw();
  document.addEventListener('keydown', (event) => press(event, keep));
}

function brush() {
  if (!chosen.beat) return;
  chosen.brush = !chosen.brush;
  tell();
}

function newBeat() {
  chosen.beat = freeNumber();
  tell();
}

function press(event, keep) {
  const key = event.key.toLowerCase();
  const typing = event.target.closest('input, select, textarea') !== null;
  const act = event.ctrlKey || event.metaKey
    ? { z: event.shiftKey ? redo : undo, y: redo, s: keep }[key]
    : typing ? null : { b: brush, n: newBeat, escape: () => { chosen.choose(chosen.beat); } }[key];
  if (!act || (typing && key !== 's' && event.target.type !== 'checkbox' && event.target.type !== 'radio')) return;
  event.preventDefault();
  act();
}

function tell() {
  for (const listener of listeners) listener();
}
