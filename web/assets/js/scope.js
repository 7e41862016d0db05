// Which incidents the desk is about: the default scope, one class with its own areas, or all.

import { h } from './dom.js';
import { CLASSES, get, update, watch } from './state.js';
import { t } from './texts.js';

/** Draw the chooser; a class without areas says so in the list, and how to find them. */
export function startScope({ scopes }) {
  const found = new Set(scopes.map((categories) => categories.join(',')));
  const choices = ['in', ...CLASSES, 'all'].map((name) => h('option', { value: name, class: found.has(name) ? 'found' : '' },
    t(`desk.scope_${name}`)));
  const select = h('select', { id: 'scope', onchange: () => update({ scope: select.value }) }, choices);
  const follow = () => { select.value = get('scope'); };
  document.getElementById('scope-place').replaceChildren(h('label', { for: 'scope' }, t('desk.scope')), select);
  watch(['scope'], follow);
  follow();
}
