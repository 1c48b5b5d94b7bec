// A thread that draws PNG: it takes SVG one at a time, and gives bytes. It draws a sample first, while there is nothing to draw.
import { parentPort } from "node:worker_threads";
import { loadDrawer } from "./png.ts";

/** All that charts are made of: what draws is compiled to machine code when it first draws, which takes longer than any chart. */
const sample = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="white"/>
<g transform="translate(1,1)" opacity="0.5" fill="none"><rect width="9" height="9" fill="#4c78a8"/>
<path d="M0,9L9,0C1,2,3,4,5,5A3,3,0,1,1,8,8Z" stroke="#333" stroke-dasharray="2,2" stroke-miterlimit="4"/>
<circle r="3" cx="5" cy="5" fill="#333" stroke="white"/><line x2="9" y2="9" stroke="#e3e3e3"/>
<text font-family="Source Sans 3" font-size="11px" text-anchor="middle" transform="translate(9,9) rotate(-90)" fill="#000">Été</text>
<text font-family="Source Sans 3" font-size="11px" font-weight="600" fill="#000">95 %</text></g></svg>`;

loadDrawer().then((draw) => {
  draw(sample);
  parentPort!.on("message", (svg: string) => parentPort!.postMessage(draw(svg)));
});
