// The portals: a notice that was folded stays folded on this device.
(() => {
  "use strict";
  for (const notice of document.querySelectorAll("details[data-remember]")) {
    const key = `notice:${notice.dataset.remember}`;
    if (localStorage.getItem(key) === "folded") notice.open = false;
    notice.addEventListener("toggle", () => (notice.open ? localStorage.removeItem(key) : localStorage.setItem(key, "folded")));
  }
})();
