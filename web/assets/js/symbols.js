// Shapes of point symbols: told apart by form, not by colour alone. One path serves map and legend.

import { BASE } from './palette.js';
import { s } from './dom.js';

const SIZE = 20;

export const SYMBOLS = {
  stations: { colour: '#17375e', path: 'M10 1.5 17.5 4.5v5.5c0 4.5-3.2 7.3-7.5 8.5-4.3-1.2-7.5-4-7.5-8.5V4.5z' },
  checkpoints: { colour: '#6b3fa0', path: 'M10 2 18.5 17h-17z' },
  'key-places': { colour: '#0f6b5c', path: 'M10 1.5 18.5 10 10 18.5 1.5 10z' },
};

/** Add the symbols to the map as images named like their layers. */
export function addSymbols(map) {
  const ratio = 2;
  for (const [name, { colour, path }] of Object.entries(SYMBOLS)) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIZE * ratio;
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const shape = new Path2D(path);
    pen.lineWidth = 2.5;
    pen.lineJoin = 'round';
    pen.strokeStyle = BASE.halo;
    pen.stroke(shape);
    pen.fillStyle = colour;
    pen.fill(shape);
    map.addImage(name, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: ratio });
  }
}

/** Draw a symbol for the legend. */
export function symbol(name) {
  const { colour, path } = SYMBOLS[name];
  return s('svg', { viewBox: `0 0 ${SIZE} ${SIZE}`, class: 'swatch', 'aria-hidden': 'true' }, s('path', { d: path, fill: colour }));
}
