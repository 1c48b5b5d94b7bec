import { loadDataset } from "./src/study/dataset.ts";
import { loadPopulation } from "./src/study/population.ts";
import { loadStudy } from "./src/study/study.ts";
import { synthesise } from "./src/figures/synthesis/synthesise.ts";
import { completion, linkAnswers } from "./src/figures/synthesis/answers.ts";
import { satisfies } from "./src/sources/condition.ts";
const ds = loadDataset("data/panel4/dataset.yaml", "data");
const study = await loadStudy("er1245", "data");
const pop = loadPopulation(ds.source);
const none = study.figures.map(f => ({...f, use: "context"}));
const rows = synthesise(ds, pop, none as any, 1245);
const C = new Map(ds.waves.map(w => [w.name, completion(ds, w)]));
const by19 = new Map(rows.get("2019")!.map(r => [r.key, C.get("2019")!(r.answers)]));
console.log("linked", rows.get("2022")!.filter(r=>by19.has(r.key)).length);
for (const [w, r] of rows) { const ws = r.map(x=>x.weight); const m = ws.reduce((a,b)=>a+b)/ws.length; console.log(w, r.length, Math.min(...ws)/m, Math.max(...ws)/m, m*ws.length); }
const full = new Map([...rows].map(([w, rs]) => [w, rs.map(r => ({ w: r.weight, a: linkAnswers(C.get(w)!(r.answers), w === "2022" ? by19.get(r.key) : undefined, "2019") }))]));
const seen = new Set();
for (const f of study.figures) { const e = f.estimand; if (!e || e.statistic === "respondents") continue;
 const k = JSON.stringify(e); if (seen.has(k)) continue; seen.add(k);
 let t=0,s=0,n=0; for (const {w,a} of full.get(e.wave)!) { const v=a[e.variable!]; if (v==null||!satisfies(e.domain,x=>a[x]??null)) continue; n++; s+=w; t+=w*(e.statistic==="percent"?100*+e.levels.includes(String(v)):+v); }
 console.log(f.id.padEnd(34), f.use.padEnd(11), f.published.value ?? `${f.published.low}-${f.published.high}`, (t/s).toFixed(2), n); }
for (const v of ["tranche_age3","sexe","mode","teleconsulte","volume","densite"]) { const c: any={}; let s=0; for (const {w,a} of full.get("2022")!) { c[String(a[v])]=(c[String(a[v])]??0)+w; s+=w;} for (const k in c) c[k]=+(100*c[k]/s).toFixed(1); console.log(v,c);}
