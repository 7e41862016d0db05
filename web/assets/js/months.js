// Months as text, such as `2025-03`, counted on and back.

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
