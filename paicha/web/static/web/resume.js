// A form that was sent after the session had ended waits in this tab until one has signed in again.
(() => {
  const KEY = "pc-kept";
  const kept = document.getElementById("kept");
  if (kept) {
    const fields = [...kept.querySelectorAll("textarea")].map((field) => [field.name, field.value]);
    try { sessionStorage.setItem(KEY, JSON.stringify({ action: kept.getAttribute("action"), fields })); } catch { return; }
    const link = kept.querySelector("[data-pc-sign-in]");
    link.href = link.dataset.pcSignIn;
    link.removeAttribute("target");
    for (const part of document.querySelectorAll("[data-pc-without-script]")) part.hidden = true;
    for (const part of document.querySelectorAll("[data-pc-with-script]")) part.hidden = false;
  }
  const form = document.getElementById("resume");
  if (!form) return;
  let found = null;
  try { found = JSON.parse(sessionStorage.getItem(KEY)); } catch { return; }
  if (!found || !/^\/(?![/\\])/.test(found.action)) return;
  form.action = found.action;
  const told = form.querySelector("[data-pc-told]");
  for (const [name, value] of found.fields) {
    const field = document.createElement("textarea");
    field.name = name; field.value = value; field.hidden = true;
    form.append(field);
    if (value.trim() && !/^(step|seen|was_|form-)/.test(name)) {
      const label = document.createElement("dt"), text = document.createElement("dd");
      label.textContent = name; text.textContent = value.length > 300 ? value.slice(0, 300) + "…" : value;
      told.append(label, text);
    }
  }
  document.querySelector("[data-pc-nothing]").hidden = true;
  document.querySelector("[data-pc-something]").hidden = false;
  form.addEventListener("submit", () => sessionStorage.removeItem(KEY));
})();
