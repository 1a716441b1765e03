// Opens what a report's number rests on in a layer beside it. Without this script the link leads to a page of its own.
(() => {
  const layer = document.getElementById("pc-proof");
  if (!layer || !layer.showPopover) return;
  let last = null;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.pc-tr");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (layer.matches(":popover-open")) layer.hidePopover();
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) { location.assign(link.href); return; }
    layer.innerHTML = await answer.text();
    if (last) last.style.anchorName = "";
    link.style.anchorName = "--pc-number";
    last = link;
    layer.showPopover();
    layer.querySelector("a")?.focus({ preventScroll: true });
  });
  layer.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && last && layer.contains(document.activeElement)) last.focus({ preventScroll: true });
  });
})();
