// The leader's page without a button to press: another month shows at once, and the page prints itself.

const month = document.getElementById('month');
month?.addEventListener('change', () => month.form.requestSubmit());

const print = document.getElementById('print');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
