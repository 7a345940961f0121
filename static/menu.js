// A menu whose entries are asked for when it is opened; where they cannot be had, its button leads to their page as a link.
(() => {
  "use strict";
  document.addEventListener("show.bs.dropdown", async ({ target }) => {
    if (!target.dataset.menu) return;
    const menu = target.nextElementSibling;
    try {
      const answer = await fetch(target.dataset.menu, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error("another page has to answer");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      menu.replaceChildren(...document.adoptNode(page.body).childNodes);
      menu.querySelector(".dropdown-item").focus();
    } catch { location.assign(target.href); }
  });
})();
