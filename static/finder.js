// A text field that finds names as one types: a combobox over names that are at hand. Given to fields by fields.js.
(() => {
  "use strict";
  const MOST = 12, LOOSE = 4, SHORTEST_LOOSE = 3;
  let made = 0;

  const inOrder = (text, typed) => {
    let from = 0;
    return [...typed].every((character) => { from = text.indexOf(character, from) + 1; return from; });
  };

  // 0 is best. own is the last step of a full name: of 湖北省武汉市洪山区 it is 洪山区.
  const quality = ({ full, own }, typed) => {
    if (own === typed || full === typed) return 0;
    if (own.startsWith(typed)) return 1;
    if (own.includes(typed)) return 2;
    if (full.includes(typed)) return 3;
    return typed.length >= SHORTEST_LOOSE && inOrder(full, typed) ? LOOSE : Infinity;
  };

  // What answers best comes first, and of the same quality the last steps; far-fetched answers only if there are no others.
  const matches = (names, raw) => {
    const typed = raw.replace(/\s/g, "");
    if (!typed) return [];
    const found = names.map((name) => ({ name, at: quality(name, typed) })).filter(({ at }) => at < Infinity)
      .sort((a, b) => a.at - b.at || Boolean(b.name.last) - Boolean(a.name.last));
    return found.filter(({ at }) => at < LOOSE || found[0].at === LOOSE).slice(0, MOST).map(({ name }) => name.full);
  };

  const element = (tag, className, role, id) => {
    const one = Object.assign(document.createElement(tag), { className, id });
    one.setAttribute("role", role);
    return one;
  };

  const optionOf = (list, at, text) => {
    const option = element("li", "", "option", `${list.id}-${at}`);
    option.textContent = text;
    return option;
  };

  // names() gives [{ full, own, last }]; pick(full) is told what was chosen.
  const finder = (input, names, pick) => {
    const box = document.createElement("div");
    const list = element("ul", "found", "listbox", `found-${made += 1}`);
    const said = element("div", "visually-hidden", "status", `${list.id}-said`);
    let active = -1, composing = false;

    const open = () => input.getAttribute("aria-expanded") === "true";
    const mark = (at) => {
      active = at;
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === at));
      const option = list.children[at];
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    };
    const show = (found) => {
      const typed = input.value.trim();
      list.replaceChildren(...found.map((text, at) => optionOf(list, at, text)));
      list.hidden = !found.length;
      said.className = typed && !found.length ? "found found-none" : "visually-hidden";
      said.textContent = !typed ? "" : found.length ? `找到 ${found.length} 项` : "没有找到";
      input.setAttribute("aria-expanded", Boolean(found.length));
      mark(found.length ? 0 : -1);
      if (found.length) list.scrollIntoView({ block: "nearest" });
    };
    const close = () => { show([]); said.className = "visually-hidden"; said.textContent = ""; };
    const search = () => show(matches(names(), input.value));
    const choose = (at) => {
      const text = list.children[at].textContent;
      close();
      pick(text);
    };

    const keys = {
      ArrowDown: () => (open() ? mark((active + 1) % list.children.length) : search()),
      ArrowUp: () => open() && mark((active || list.children.length) - 1),
      Enter: () => open() && choose(active),
      Escape: () => close(),
    };
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || !keys[event.key]) return;
      if (open() || event.key === "ArrowDown") event.preventDefault(); // the form is not sent, a dialog not closed
      keys[event.key]();
    });
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; search(); });
    input.addEventListener("input", (event) => { if (event.isTrusted && !composing) search(); });
    input.addEventListener("blur", () => (open() && list.children.length === 1 ? choose(0) : close()));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", ({ target }) => {
      const at = [...list.children].indexOf(target.closest("[role=option]"));
      if (at >= 0) choose(at);
    });

    box.className = "finder";
    input.replaceWith(box); // nothing happens to one that stands nowhere yet
    box.append(input, list, said);
    list.setAttribute("aria-label", "找到的名称");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, autocomplete: "off" })) input.setAttribute(name, value);
    close();
    return box;
  };

  window.finder = finder;
})();
