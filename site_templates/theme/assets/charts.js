/* The value of a mark where a finger or the mouse is. Without it the table behind the chart has them all. */
"use strict";
(() => {
  const tip = document.createElement("div");
  tip.className = "b-tip";
  tip.hidden = true;
  const show = (mark) => {
    const title = mark && mark.querySelector(":scope > title");
    tip.hidden = !title;
    if (!title) return;
    tip.textContent = title.textContent;
    const plot = mark.closest(".b-figure");
    plot.append(tip);
    const [at, frame] = [mark.getBoundingClientRect(), plot.getBoundingClientRect()];
    const middle = at.left + at.width / 2 - frame.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(middle, frame.width - tip.offsetWidth))}px`;
    tip.style.top = `${at.bottom - frame.top + 4}px`;
  };
  const near = (event) => event.target.closest && event.target.closest(".b-figure .b-mark, .b-figure .b-dots");
  document.addEventListener("click", (event) => show(near(event)));
  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") show(near(event)); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") show(null); });
})();
