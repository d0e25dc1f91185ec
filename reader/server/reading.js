"use strict";
/* Corrections: a double click on a translation, or e on the current one, opens it for writing. */
addEventListener("DOMContentLoaded", () => {
  document.getElementById("going").remove();
  document.querySelector(".again").addEventListener("click", (event) => {
    if (history.length > 1 && document.referrer.startsWith(location.origin)) {
      event.preventDefault();
      history.back();  // to the text as it was written
    }
  });
  if (!document.documentElement.dataset.corrects) return;
  const help = document.createElement("p");
  help.className = "quiet";
  help.textContent = "A double click on a translation, or the key e, opens it for correction; j and k go from sentence to sentence.";
  document.querySelector("main").append(help);

  const edit = (target) => {
    const number = target.id.slice(1);
    const source = document.getElementById("s" + number);
    if (!source || target.nextElementSibling?.matches(".editing")) return;
    const area = document.createElement("textarea");
    const hint = document.createElement("span");
    area.className = "editing";
    area.value = target.textContent;
    area.dir = "auto";
    area.setAttribute("aria-label", "Your translation");
    hint.className = "hint";
    hint.textContent = "Enter keeps it, Escape leaves it as it was";
    target.hidden = true;
    target.after(area, hint);
    area.focus();
    const close = () => {
      area.remove();
      hint.remove();
      target.hidden = false;
    };
    const keep = async () => {
      const written = area.value.trim();
      if (!written || written === target.textContent) return close();
      const language = (element) => element.closest("[lang]").lang;
      let key = null;
      try { key = sessionStorage.getItem("dragoman-key") } catch { /* there is none */ }
      area.disabled = true;
      let why = "the server does not answer";
      try {
        const answer = await fetch("/suggest", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({
            q: source.textContent, s: written,
            source: language(source), target: language(target), api_key: key,
          }),
        });
        why = answer.ok ? "" : (await answer.json()).error;
      } catch { /* said below */ }
      if (why) {
        area.disabled = false;
        area.focus();
        hint.classList.add("wrong");
        hint.textContent = "Not kept: " + why;
        return;
      }
      target.textContent = written;
      target.className = "s correction";
      target.dataset.origin = "correction";
      delete target.dataset.doubt;
      delete target.dataset.by;
      target.removeAttribute("title");
      close();
    };
    area.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        keep();
      }
    });
  };
  addEventListener("dblclick", (event) => {
    const target = event.target.closest?.(".target .s");
    if (target && !target.classList.contains("missing")) {
      getSelection().removeAllRanges();
      edit(target);
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = document.querySelector(".target .s.lit:not(.missing)");
    if (target) {
      event.preventDefault();
      edit(target);
    }
  });
});
