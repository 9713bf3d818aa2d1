/** The receipt page's one style sheet, inline and allowed by its hash alone. Prints as a slip. */

import { policyFor } from '../pages/policy.ts'

export const style = `
:root{color-scheme:light dark;--ink:#14201b;--soft:#5a6a63;--paper:#fff;--ground:#eef2ee;--line:#dde4df;--accent:#0b7a4b;--accent-soft:#e4f3ea}
@media (prefers-color-scheme:dark){:root{--ink:#eef4f0;--soft:#a3b3ab;--paper:#17211c;--ground:#0d1411;--line:#2a3832;--accent:#5cd39a;--accent-soft:#173327}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:30rem;margin:0 auto;padding:1rem 1rem 3rem}
.bar{display:flex;justify-content:space-between;align-items:center;min-height:3rem}
.bar a{color:var(--accent);text-decoration:none;font-weight:600;padding:.75rem;margin-right:-.75rem;border-radius:.5rem}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.slip{background:var(--paper);border-radius:1.25rem;padding:1.5rem;box-shadow:0 1px 2px rgb(0 0 0/.06),0 12px 32px rgb(0 0 0/.07)}
h1{font-size:1.375rem;line-height:1.3;margin:0}
.soft{color:var(--soft);font-size:.875rem;margin:.25rem 0 0}
.sum{margin:1.25rem 0;padding:1.25rem;border-radius:1rem;background:var(--accent-soft);text-align:center}
.sum strong{display:block;font-size:2.5rem;line-height:1.15;font-weight:700;font-variant-numeric:tabular-nums;letter-spacing:-.02em;overflow-wrap:anywhere}
.sum span{display:block;color:var(--accent);font-weight:600}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:1.25rem 0 .25rem}
th{font-weight:500;color:var(--soft);font-size:.8125rem;text-align:right;padding:.25rem 0}
th:first-child,td:first-child{text-align:left}
td{padding:.625rem 0;border-top:1px solid var(--line);text-align:right;vertical-align:top}
td:first-child{padding-right:1rem;overflow-wrap:anywhere}
td small{display:block;color:var(--soft);font-size:.8125rem}
td small.saved{color:var(--accent)}
.tax td{font-size:.875rem;padding:.375rem 0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.375rem 1rem;margin:1.25rem 0 0;padding-top:1.25rem;border-top:1px dashed var(--line);font-size:.875rem}
dt{color:var(--soft)}
dd{margin:0;text-align:right;overflow-wrap:anywhere}
.thanks{text-align:center;margin:1.5rem 0 0;color:var(--soft)}
.notice{text-align:center;padding:3rem 1.5rem}
.notice p{margin:.75rem 0 0;color:var(--soft)}
.notice a.button{display:inline-block;margin-top:1.5rem;padding:.875rem 1.5rem;min-height:3.5rem;border-radius:1rem;background:var(--accent);color:var(--paper);font-weight:600;text-decoration:none}
.mark{width:4rem;height:4rem;margin:0 auto 1.25rem;display:block;color:var(--accent)}
@media (prefers-reduced-motion:no-preference){.mark .turning{animation:turn 1.6s linear infinite;transform-origin:32px 32px}@keyframes turn{to{transform:rotate(1turn)}}}
@media print{body{background:#fff;color:#000}.bar{display:none}.slip{box-shadow:none;padding:0}main{padding:0}.sum{background:none;border:1px solid #000}}
`

export const contentSecurityPolicy = policyFor(style)
