// Scale bar and north arrow: drawn in millimetres of paper.

import { s } from './dom.js';
import { number, t } from './texts.js';

const STEPS = [[5, 5], [4, 4], [2, 4], [1, 4]]; // leading figure of the length, parts that it is divided into
const BAR_MM = 2.2;
const MARGIN_MM = 5; // figures reach beyond the ends of the bar
const KILOMETRE = 1000;

/** Draw a bar as long as fits into so many millimetres, true at a scale of 1 to so many. */
export function scaleBar(scale, mostMm) {
  const { metres, parts } = longest((mostMm - 2 * MARGIN_MM) * 1e-3 * scale);
  const wide = (metres / scale) * 1e3;
  const bars = Array.from({ length: parts }, (_, part) => s('rect', {
    x: MARGIN_MM + (wide * part) / parts, y: 4.4, width: wide / parts, height: BAR_MM, class: part % 2 ? 'scale-light' : 'scale-dark',
  }));
  const [unit, digits] = metres >= KILOMETRE ? [KILOMETRE, t('print.km')] : [1, t('print.m')];
  const at = (part, words) => s('text', { x: MARGIN_MM + (wide * part) / parts, y: 3.2, class: 'scale-figure' }, words);
  return s('svg', {
    class: 'scale-bar', viewBox: `0 0 ${mostMm} 7`, style: { width: `${mostMm}mm`, height: '7mm' },
    role: 'img', 'aria-label': t('print.scale_bar', { length: `${figure(metres / unit)} ${digits}` }), 'data-metres': metres, 'data-mm': wide,
  }, bars, at(0, '0'), at(Math.floor(parts / 2), figure((metres / unit) * (Math.floor(parts / 2) / parts))), at(parts, `${figure(metres / unit)} ${digits}`));
}

function longest(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const [leading, parts] = STEPS.find(([step]) => step * power <= most);
  return { metres: leading * power, parts };
}

function figure(value) {
  return number(value, Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2);
}

/** Draw the arrow; the top of every sheet is north. */
export function northArrow() {
  return s('svg', { class: 'north', viewBox: '0 0 20 30', role: 'img', 'aria-label': t('print.north') },
    s('text', { x: 10, y: 9 }, t('print.north_letter')),
    s('path', { d: 'M10 11 3 29l7-4.5z', class: 'north-dark' }),
    s('path', { d: 'M10 11 17 29l-7-4.5z', class: 'north-light' }));
}
