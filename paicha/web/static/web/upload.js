// A file that is too large is told of before it is sent.
(() => {
  const form = document.querySelector("form[data-pc-most]");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const note = form.querySelector("[data-pc-too-big]");
  const check = () => {
    const tooBig = field.files.length > 0 && field.files[0].size > Number(form.dataset.pcMost);
    note.hidden = !tooBig;
    field.setCustomValidity(tooBig ? note.textContent.trim() : "");
  };
  field.addEventListener("change", check);
})();
