// Words, numbers and dates of the page's language; the server sends the words along with the page.

export const boot = JSON.parse(document.getElementById('boot').textContent);
export const lang = boot.lang;

const LOCALE = lang === 'zh' ? 'zh-CN' : 'en-GB';
const NO_VALUE = '—';

/** Say the text of a key, its `{name}`s filled in; `{count:area|areas}` is the word that goes with the number. */
export function t(key, details = {}) {
  const text = boot.texts[key] ?? key;
  return text.replace(/\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g, (whole, name, one, more) => {
    if (more !== undefined) return String(details[name]) === '1' ? one : more;
    return details[name] ?? whole;
  });
}

/** Name a code of the data, such as `label('tier', 'watch')`; an unknown word stays as it is. */
export function label(topic, code) {
  if (code === null || code === undefined || code === '') return '';
  return boot.texts[`${topic}.${code}`] ?? String(code);
}

/** Write a number, thousands apart from 10,000 up as in reports; `digits` after the point. */
export function number(value, digits = 0) {
  if (value === null || value === undefined || Number.isNaN(Number(value))) return NO_VALUE;
  return Number(value).toLocaleString(LOCALE, {
    minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'min2',
  });
}

/** Write a number with as many digits as its size calls for. */
export function figure(value) {
  const size = Math.abs(value);
  return number(value, size >= 10 || value === Math.round(value) ? 0 : size >= 1 ? 1 : 2);
}

/** Write a length on the ground. */
export function metres(value) {
  const [length, unit] = value >= 1000 ? [value / 1000, 'km'] : [value, 'm'];
  return `${figure(length)} ${unit}`;
}

/** Write a month such as `2025-03`. */
export function month(value) {
  const [year, ordinal] = value.split('-').map(Number);
  if (lang === 'zh') return `${year}年${ordinal}月`;
  return new Date(Date.UTC(year, ordinal - 1, 1)).toLocaleDateString(LOCALE, {
    year: 'numeric', month: 'short', timeZone: 'UTC',
  });
}

/** Write a span of months. */
export function months(first, last) {
  return first === last ? month(first) : t('desk.months', { first: month(first), last: month(last) });
}

/** Write the day of a moment where the county is. */
export function day(value) {
  return new Date(value).toLocaleDateString(lang === 'zh' ? 'sv-SE' : LOCALE, {
    year: 'numeric', month: lang === 'zh' ? '2-digit' : 'short', day: lang === 'zh' ? '2-digit' : 'numeric', timeZone: boot.timeZone,
  });
}

/** Write a moment to the minute where the county is. */
export function moment(value) {
  return new Date(value).toLocaleString(LOCALE, {
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', timeZone: boot.timeZone,
  });
}
