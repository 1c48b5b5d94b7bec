/**
 * What a page does besides showing: tables sort by the headers that are clicked on and show the rows that are asked for, an
 * address opens what it leads to, and paper has all folds open. It is plain, and the page can be read without it.
 */
export const script = `
"use strict";
const notice = document.querySelector(".notice.synthetic");
if (notice)
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", notice.offsetHeight + "px")).observe(notice);
for (const part of document.querySelectorAll(".explorer")) {
  const table = part.querySelector("table");
  const rows = [...table.tBodies];
  const form = part.querySelector("form");
  const shown = part.querySelector("output");
  const plain = (text) => text.normalize("NFD").replace(/\\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const filter = () => {
    const asked = [...form.elements].filter(({ name, value }) => name && value !== "");
    let count = 0;
    for (const row of rows) {
      row.hidden = !asked.every(({ name, value }) =>
        name === "search" ? texts.get(row).includes(plain(value)) : row.dataset[name] === value);
      if (!row.hidden) count++;
    }
    shown.value = shown.dataset.text.replace("{}", count);
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keys = new Map(rows.map((row) => {
        const { dataset, textContent } = row.rows[0].cells[at];
        return [row, "value" in dataset ? Number(dataset.value) : textContent.trim()];
      }));
      const absent = (key) => key === "" || (heads[at].classList.contains("n") && typeof key === "string");
      rows.sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (absent(a) || absent(b)) return absent(a) - absent(b);
        const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
        return down ? -order : order;
      });
      table.append(...rows);
    });
  });
}
const open = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  const own = target.matches("tbody") && target.querySelector("details");
  if (own) own.open = true;
  target.scrollIntoView();
};
addEventListener("hashchange", open);
open();
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of folded) fold.open = false;
});
`;
