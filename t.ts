import { loadDataset } from "./src/study/dataset.ts";
import { loadPopulation } from "./src/study/population.ts";
import { loadStudy } from "./src/study/study.ts";
import { checkStudy } from "./src/study/check.ts";
import { synthesise } from "./src/figures/synthesis/synthesise.ts";
const ds = loadDataset("data/panel4/dataset.yaml", "data");
const study = await loadStudy("er1245", "data"); checkStudy(study, ds, "data");
const pop = loadPopulation(ds.source);
for (const seed of [1245]) { const t = performance.now();
try { const rows = synthesise(ds, pop, study.figures, seed);
for (const [w, r] of rows) { const ws = r.map(x=>x.weight); const m = ws.reduce((a,b)=>a+b)/ws.length; console.log(seed, w, r.length, Math.min(...ws)/m, Math.max(...ws)/m, m*ws.length); }} catch (e) { console.log(e.message) }
console.log(performance.now()-t) }
