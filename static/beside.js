// The agreement, and images, beside the data that they prove: docked on a wide screen, over the page on a narrow one; a click enlarges.
(() => {
  "use strict";
  const root = document.documentElement;
  const links = () => [...document.querySelectorAll("[data-zoom]")];
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-light", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  let at = 0, folded = false, from = null;

  const image = Object.assign(document.createElement("img"), { className: "zoom-image" });
  const told = Object.assign(document.createElement("b"), { className: "zoom-told" });
  const sheet = Object.assign(document.createElement("div"), { className: "zoom-sheet" });
  const pane = Object.assign(document.createElement("dialog"), { className: "zoom" });
  const earlier = button("上一张", () => show(at - 1)), later = button("下一张", () => show(at + 1));
  const close = button("关闭", () => pane.close());

  const frame = document.createElement("iframe");
  frame.className = "zoom-image";

  const names = (text, several) => {
    told.textContent = text;
    pane.setAttribute("aria-label", text);
    earlier.hidden = later.hidden = !several;
  };

  const show = (place) => {
    const every = links();
    at = Math.max(0, Math.min(place, every.length - 1));
    const link = every[at];
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    from = link;
    sheet.replaceChildren(image);
    names(`${image.alt}（${at + 1}/${every.length}）`, true);
    earlier.disabled = at === 0;
    later.disabled = at === every.length - 1;
    sheet.classList.remove("near");
  };

  // Where a page has the data beside it already, all is enlarged over the page.
  const wide = () => matchMedia("(min-width: 1200px)").matches && !document.querySelector("[data-desk]");

  const showDocument = (link) => {
    from = link;
    frame.src = `${link.href}#navpanes=0&view=FitH`; // the page as wide as it can be
    frame.title = link.textContent;
    sheet.classList.remove("near");
    sheet.replaceChildren(frame);
    names(link.textContent, false);
  };

  const open = () => {
    if (pane.open) return;
    const docked = wide();
    pane.classList.toggle("docked", docked);
    if (!docked) { pane.showModal(); return; }
    folded = root.classList.contains("side-folded");
    root.classList.add("side-folded", "beside");
    pane.show();
  };

  // Enlarged, the spot that was clicked stays in the middle.
  const enlarge = (event) => {
    const box = image.getBoundingClientRect();
    const shown = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight);
    const [left, top] = [(box.width - image.naturalWidth * shown) / 2, (box.height - image.naturalHeight * shown) / 2];
    const [x, y] = [(event.clientX - box.left - left) / shown, (event.clientY - box.top - top) / shown];
    if (!sheet.classList.toggle("near")) return;
    sheet.scrollTo(x - sheet.clientWidth / 2, y - sheet.clientHeight / 2);
  };

  pane.addEventListener("close", () => {
    root.classList.remove("beside");
    if (!folded && pane.classList.contains("docked")) root.classList.remove("side-folded");
    from?.focus({ preventScroll: true });
  });
  pane.addEventListener("keydown", (event) => {
    const act = { Escape: () => pane.close(), ArrowLeft: () => show(at - 1), ArrowRight: () => show(at + 1) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  image.addEventListener("click", enlarge);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-zoom], [data-zoom-first]");
    const beside = matchMedia("(min-width: 1200px)").matches && event.target.closest("[data-beside]");
    if (!(link || beside) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (beside) showDocument(beside);
    else show(Math.max(0, links().indexOf(link)));
    open();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const head = Object.assign(document.createElement("header"), { className: "zoom-head" });
    head.append(told, earlier, later, close);
    pane.append(head, sheet);
    document.body.append(pane);
  });
})();
