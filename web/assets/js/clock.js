// Clocks of grave incidents: what is left, or over, told anew every second by the clock of the server.

const MINUTE = 60_000;

for (const card of document.querySelectorAll('[data-now]')) {
  const ahead = Date.parse(card.dataset.now) - Date.now();
  const clocks = [...card.querySelectorAll('.clock')];
  const show = () => {
    for (const clock of clocks) {
      tell(clock, Date.parse(clock.dataset.due) - Date.now() - ahead, card.dataset);
    }
  };
  show();
  if (clocks.length) setInterval(show, 1000);
}

function tell(clock, left, words) {
  const minutes = Math.floor(Math.abs(left) / MINUTE);
  const said = (left < 0 ? words.over : words.left)
    .replace('{hours}', Math.floor(minutes / 60))
    .replace('{minutes}', minutes % 60);
  if (clock.textContent !== said) clock.textContent = said;
  const mark = clock.parentElement.querySelector('[data-state]');
  if (left < 0 && mark?.classList.contains('standing-running')) {
    mark.classList.replace('standing-running', 'standing-overdue');
    mark.textContent = words.overdue;
    clock.closest('.rung')?.classList.replace('rung-running', 'rung-overdue');
  }
}
