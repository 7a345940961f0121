// Fields that do more: places in three steps or found by name, countries found by name, parts that open with a choice, counted texts.
(() => {
  "use strict";
  const LEVELS = ["省（自治区、直辖市）", "市（州）", "区（县）"];
  const loaded = new Map();

  const load = (url) => {
    if (!loaded.has(url)) loaded.set(url, fetch(url, { credentials: "same-origin" }).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))));
    return loaded.get(url);
  };

  // A place is its name, or [name, places below]; the names of the steps put together are the full name.
  const nameOf = (place) => (typeof place === "string" ? place : place[0]);
  const below = (place) => (Array.isArray(place) ? place[1] : []);

  const pathTo = (places, full) => {
    for (const place of places.filter((one) => full.startsWith(nameOf(one)))) {
      const name = nameOf(place);
      if (full === name) return [name];
      const rest = pathTo(below(place), full.slice(name.length));
      if (rest) return [name, ...rest];
    }
    return null;
  };

  const allOf = (places, above = "") => places.flatMap((place) => {
    const own = nameOf(place), full = above + own, parts = below(place);
    return [{ full, own, last: !parts.length }, ...allOf(parts, full)];
  });

  const told = (input) => { for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true })); };

  const selectOf = (places, level, chosen, input) => {
    const select = document.createElement("select");
    select.className = input.className.replace("form-control", "form-select");
    select.setAttribute("aria-label", `${input.dataset.label}：${LEVELS[level] || "下级地区"}`);
    select.add(new Option(LEVELS[level] || "下级地区", ""));
    for (const name of places.map(nameOf)) select.add(new Option(name, name, false, name === chosen));
    if (level === 0) {
      select.required = input.dataset.required === "true";
      for (const name of ["aria-describedby", "aria-invalid", "aria-required"])
        if (input.hasAttribute(name)) select.setAttribute(name, input.getAttribute(name));
    }
    return select;
  };

  const draw = (box, input, tree) => {
    const path = pathTo(tree, input.value) || [];
    let places = tree;
    const selects = [];
    for (let level = 0; places.length; level += 1) {
      const select = selectOf(places, level, path[level], input);
      select.addEventListener("change", () => {
        input.value = [...path.slice(0, level), select.value].join("");
        input.dispatchEvent(new Event("change", { bubbles: true }));
        draw(box, input, tree);
        (box.children[level + 1] || box.children[level]).focus();
      });
      selects.push(select);
      places = below(places.find((place) => nameOf(place) === path[level]));
    }
    box.replaceChildren(...selects);
    box.firstElementChild.id = input.dataset.id;
  };

  // What is typed to find a place is no part of the form: nobody else hears of it.
  const searchOf = (input, tree, chosen) => {
    const search = Object.assign(document.createElement("input"), { type: "text", className: "form-control", placeholder: "输入地名查找", enterKeyHint: "done" });
    search.setAttribute("aria-label", `${input.dataset.label}：输入地名查找`);
    for (const name of ["input", "change"]) search.addEventListener(name, (event) => event.stopPropagation());
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    let all = null;
    return window.finder(search, () => (all ??= allOf(tree)), (full) => { search.value = ""; chosen(full); });
  };

  const steps = async (input) => {
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    const tree = await load(input.dataset.placesUrl).catch(() => null);
    if (!tree?.length) return;
    input.dataset.label = label?.firstChild.textContent.trim() || "所在地";
    input.dataset.required = input.required;
    input.dataset.id = input.id; // the label and the list of problems lead to the first step
    input.removeAttribute("id");
    input.required = false;
    input.type = "hidden";
    const box = document.createElement("div");
    box.className = "places";
    const search = searchOf(input, tree, (full) => {
      input.value = full;
      told(input);
      draw(box, input, tree);
    });
    input.after(search, box);
    draw(box, input, tree);
    input.addEventListener("fill", () => draw(box, input, tree)); // somebody else has set the value
  };

  // Without this script the browser offers the names of the list by itself.
  const named = (input) => {
    const names = [...input.list.options].map(({ value }) => ({ full: value, own: value }));
    input.removeAttribute("list");
    window.finder(input, () => names, (full) => { input.value = full; told(input); });
  };

  const openParts = (form) => {
    for (const part of form.querySelectorAll("[data-when]")) {
      const { when, is } = part.dataset;
      const open = is.split("|").includes(form.elements[when]?.value);
      part.hidden = !open;
      for (const control of part.querySelectorAll("input,select,textarea")) control.disabled = !open;
    }
  };

  const count = (text) => {
    const said = document.createElement("div");
    said.className = "counted";
    const show = () => { said.textContent = `${[...text.value].length} / ${text.maxLength} 字`; };
    text.after(said);
    text.addEventListener("input", show);
    show();
  };

  document.querySelectorAll("input[data-places-url]").forEach(steps);
  document.querySelectorAll("input[data-finds][list]").forEach(named);
  const countIn = (part) => part.querySelectorAll("textarea[data-count][maxlength]").forEach(count);
  countIn(document);
  document.addEventListener("inserted", (event) => countIn(event.target)); // a part of a page that was loaded later
  for (const form of document.forms) {
    if (!form.querySelector("[data-when]")) continue;
    openParts(form);
    form.addEventListener("change", () => openParts(form));
  }
})();
