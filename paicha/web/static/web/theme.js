// Before anything is drawn: dark where the device is dark and the reader leaves it to the device.
(() => {
  const root = document.documentElement;
  if (!("pcTheme" in root.dataset)) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", follow);
})();
