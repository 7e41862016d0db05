// Long work: look how far a job is until it has ended.

import { ask, send } from './api.js';
import { t } from './texts.js';

const LOOK_EVERY_MS = 500;
const ENDED = ['done', 'failed', 'cancelled'];

/** Follow a job; `tell` hears how far it is. Gives the job when it is done, throws when it failed. */
export async function follow(id, tell) {
  for (;;) {
    const job = await ask(`jobs/${id}`);
    if (job.state === 'failed') throw new Error(job.problems.join(' '));
    if (ENDED.includes(job.state)) return job;
    tell(job);
    await new Promise((resolve) => { window.setTimeout(resolve, LOOK_EVERY_MS); });
  }
}

/** Stop a job; one that has just ended stays as it is. */
export async function stop(id) {
  await send('DELETE', `jobs/${id}`).catch(() => null);
}

/** Say how far a job is, in words. */
export function progressWords(job, number) {
  if (job.state === 'queued' && job.before) return t('import.waiting', { count: number(job.before) });
  return job.done ? t('import.rows_read', { rows: number(job.done) }) : '';
}
