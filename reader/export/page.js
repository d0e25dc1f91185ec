"use strict";
{
  const root = document.documentElement;
  const kept = {
    get(key) { try { return localStorage.getItem("dragoman-" + key) } catch { return null } },
    set(key, value) { try { localStorage.setItem("dragoman-" + key, value) } catch { /* a file may not keep things */ } },
  };
  const theme = kept.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const how = {
    model: "the model's own choice of words",
    constrained: "asked of the model by the glossary",
    substituted: "put in by the glossary",
  };
  const origins = {
    memory: "from memory",
    correction: "corrected by hand",
    copied: "copied as it stands",
  };

  addEventListener("DOMContentLoaded", () => {
    const find = (id) => document.getElementById(id);
    const card = find("card"), status = find("status"), contents = find("contents");
    if (contents) document.querySelector("main").prepend(contents);

    /* Light and dark; source, both or translation. */
    find("bar").hidden = false;
    find("theme").addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      kept.set("theme", root.dataset.theme = dark ? "light" : "dark");
    });
    const views = [...document.querySelectorAll("[data-show]")];
    const show = (view) => {
      root.dataset.view = view;
      for (const button of views) button.setAttribute("aria-pressed", button.dataset.show === view);
    };
    for (const button of views) button.addEventListener("click", () => show(button.dataset.show));
    show(root.dataset.view);

    /* What is to be known before an article is read; it is known, and written, at its end. */
    for (const one of document.querySelectorAll("article > .caution")) one.parentElement.prepend(one);

    /* A sentence and its translation, lit together: the one pointed at, else the current one. */
    const both = (number) => [find("s" + number), find("t" + number)].filter(Boolean);
    let current = null, lit = [];
    const light = (number) => {
      for (const one of lit) one.classList.remove("lit");
      lit = number ? both(number) : [];
      for (const one of lit) one.classList.add("lit");
      const { origin, by, doubt } = lit.at(-1)?.dataset ?? {};
      status.textContent = [doubt && "doubtful: " + doubt, origins[origin], by].filter(Boolean).join(" · ");
    };
    const numberAt = (node) => node.closest?.(".s")?.id.slice(1) ?? null;
    addEventListener("pointerover", (event) => light(numberAt(event.target) ?? current));
    document.addEventListener("pointerleave", () => light(current));
    addEventListener("focusin", (event) => {
      const number = numberAt(event.target);
      if (number) light(current = number);
    });

    /* The card of a term's concept. */
    let opened = null, closing = 0;
    const close = () => {
      if (!opened) return;
      opened.classList.remove("open");
      opened.removeAttribute("aria-describedby");
      opened = null;
      card.hidden = true;
    };
    const open = (term) => {
      clearTimeout(closing);
      if (term === opened) return;
      close();
      const entry = find(term.hash.slice(1));
      if (!entry) return;
      const note = document.createElement("div");
      note.className = "how";
      note.textContent = how[term.dataset.how] ?? "";
      const copy = entry.cloneNode(true);
      copy.removeAttribute("id");
      card.replaceChildren(copy, ...(note.textContent ? [note] : []));
      card.hidden = false;
      const at = term.getClientRects()[0], width = card.offsetWidth, height = card.offsetHeight;
      const below = at.bottom + 8 + height <= innerHeight || at.top < height + 8;
      card.style.left = Math.max(16, Math.min(at.left, root.clientWidth - width - 16)) + "px";
      card.style.top = (below ? at.bottom + 8 : at.top - height - 8) + "px";
      opened = term;
      term.classList.add("open");
      term.setAttribute("aria-describedby", "card");
    };
    const closeSoon = () => { clearTimeout(closing); closing = setTimeout(close, 250) };
    addEventListener("pointerover", (event) => {
      const term = event.target.closest?.(".term");
      if (term) open(term);
      else if (event.target.closest?.("#card")) clearTimeout(closing);
      else if (opened && event.pointerType === "mouse" && document.activeElement !== opened) closeSoon();
    });
    addEventListener("focusin", (event) => {
      if (event.target.classList.contains("term")) open(event.target);
      else if (!event.target.closest("#card")) close();
    });
    addEventListener("focusout", (event) => { if (event.target === opened) closeSoon() });
    addEventListener("scroll", close, { passive: true });

    addEventListener("click", (event) => {
      const term = event.target.closest(".term");
      if (term) {
        event.preventDefault();
        open(term);
      } else if (!event.target.closest("#card")) close();
      const number = numberAt(event.target);
      if (number && getSelection().isCollapsed) light(current = number);
      else if (event.target.matches("body, main, article, .row")) light(current = null);
    });

    /* j and k go from sentence to sentence, as in the terminal; d to the next doubtful one. */
    const step = (by, wanted = () => true) => {
      let number = Number(current) + by;
      for (let pair; (pair = both(number)).length; number += by) {
        const seen = pair.find((one) => one.checkVisibility?.() ?? one.offsetParent);
        if (!seen || !wanted(pair)) continue;
        light(current = String(number));
        seen.scrollIntoView({ block: "nearest" });
        break;
      }
    };
    const isDoubtful = (one) =>
      one.matches(".doubtful:not(.unsure)") || (one.matches(".unsure") && !one.closest("article:has(> .caution)"));
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "d") step(1, (pair) => pair.some(isDoubtful));
      else if (event.key === "Escape") { close(); light(current = null) }
    });
  });
}
