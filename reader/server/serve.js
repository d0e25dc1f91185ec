"use strict";
{
  const root = document.documentElement;
  const kept = {
    get(key) { try { return localStorage.getItem("dragoman-" + key) } catch { return null } },
    set(key, value) { try { localStorage.setItem("dragoman-" + key, value) } catch { /* not kept, then */ } },
  };
  const theme = kept.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  addEventListener("DOMContentLoaded", () => {
    const find = (id) => document.getElementById(id);
    const form = find("ask"), text = find("q"), file = find("file"), paper = find("paper");

    find("theme").hidden = false;
    find("theme").addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      kept.set("theme", root.dataset.theme = dark ? "light" : "dark");
    });

    /* Choices are kept; a key only until the browser is closed. */
    for (const choice of form.querySelectorAll("select[name]")) {
      const value = kept.get(choice.name);
      if ([...choice.options].some((option) => option.value === value)) choice.value = value;
      choice.addEventListener("change", () => kept.set(choice.name, choice.value));
    }
    const key = form.elements.api_key;
    if (key) try {
      key.value = sessionStorage.getItem("dragoman-key") ?? "";
      key.addEventListener("change", () => sessionStorage.setItem("dragoman-key", key.value));
    } catch { /* not kept, then */ }

    /* A document that is dropped is the one to read. */
    const holds = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      paper.classList.add("over");
    });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) paper.classList.remove("over") });
    addEventListener("drop", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      paper.classList.remove("over");
      file.files = event.dataTransfer.files;
      form.requestSubmit(form.querySelector(".main"));
    });
    text.addEventListener("input", () => { if (text.value) file.value = "" });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector(".main"));
    });

    const save = find("save"), kind = find("kind"), main = form.querySelector(".main");
    kind.addEventListener("change", () => { save.value = kind.value });
    form.addEventListener("submit", (event) => {
      if (!text.value.trim() && !file.files.length) {
        event.preventDefault();
        text.focus();
      } else if (event.submitter !== save) setTimeout(() => { main.disabled = true });
    });
    /* Whoever comes back finds the text, and can read it again. */
    addEventListener("pageshow", () => { main.disabled = false; save.value = kind.value });
  });
}
