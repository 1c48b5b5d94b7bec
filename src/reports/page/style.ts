/** The look of a page: on screens, light or dark as the reader's system is, and on paper. Pairs of colours meet WCAG's AA. */
export const style = `
:root{color-scheme:light dark;--page:#fff;--ink:#1c2127;--faint:#59626d;--line:#d4dae0;--soft:#f3f5f7;--link:#0b5a94;
--good:#1a6b38;--fair:#855500;--bad:#b3261e;--notice:#7a1f12;--on-notice:#fff;--mark:#fff3c9}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--ink:#e6eaee;--faint:#a5afba;--line:#3a434d;--soft:#1d232a;
--link:#7dbdf0;--good:#74d394;--fair:#f0bb55;--bad:#ff9a8f;--notice:#8a2a1b;--on-notice:#fff;--mark:#3c3413}}
*{box-sizing:border-box}
html{scroll-padding-top:calc(var(--bar,3rem) + .5rem);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:76rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.75rem;line-height:1.2;margin:1.5rem 0 .5rem;max-width:40ch}
h2{font-size:1.35rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--line)}
h3{font-size:1.1rem;line-height:1.3;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .5rem}
p,dd,li{max-width:76ch}
p{margin:.5rem 0}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;z-index:9;background:var(--page);padding:.5rem 1rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.notice{max-width:none;margin:0;background:var(--notice);color:var(--on-notice);padding:.5rem 1rem;text-align:center;font-weight:600}
.notice.synthetic{position:sticky;top:0;z-index:5}
.notice.observed{background:var(--soft);color:var(--ink);font-weight:400}
nav.contents ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1rem 0;padding:0}
.faint{color:var(--faint)}.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}
small,.small{font-size:.875rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1rem 0;padding:0;list-style:none}
.card{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;background:var(--soft)}
.card h3{margin:0}
.card .count{font-size:1.75rem;line-height:1.2;font-weight:600;margin:.25rem 0;font-variant-numeric:tabular-nums}
.bar{display:flex;height:.5rem;border-radius:.25rem;overflow:hidden;background:var(--line);margin:.5rem 0}
.bar i{background:currentColor}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4}
caption{text-align:left;padding:.25rem 0;color:var(--faint)}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{vertical-align:bottom;border-bottom:2px solid var(--line);background:var(--page)}
thead th[scope=colgroup]{text-align:center;border-bottom-width:1px}
tbody th{font-weight:400;min-width:11rem}
tbody th[scope=rowgroup]{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums}
td.n:not(.long){white-space:nowrap}
td.long{min-width:9rem}
tbody:target{background:var(--mark)}
th[aria-sort] button{all:unset;cursor:pointer;text-decoration:underline dotted}
th[aria-sort] button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1rem 0}
.filters[hidden]{display:none}
.filters label{display:grid;grid-template-columns:minmax(0,1fr);font-size:.875rem;max-width:100%}
.filters input,.filters select{font:inherit;color:inherit;background:var(--page);border:1px solid var(--faint);border-radius:.25rem;
padding:.3rem .5rem;max-width:100%;min-height:2.25rem}
.filters output{padding:.4rem 0}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--link)}
.explorer tbody tr:not(.more):not(:last-child)>*{border-bottom:0;padding-bottom:0}
.more td{padding-top:0}
.more details{margin:0}
.more summary{font-size:.8125rem}
.more dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem}
.more dt{margin:0}
figure{margin:1rem 0}
h3.hidden+figure{margin-top:2rem}
.chart{width:fit-content;max-width:100%;background:#fff;border:1px solid var(--line);border-radius:.5rem;padding:.5rem;overflow-x:auto}
.chart svg{display:block;max-width:100%;height:auto;min-width:34rem}
pre{margin:.25rem 0;padding:.5rem;background:var(--soft);border-radius:.25rem;white-space:pre-wrap;overflow-wrap:anywhere;
font:.8125rem/1.45 ui-monospace,Consolas,monospace}
dl{margin:.5rem 0}
dt{font-weight:600;margin-top:.6rem}
dd{margin:0;overflow-wrap:anywhere}
main{padding-bottom:4rem}
@media (min-width:75rem){.explorer .scroll{overflow:visible}.explorer thead th{position:sticky;top:var(--bar,3rem);z-index:2}
.explorer :is(tbody,tbody th){scroll-margin-top:2.5rem}}
@media screen and (max-width:40rem){.notice{font-size:.8125rem;line-height:1.35;padding:.4rem .75rem}h1{font-size:1.4rem}
.explorer :is(table,thead,tbody,th[scope=row]){display:block}
.explorer thead tr{display:flex;flex-wrap:wrap;gap:0 .75rem;border-bottom:2px solid var(--line)}
.explorer thead th{border:0;padding:.3rem 0}
.explorer tbody{border-bottom:1px solid var(--line)}
.explorer tbody tr{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));column-gap:1.25rem;overflow-wrap:anywhere;padding:.35rem 0}
.explorer tbody :is(th,td){border:0;padding:.1rem 0}
.explorer td{display:flex;justify-content:space-between;gap:1rem;text-align:right}
.explorer th[scope=row]{grid-column:1/-1}
.explorer :is(td:empty,tbody[hidden]){display:none}
.explorer .more td{display:block;grid-column:1/-1;text-align:left}
.more dl{display:block}
.explorer td[data-title]::before{content:attr(data-title);color:var(--faint);text-align:left;white-space:nowrap}
}
@media print{
@page{size:A4;margin:18mm 12mm 14mm}
:root{color-scheme:light;--page:#fff;--ink:#000;--faint:#444;--line:#bbb;--soft:#f5f5f5;--link:#000;--good:#1a6b38;--fair:#855500;
--bad:#b3261e}
html{font-size:9pt}
main{max-width:none;padding:0 1px}
nav.contents,.filters,.skip,.address{display:none}
.notice.synthetic{position:static}
table,.more summary{font-size:7.5pt}
th,td{padding:.15rem .35rem}
tbody th,td.long{min-width:0}
pre{font-size:7pt}
.scroll,.chart{overflow:visible}
.chart svg{min-width:0}
.chart,.card,tr,.explorer tbody{break-inside:avoid}
h2,h3,h4,summary{break-after:avoid}
a{text-decoration:none}
th[aria-sort] button{display:contents}
tbody:first-of-type{break-before:avoid}
details::details-content{content-visibility:visible;block-size:auto}
details:not([open])>:not(summary){display:block}
}
`;
