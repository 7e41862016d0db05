// The county's own places: which there are, how far they reach.

export const BASE = ['townships', 'water', 'roads']; // villages come as tiles
export const POINTS = ['stations', 'checkpoints', 'key-places'];

const CHINA = [[73, 18], [135, 54]]; // when the county has nothing to show yet

/** Give the south-western and the north-eastern corner of the county. */
export function countyBounds({ bounds }) {
  return bounds ? [bounds.slice(0, 2), bounds.slice(2)] : CHINA;
}
