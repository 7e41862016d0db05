// What stands at the head and the foot of a printed sheet.

import { h } from './dom.js';
import { shown } from './incidents.js';
import { get, shows } from './state.js';
import { boot, day, label, lang, moment, t } from './texts.js';
import { isCounted, whatIsShown, whenItWas, whereItIs } from './titles.js';

/** Write title and subtitle, as the desk's own say them. */
export function writeHead(summary) {
  const [what, where] = [whatIsShown(), [whereItIs(), boot.sheet.ground].filter(Boolean).join(' · ')];
  document.getElementById('title').textContent = t('print.title', { county: whereItIs(), what });
  const scope = isCounted(summary) ? t(`desk.scope_${get('scope')}`) : '';
  const [when, ...filters] = whenItWas(summary);
  const parted = [boot.sheet.ground, when, scope, ...filters].filter(Boolean)
    .flatMap((part) => [' · ', h('span', { class: 'part' }, part)]).slice(1);
  document.getElementById('subtitle').replaceChildren(...parted);
  document.title = `${what} · ${where}`;
}

/** Write what the sheet was made from, where and how it is measured, when and by whom it was printed, and what to bear in mind. */
export function writeFoot(summary) {
  const { imported, importedAt, madeAt, role, ground } = boot.sheet;
  const { analyses } = summary;
  const areas = shows('areas') || shows('watch') || shows('repeated');
  const sources = [
    t(boot.tileUrl ? 'print.source_tiles' : 'print.source', { county: whereItIs(), host: boot.tileUrl && new URL(boot.tileUrl).host }),
    imported && t('print.imported', { number: imported, day: day(importedAt) }),
    areas && analyses.hotspots && t('print.analysed', { day: day(analyses.hotspots.created_at) }),
    (get('shade') === 'beats' || shows('beats')) && analyses.beats && t('print.divided', { day: day(analyses.beats.created_at) }),
  ].filter(Boolean).join(t('print.semicolon'));
  const points = shows('incidents') && shown.incidents?.kind === 'points';
  const warnings = [
    shows('areas') && t('print.candidates'),
    shows('watch') && t('print.watch'),
    points && t('print.points', { purpose: label('purpose', boot.purpose) }),
  ].filter(Boolean);
  document.getElementById('foot').replaceChildren(
    h('p', { class: 'warning' }, warnings.join(lang === 'zh' ? '' : ' ')),
    h('p', {}, sources, t('print.stop')),
    h('p', {},
      t('print.coordinates'), ' ',
      h('span', { class: 'printed' }, t('print.printed', { time: moment(madeAt), role: [ground, role].filter(Boolean).join(' ') }))));
}
