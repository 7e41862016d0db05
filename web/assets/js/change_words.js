// The change between two periods as a sentence.

import { number, t } from './texts.js';

/** Say the change, and whether chance explains it. */
export function changeWords({ now, before, share, beyond_chance: beyond }) {
  if (now === before) return t('desk.change_same');
  const sign = now > before ? 'more' : 'fewer';
  const percent = share === null ? '' : t('desk.change_share', { share: `${share < 0 ? '−' : '+'}${number(Math.abs(share) * 100, 1)}%` });
  const chance = t(beyond ? 'desk.change_beyond' : 'desk.change_chance');
  return t(`desk.change_${sign}`, { count: number(Math.abs(now - before)), share: percent, chance });
}
