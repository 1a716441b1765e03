// What pages need beyond what the browser does by itself. Every page works without it.
(() => {
  // One menu open at a time; Escape and a click elsewhere close it.
  const menus = () => document.querySelectorAll("details.pc-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of menus()) { menu.open = false; menu.querySelector("summary").focus(); }
    if (event.key === "/" && !event.ctrlKey && !/^(input|textarea|select)$/i.test(event.target.tagName)) {
      const field = document.querySelector("input[type=search]");
      if (field) { event.preventDefault(); field.focus(); }
    }
  });
  // A form that says so is sent as soon as something in it is chosen.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && "pcAuto" in form.dataset) form.requestSubmit();
  });
})();
