// What the map is about, where and when, in words: for the desk's head and for the printed sheet.

import { filterWords } from './filters.js';
import { otherMonths } from './months.js';
import { patrolTitle } from './patrol.js';
import { chosenClass, get, shows } from './state.js';
import { boot, label, months, t } from './texts.js';

/** Say what is shaded and what lies on it. */
export function whatIsShown() {
  const areas = chosenClass() ? t('desk.title_areas_of', { category: label('category', chosenClass()) }) : t('desk.title_areas');
  const parts = [get('shade') === 'none' ? '' : t(`desk.title_${get('shade')}`), shows('areas') ? areas : '', patrolTitle()];
  return parts.filter(Boolean).join(t('desk.title_and')) || t('desk.title_places');
}

/** Name the county. */
export function whereItIs() {
  return boot.county || t('desk.county');
}

/** Tell whether anything that is shown follows the months: zones and beats alone do not. */
export function isCounted(summary) {
  return Boolean(summary.first_month) && (get('shade') === 'density' || shows('areas') || shows('incidents'));
}

/** Say the months, the filters and the months beside them; nothing where nothing is counted. */
export function whenItWas(summary) {
  if (!isCounted(summary)) return [];
  const other = otherMonths();
  return [
    months(get('from'), get('to')), ...filterWords(),
    ...(other ? [t('desk.against_months', { months: months(other.from, other.to) })] : []),
  ];
}
