/** The style sheet of the report's page: light or dark as the reader's system, printable. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c2330; --dim: #5b6676; --line: #d9dfe7; --paper: #fff;
  --denied: #c2410c; --allowed: #a9b8ca; --card: #f5f7fa }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --dim: #97a3b4; --line: #2d3643;
  --paper: #12161c; --denied: #fb923c; --allowed: #47566b; --card: #1a2029 } }
* { box-sizing: border-box }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: var(--ink);
  background: var(--paper); font: 15px/1.5 system-ui, sans-serif }
h1 { font-size: 1.3rem; margin: 0 } h2 { font-size: 1rem; margin: 2rem 0 .5rem }
p { margin: .25rem 0 } .dim, .legend { color: var(--dim) }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem;
  margin: 1.25rem 0 }
.cards div { background: var(--card); border-radius: .5rem; padding: .75rem 1rem }
.cards b { display: block; font-size: 1.6rem; font-variant-numeric: tabular-nums }
.hot b { color: var(--denied) }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 0 2rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th { text-align: left; color: var(--dim); font-weight: 500 }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem .3rem 0; vertical-align: top }
td { overflow-wrap: anywhere } th.number, td.number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums }
code { font: .85em ui-monospace, monospace } td.wide { width: 30% }
svg { width: 100%; height: auto; display: block } svg text { fill: var(--dim); font-size: 12px }
svg.bar { height: .5rem; margin-top: .45rem }
rect.denied { fill: var(--denied) } rect.allowed { fill: var(--allowed) }
.legend i { display: inline-block; width: .7em; height: .7em; margin-left: .5em }
i.denied { background: var(--denied) } i.allowed { background: var(--allowed) }
li { margin: .25rem 0 }
@media print { body { margin: 0; max-width: none } }
`;
