// Runs in the browser's page.
/** What is drawn: the boxes of lines of text, from the height of capitals to the depth of descenders, and those of all marks. */
globalThis.measureChart = (source) => {
  const holder = document.getElementById("chart");
  holder.innerHTML = source;
  const whole = holder.querySelector("svg").getBoundingClientRect();
  const place = ({ left, right, top, bottom }) => ({
    left,
    right,
    top: top - whole.top,
    bottom: bottom - whole.top,
  });
  const isSeen = (element) => element.getAttribute("opacity") !== "0";
  const texts = [...holder.querySelectorAll("text")].filter(isSeen).flatMap((text) => {
    const size = Number.parseFloat(getComputedStyle(text).fontSize);
    const lines = [...text.querySelectorAll("tspan")];
    return (lines.length > 0 ? lines : [text]).flatMap((line) => {
      const box = place(line.getBoundingClientRect());
      if (line.textContent.trim() === "" || box.right === box.left) return [];
      const baseline = box.bottom - 0.4 * size;
      return [{ ...box, top: baseline - 0.7 * size, bottom: baseline + 0.2 * size, text: line.textContent }];
    });
  });
  const marks = [...holder.querySelectorAll("path, line, rect, text")]
    .filter(isSeen)
    .map((mark) => place(mark.getBoundingClientRect()))
    .filter(
      ({ left, right, top, bottom }) =>
        right - left + (bottom - top) > 0 &&
        (right - left < 0.9 * whole.width || bottom - top < 0.9 * whole.height),
    );
  return { width: whole.width, height: whole.height, texts, marks };
};
