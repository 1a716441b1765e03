// Passkeys: shown where the browser and the address allow them, and a sentence where the device gives none.
(() => {
  const named = !/^(\d+\.\d+\.\d+\.\d+|\[.*\])$/.test(location.hostname);
  const able = window.isSecureContext && "PublicKeyCredential" in window && named;
  for (const part of document.querySelectorAll("[data-pc-passkey]")) part.hidden = !able;
  for (const part of document.querySelectorAll("[data-pc-passkey-none]")) part.hidden = able;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const part of document.querySelectorAll("[data-pc-passkey-problem]")) part.hidden = false;
  });
})();
