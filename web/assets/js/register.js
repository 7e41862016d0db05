// The screening: choose all significant areas at once.

document.getElementById('choose-significant')?.addEventListener('click', () => {
  for (const box of document.querySelectorAll('[data-significant]')) box.checked = true;
});
