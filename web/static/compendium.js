"use strict";
// Enhancements only: every page does its work without this file.

const box = document.getElementById("q") || document.getElementById("header-q");

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

for (const form of document.querySelectorAll("form[role=search], form.waits")) {
  form.addEventListener("submit", () => form.setAttribute("aria-busy", "true"));
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

// Pointing at a marked word marks every other word that answers the same word of the need.
const marks = [...document.querySelectorAll("mark[data-answers]")];
for (const mark of marks) {
  const toggle = (on) => {
    for (const other of marks) {
      if (other.dataset.answers === mark.dataset.answers) other.classList.toggle("same", on);
    }
  };
  mark.addEventListener("pointerenter", () => toggle(true));
  mark.addEventListener("pointerleave", () => toggle(false));
}
