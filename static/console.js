// The console: the folded menu, a head that stays in sight, long work that is followed.
(() => {
  "use strict";
  const root = document.documentElement;
  const FOLDED = "console:folded";
  // Runs in the head, so that the page is drawn once, in the width that the user chose.
  if (localStorage.getItem(FOLDED)) root.classList.add("side-folded");

  const foldSide = (button) => {
    const show = () => button.setAttribute("aria-pressed", String(root.classList.contains("side-folded")));
    button.addEventListener("click", () => {
      if (root.classList.toggle("side-folded")) localStorage.setItem(FOLDED, "1");
      else localStorage.removeItem(FOLDED);
      show();
    });
    show();
  };

  // A head that stays in sight needs a wrapper that does not scroll: only where the table fits.
  const fitting = (wrap) => new ResizeObserver(() => {
    wrap.classList.toggle("fits", wrap.firstElementChild.offsetWidth <= wrap.offsetWidth);
  }).observe(wrap);

  // Long work: its part of the page is asked for again until the work has ended, then the page is shown as it is.
  const follow = async (place) => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-follow]");
      if (!fresh) { location.reload(); return; }
      place.replaceChildren(...fresh.childNodes);
    } catch { /* the line is down for a moment */ }
    setTimeout(() => follow(place), 1500);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-follow]").forEach((place) => setTimeout(() => follow(place), 1000));
    document.querySelectorAll(".list-card .table-wrap").forEach(fitting);
    document.querySelectorAll("[data-fold-side]").forEach(foldSide);
  });
})();
