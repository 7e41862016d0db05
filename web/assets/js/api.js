// Questions to the service; its errors come as problem+json with a sentence for people.

import { lang, t } from './texts.js';

/** Ask the service; throws an Error whose message can be shown. */
export async function ask(path, parameters = {}, signal = undefined) {
  const address = new URL(`/api/v1/${path}`, window.location.origin);
  for (const [name, value] of Object.entries({ ...parameters, lang })) {
    if (value !== '' && value !== null && value !== undefined) address.searchParams.append(name, value);
  }
  let answer;
  try {
    answer = await fetch(address, { signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error(t('desk.error_network'));
  }
  if (answer.status === 401) window.location.reload(); // the session has ended: the page leads to the sign-in
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.detail ?? t('desk.error_unexpected'));
  return body;
}

/** Send something to the service. */
export async function send(method, path, body = undefined) {
  let answer;
  try {
    answer = await fetch(`/api/v1/${path}?lang=${lang}`, {
      method, ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new Error(t('desk.error_network'));
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const said = await answer.json().catch(() => ({}));
  throw new Error(said.detail ?? t('desk.error_unexpected'));
}

/** Make a function that asks again and drops the earlier question. */
export function latest() {
  let controller = new AbortController();
  return (path, parameters) => {
    controller.abort();
    controller = new AbortController();
    return ask(path, parameters, controller.signal);
  };
}
