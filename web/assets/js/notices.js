// What went wrong or is missing, said over the map until it is mended.

import { h } from './dom.js';
import { t } from './texts.js';

const board = document.getElementById('notices');
const standing = new Map();

/** Say that something could not be loaded, with a button to try again. */
export function say(key, what, message, retry) {
  put(key, h('div', { class: 'notice notice-error' },
    h('p', {}, h('strong', {}, t('desk.error_title', { what })), h('br'), message),
    retry && h('button', { class: 'button', onclick: () => { clear(key); retry(); } }, t('desk.retry'))));
}

/** Say what is missing and how to bring it. */
export function hint(key, message) {
  put(key, h('div', { class: 'notice' }, h('p', {}, message)));
}

/** Take a notice away. */
export function clear(key) {
  standing.get(key)?.remove();
  standing.delete(key);
}

/** Say, in the map's place, that this browser cannot show it, and lead to the simple map. */
export function noMap(lang) {
  document.getElementById('map').replaceChildren(h('div', { class: 'no-map', role: 'alert' },
    h('h2', {}, t('desk.webgl_title')),
    h('p', {}, t('desk.webgl_text')),
    h('a', { class: 'button', href: `/simple?lang=${lang}` }, t('desk.webgl_link'))));
}

function put(key, notice) {
  clear(key);
  standing.set(key, notice);
  board.append(notice);
}
