/** The office pages' one style sheet, inline and allowed by its hash alone. Prints on A4, in ink and no colour. */

import { policyFor } from '../pages/policy.ts'

export const style = `
:root{color-scheme:light dark;--ink:#14201b;--soft:#5a6a63;--paper:#fff;--ground:#eef2ee;--line:#dde4df;--good:#0b7a4b;--good-soft:#e4f3ea;--bad:#b3261e;--bad-soft:#fdeceb}
@media (prefers-color-scheme:dark){:root{--ink:#eef4f0;--soft:#a3b3ab;--paper:#17211c;--ground:#0d1411;--line:#2a3832;--good:#5cd39a;--good-soft:#173327;--bad:#ff8a80;--bad-soft:#3a1b19}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem 1.5rem 3rem}
.bar{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;min-height:3.5rem}
.bar span{flex:1;font-weight:600}
.bar a{white-space:nowrap}
@media(max-width:30rem){.bar{column-gap:.75rem;font-size:.9375rem}}
.bar a[aria-current]{color:var(--ink)}
a{color:var(--good);text-decoration:none;font-weight:600}
a:hover{text-decoration:underline}
a:focus-visible{outline:3px solid var(--good);outline-offset:2px;border-radius:.25rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;margin:.5rem 0 1.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0}
h2{font-size:1.125rem;margin:2rem 0 .75rem}
h3{font-size:1rem;margin:0}
header p{flex-basis:100%;margin:.25rem 0 0;color:var(--soft)}
.chip{display:inline-block;padding:.25rem .875rem;border-radius:1rem;font-weight:600;font-size:.9375rem;background:var(--good-soft);color:var(--good)}
.chip.bad{background:var(--bad-soft);color:var(--bad)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem;align-items:start}
.card{background:var(--paper);border-radius:1rem;padding:1.25rem 1.5rem;box-shadow:0 1px 2px rgb(0 0 0/.06),0 8px 24px rgb(0 0 0/.05)}
.card.bad{box-shadow:inset 4px 0 0 var(--bad),0 1px 2px rgb(0 0 0/.06),0 8px 24px rgb(0 0 0/.05)}
.card+.card.item{margin-top:.75rem}
.cards+.card{margin-top:1rem}
.card>details:first-child{margin-top:0}
.soft{color:var(--soft);font-size:.875rem;margin:.25rem 0 0}
.bad{color:var(--bad)}
.card.bad,.card.bad h3{color:var(--ink)}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums;margin-top:.75rem}
th{font-weight:500;color:var(--soft);font-size:.8125rem}
th,td{padding:.4375rem 0 .4375rem 1rem;text-align:right;white-space:nowrap}
@media (max-width:30rem){th,td{white-space:normal;padding-left:.5rem}}
th:first-child,td:first-child{text-align:left;white-space:normal;padding-left:0}
tbody tr{border-top:1px solid var(--line)}
tr.sum td{font-weight:600}
.amounts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:.75rem 0 0;font-variant-numeric:tabular-nums}
.amounts span{color:var(--soft);font-size:.8125rem;display:block}
.amounts b{font-size:1.125rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1rem;margin:.75rem 0 0;font-size:.8125rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
details{margin-top:1rem}
.bar+.card{margin:.5rem 0 1.25rem}
summary{cursor:pointer;color:var(--good);font-weight:600;min-height:2.75rem;display:flex;align-items:center;width:fit-content;border:1px solid var(--line);border-radius:.625rem;padding:0 1rem}
details[open] summary{margin-bottom:.75rem}
form{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end}
form p{flex:1 1 100%;margin:0}
label{display:grid;gap:.25rem;color:var(--soft);font-size:.8125rem;flex:0 1 10rem}
label.wide{flex:1 1 16rem}
label.whole{flex:1 1 100%}
input,select{font:inherit;color:var(--ink);background:var(--ground);border:1px solid var(--line);border-radius:.625rem;padding:.625rem .75rem;min-height:2.75rem;width:100%}
input:focus-visible,select:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--good);outline-offset:2px;border-radius:.625rem}
button{font:inherit;font-weight:600;border:0;border-radius:.625rem;padding:.625rem 1.25rem;min-height:2.75rem;background:var(--good);color:var(--paper);cursor:pointer}
.story{list-style:none;margin:0;padding:0}
.story li{display:grid;grid-template-columns:7.5rem 1fr auto;align-items:baseline;gap:.125rem 1rem;padding:.5rem 0;border-top:1px solid var(--line)}
.story li:first-child{border-top:0}
.story time,.story .took{color:var(--soft);font-size:.8125rem;font-variant-numeric:tabular-nums;line-height:1.8}
.story p{grid-column:2/-1;margin:0;overflow-wrap:anywhere}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:1rem}
code{font:.75rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.sign{display:none}
@media print{
@page{size:A4;margin:16mm}
:root{--ink:#000;--soft:#444;--paper:#fff;--ground:#fff;--line:#bbb;--good:#000;--good-soft:#fff;--bad:#000;--bad-soft:#fff}
body{font-size:11pt}
main{max-width:none;padding:0}
.bar,details,form{display:none}
.chip{border:1px solid #000}
.card,.card.bad{box-shadow:none;border:1px solid #bbb;break-inside:avoid}
.card.bad{border-left:4px solid #000}
.sign{display:block;margin-top:2.5rem;padding-top:.5rem;border-top:1px solid #000;width:16rem}
}
`

/** Forms go to this server and nowhere else. */
export const contentSecurityPolicy = policyFor(style, "'self'")
