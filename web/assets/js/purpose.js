// What single incidents are read for: police roles say it once a session, and it is kept with every reading.

import { send } from './api.js';
import { h } from './dom.js';
import { say } from './notices.js';
import { boot, label, t } from './texts.js';

const PURPOSES = ['patrol', 'investigation', 'analysis', 'report', 'inspection'];
const listeners = [];

/** Let who may read rows say what for. */
export function startPurpose() {
  if (!boot.rows) return;
  const place = document.getElementById('purpose-place');
  const options = [
    h('option', { value: '', disabled: true, selected: !boot.purpose }, t('desk.purpose_choose')),
    ...PURPOSES.map((code) => h('option', { value: code, selected: code === boot.purpose }, label('purpose', code))),
  ];
  const chooser = h('select', { id: 'purpose', onchange: (event) => choose(event.target.value) }, options);
  place.replaceChildren(h('label', { for: 'purpose', title: t('desk.purpose_missing') }, t('desk.purpose')), chooser);
  place.hidden = false;
}

/** Call back when a purpose was said. */
export function onPurpose(listener) {
  listeners.push(listener);
}

async function choose(purpose) {
  try {
    await send('PUT', 'session/purpose', { purpose });
    boot.purpose = purpose;
    listeners.forEach((listener) => listener());
  } catch (error) {
    say('purpose', t('desk.purpose'), error.message, () => choose(purpose));
  }
}
