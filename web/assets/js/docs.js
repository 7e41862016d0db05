// Shows the description of the interface; the validator of another host stays off.

const page = document.getElementById('docs');
window.SwaggerUIBundle({
  url: page.dataset.openapi,
  domNode: page,
  validatorUrl: null,
  deepLinking: false, // its links would stand inside buttons, where no keyboard finds them
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  onComplete: () => ['h3', 'h4'].forEach((tag, place) => page.querySelectorAll(tag).forEach((heading) => heading.setAttribute('aria-level', place + 2))),
});
