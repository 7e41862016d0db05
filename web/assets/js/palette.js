// Colours, in one place. Ramps keep their order for every kind of colour vision (lightness rises or
// falls all the way); text on them has a contrast of at least 4.5 to 1.

export const DENSITY = ['#fdf0c8', '#f9ce82', '#ee9a44', '#cf5f1c', '#8f2d0a'];

export const ZONES = { urban: '#6c7fb8', fringe: '#efc352', rural: '#d3e4d0' };

/** Load ratio: lower limit and colour; the middle class is the fair one. */
export const LOAD_RATIO = [
  [0, '#8073ac'],
  [0.85, '#bfb8da'],
  [0.95, '#f4f2ee'],
  [1.05, '#fdb863'],
  [1.15, '#dd7b12'],
];

/** Reach of standing points; the same as on exported maps. */
export const COVER = { backed_up: '#99ddaa', once: '#eedd88', blind: '#ee8866', unreached: '#aa3377' };

export const PATROL = {
  joint: '#7a1f5c', corridor: '#b36b00', corridorFill: '#f0a830', rural: '#3f6b35', exit: '#222222', gap: '#cc3311',
  unvisited: '#aa3377', section: '#c2185b', route: '#c05f00', standing: '#1f3d7a', proposed: '#cc3311',
};

/** Beats side by side: light enough for figures to stand on; which is which is said by number and outline too. */
export const BEATS = ['#8fb8de', '#eedd88', '#7cc8a4', '#f0a58a', '#c9b1d9', '#cddb6e', '#a8dced', '#f4c0d1'];

export const AREA = '#12305c';
export const INCIDENT = '#1f5fa8';
export const SELECTED = '#00a0b4';
export const BEAT_BORDER = '#4a2f7d';

export const BASE = {
  outside: '#e4e8ea',
  land: '#fbfaf6',
  water: '#bcd6e4',
  waterLabel: '#3c6e8c',
  border: '#8d949c',
  villageBorder: '#cdd1d4',
  halo: '#ffffff',
  text: '#2b333b',
  quietText: '#5b656f',
  highway: ['#d99a3c', '#f7cf83'],
  main: ['#b9b3a6', '#ffffff'],
  secondary: ['#c9c5bb', '#ffffff'],
  local: ['#d6d3cb', '#d6d3cb'],
};

export const FONTS = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans', 'sans-serif'];
