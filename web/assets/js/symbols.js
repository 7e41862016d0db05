// Shapes of point symbols: told apart by form, not by colour alone. One path serves map and legend.

import { s } from './dom.js';
import { AREA, BASE, PATROL } from './palette.js';

const SIZE = 20;

const SYMBOLS = {
  stations: { colour: '#17375e', path: 'M10 1.5 17.5 4.5v5.5c0 4.5-3.2 7.3-7.5 8.5-4.3-1.2-7.5-4-7.5-8.5V4.5z' },
  checkpoints: { colour: '#6b3fa0', path: 'M10 2 18.5 17h-17z' },
  repeated: { colour: '#7a1f5c', path: 'M3.5 3.5h13v13h-13z' },
  closures: { colour: '#222222', path: 'M2 7.5h16v5H2z' },
  'standing-point': { colour: PATROL.standing, path: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14z' },
  'proposed-point': { colour: PATROL.proposed, path: 'M10 1a9 9 0 1 1 0 18 9 9 0 0 1 0-18z' },
  'key-places': { colour: '#0f6b5c', path: 'M10 1.5 18.5 10 10 18.5 1.5 10z' },
};

const RATIO = 4; // pixels drawn for each pixel of the page: enough for paper

/** Add the symbols to the map as images named like their layers. */
export function addSymbols(map) {
  for (const [name, { colour, path }] of Object.entries(SYMBOLS)) {
    addImage(map, name, SIZE, (pen) => {
      const shape = new Path2D(path);
      pen.lineWidth = 2.5;
      pen.lineJoin = 'round';
      pen.strokeStyle = BASE.halo;
      pen.stroke(shape);
      pen.fillStyle = colour;
      pen.fill(shape);
    });
  }
}

/** Draw an area's badge, as `significant-3` or `watch-9`: a full disc, or a hollow and dashed one. */
export function drawBadge(map, properties) {
  const { tier } = properties;
  const rank = String(properties.rank);
  const id = `${tier}-${rank}`;
  if (map.hasImage(id)) return;
  const significant = tier === 'significant';
  const size = significant ? 26 : 22;
  addImage(map, id, size, (pen) => {
    disc(pen, size / 2, BASE.halo);
    disc(pen, size / 2 - 1.5, significant ? AREA : BASE.halo);
    if (!significant) {
      pen.setLineDash([3, 2.2]);
      pen.strokeStyle = AREA;
      pen.lineWidth = 1.4;
      pen.stroke();
    }
    pen.fillStyle = significant ? BASE.halo : AREA;
    pen.font = `600 ${rank.length > 2 ? 9 : significant ? 12 : 11}px sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(rank, size / 2, size / 2 + 0.5);
  });
}

function disc(pen, radius, colour) {
  const middle = pen.canvas.width / RATIO / 2;
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

function addImage(map, name, size, draw) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.scale(RATIO, RATIO);
  draw(pen);
  map.addImage(name, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: RATIO });
}

/** Draw a symbol for the legend. */
export function symbol(name) {
  const { colour, path } = SYMBOLS[name];
  return s('svg', { viewBox: `0 0 ${SIZE} ${SIZE}`, class: 'swatch', 'aria-hidden': 'true' }, s('path', { d: path, fill: colour }));
}
