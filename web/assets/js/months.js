// Months as text, such as `2025-03`, counted on and back.

import { get } from './state.js';

/** Give the month so many months later, or earlier. */
export function monthPlus(month, count) {
  const [year, number] = month.split('-').map(Number);
  const ordinal = year * 12 + number - 1 + count;
  return `${Math.floor(ordinal / 12)}-${String((ordinal % 12) + 1).padStart(2, '0')}`;
}

/** Count the months of a span, both ends included. */
export function monthsIn(from, to) {
  const ordinal = (month) => month.split('-').reduce((sum, part, place) => sum + Number(part) * (place ? 1 : 12), 0);
  return ordinal(to) - ordinal(from) + 1;
}

/** Give the months beside the ones chosen; null when nothing is compared. */
export function otherMonths() {
  const [against, from, to] = [get('against'), get('from'), get('to')];
  if (!against || !from || !to) return null;
  const length = monthsIn(from, to);
  const first = { previous: monthPlus(from, -length), year: monthPlus(from, -12) }[against] ?? against;
  return { from: first, to: monthPlus(first, length - 1) };
}
