// Lets the months chosen move along by themselves, a step a month.

import { h } from './dom.js';
import { get, update } from './state.js';
import { t } from './texts.js';

const STEP_MS = 1200;
let timer = 0;

/** Make the button; where all months are chosen, single months are played. */
export function playButton(names) {
  stop();
  const button = h('button', { class: 'button button-small play', onclick: () => (timer ? halt() : start()) });
  const draw = () => {
    button.textContent = t(timer ? 'desk.pause' : 'desk.play');
    button.setAttribute('aria-pressed', String(Boolean(timer)));
  };
  const halt = () => {
    stop();
    draw();
  };
  const start = () => {
    step(names, true);
    timer = window.setInterval(() => step(names, false) || halt(), STEP_MS);
    draw();
  };
  draw();
  return button;
}

function stop() {
  window.clearInterval(timer);
  timer = 0;
}

/** Move on by a month; at the start, and only then, from the end back to the beginning. */
function step(names, fromStart) {
  const [from, to] = [names.indexOf(get('from')), names.indexOf(get('to'))];
  const length = to - from >= names.length - 1 ? 1 : to - from + 1;
  const isOver = to >= names.length - 1;
  if (isOver && !fromStart) return false;
  const first = isOver ? 0 : from + 1;
  update({ from: names[first], to: names[first + length - 1] });
  return true;
}
