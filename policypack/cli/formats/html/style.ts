/** How the page looks, by day, by night and on paper. Every state has a shape of its own too: colours only say it again. */
export const STYLE = `:root {
    color-scheme: light dark;
    --page: #f6f7f9; --card: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --wall: #afb8c1; --link: #0550ae;
    --open: #b3151d; --open-soft: #fdeceb; --advised: #7d4e00; --advised-soft: #fff5d9; --unread: #6639ba; --unread-soft: #f3edff;
    --closed: #116329; --closed-soft: #e6f5ea; --quiet: #57606a;
    font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
    :root {
        --page: #0d1117; --card: #161b22; --text: #e6edf3; --soft: #9aa4ae; --line: #30363d; --wall: #484f58; --link: #79b8ff;
        --open: #ff7b72; --open-soft: #33161a; --advised: #e3b341; --advised-soft: #2e2410; --unread: #bc9cff; --unread-soft: #231b38;
        --closed: #56d364; --closed-soft: #12261a; --quiet: #9aa4ae;
    }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.75rem; }
footer { padding-bottom: 2rem; color: var(--soft); font-size: .85rem; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.2rem); line-height: 1.2; margin: .1rem 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.3rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.1rem; margin: 0 0 .25rem; display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; }
a { color: var(--link); }
code { font-family: ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; font-size: .86em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.brand { color: var(--soft); font-size: .9rem; margin: 0; }
.sum { margin: 0; color: var(--soft); }
.sum strong { color: var(--text); }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem; list-style: none; margin: 1.25rem 0 1rem; padding: 0; }
.tiles a { display: block; height: 100%; padding: .7rem .9rem; color: inherit; text-decoration: none; background: var(--card);
    border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 8px; }
.tiles a:hover { border-color: var(--tone); }
.tiles b { display: block; }
.tiles .detail { display: block; color: var(--soft); font-size: .85rem; }
.s-open { --tone: var(--open); --tint: var(--open-soft); } .s-advised { --tone: var(--advised); --tint: var(--advised-soft); }
.s-unread { --tone: var(--unread); --tint: var(--unread-soft); } .s-closed { --tone: var(--closed); --tint: var(--closed-soft); }
.s-off, .s-untold, .s-absent { --tone: var(--quiet); --tint: transparent; }
.chip { display: inline-flex; align-items: center; gap: .35rem; color: var(--tone); background: var(--tint); border: 1px solid currentcolor;
    border-radius: 99px; padding: 0 .65rem 0 .4rem; font-size: .8rem; font-weight: 600; line-height: 1.6; white-space: nowrap; }
.sign { width: 1.15em; height: 1.15em; flex: none; fill: none; stroke: currentcolor; stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round; }
.banner { background: var(--unread-soft); border: 1px solid var(--unread); border-radius: 8px; padding: .6rem 1rem; margin: 1rem 0; }
.banner p { margin: 0; } .banner ul { margin: .3rem 0 0; padding-left: 1.2rem; font-size: .9rem; }
.frame { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .75rem; }
.map { display: block; width: 100%; height: auto; fill: var(--text); font-size: 12.5px; }
.map text { stroke: none; }
.wall { fill: var(--wall); }
.map .actor rect, .map .door rect, .map .box { fill: var(--page); stroke: var(--line); }
.map .door rect { stroke: var(--closed); stroke-width: 2; fill: var(--card); }
.map .name { font-weight: 650; font-size: 14.5px; } .map .title { font-weight: 700; font-size: 17px; }
.map .small { fill: var(--soft); font-size: 12px; } .map .prize { font-weight: 600; font-size: 12.5px; }
.map .code { font-family: ui-monospace, Menlo, "DejaVu Sans Mono", monospace; font-size: 11.5px; fill: var(--soft); }
.map .icon, .map .mark { fill: none; stroke: var(--soft); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.map .mark { stroke: var(--tone); stroke-width: 2.6; }
.map .wire { fill: none; stroke: var(--tone); stroke-width: 1.4; opacity: .6; }
.map .s-open .wire, .map .s-open.gate .wire { stroke-width: 3; opacity: 1; }
.map .s-advised .wire { stroke-width: 2; stroke-dasharray: 7 5; opacity: .95; }
.map .s-unread .wire { stroke-width: 1.8; stroke-dasharray: 1.5 5; stroke-linecap: round; opacity: 1; }
.map .s-untold .wire, .map .s-off .wire { stroke-dasharray: 2 6; }
.map .head { fill: var(--tone); }
.map .door { --tone: var(--closed); } .map .door .wire { stroke-width: 3; opacity: 1; }
.map .hole { fill: var(--card); } .map .edge { fill: var(--tone); } .map .area { fill: transparent; }
.map .label { fill: var(--tone); } .map .s-open .label { font-weight: 600; }
.map .s-open .box { fill: var(--tint); stroke: var(--tone); }
.map .lock .small { fill: var(--tone); } .map .lock.s-open .small { font-weight: 600; }
.map a:hover .label, .map a:hover .small { text-decoration: underline; }
.map a:focus-visible .area { stroke: var(--link); stroke-width: 3; } .map a:focus-visible { outline: none; }
.map .lock:focus-visible .small { text-decoration: underline; fill: var(--link); }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; list-style: none; margin: .75rem .25rem .1rem; padding: 0; font-size: .82rem; color: var(--soft); }
.legend li { display: flex; gap: .4rem; align-items: center; } .legend b { color: var(--tone); font-weight: 600; } .legend .sign { color: var(--tone); }
.grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
.bypass { background: var(--card); border: 1px solid var(--line); border-top: 5px solid var(--tone); border-radius: 10px; padding: 1rem 1.1rem; }
.what { margin: 0 0 .6rem; font-size: .92rem; color: var(--soft); } .what strong { color: var(--text); }
.ways, .facts, .places { list-style: none; margin: 0; padding: 0; }
.way { display: flex; gap: .6rem; padding: .5rem .4rem; border-top: 1px solid var(--line); font-size: .92rem; }
.way > .sign { color: var(--tone); width: 1.4rem; height: 1.4rem; }
.way .state { color: var(--tone); font-weight: 650; white-space: nowrap; } .way .head { margin-right: .3rem; }
.way .by, .way .note, .way .links { display: block; } .way .by { font-weight: 600; } .way .note { color: var(--soft); } .way .links { font-size: .85rem; }
.way:target, .group:target { background: var(--tint); box-shadow: 0 0 0 3px var(--link); border-radius: 6px; }
.filter { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; position: sticky; top: 0; background: var(--page); padding: .6rem 0; z-index: 1; }
.filter[hidden] { display: none; }
.filter label { display: grid; font-size: .8rem; color: var(--soft); }
.filter input, .filter select, .filter button { font: inherit; font-size: .95rem; color: var(--text); background: var(--card); border: 1px solid var(--soft);
    border-radius: 6px; padding: .3rem .5rem; min-height: 2.2rem; }
.filter p { margin: 0 0 .35rem; color: var(--soft); }
.group { background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: .6rem 0; padding: .2rem 1rem; }
.group[hidden] { display: none; }
summary { cursor: pointer; padding: .5rem 0; } summary code { font-weight: 700; font-size: .95em; } .display, .count { color: var(--soft); margin-left: .5rem; }
.count { white-space: nowrap; font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 .6rem; font-size: .88rem; }
dt { color: var(--soft); } dd { margin: 0; }
.fact { border-top: 1px solid var(--line); padding: .5rem 0; font-size: .93rem; } .fact[hidden] { display: none; }
.badge { font-size: .78rem; font-weight: 650; border: 1px solid currentcolor; border-radius: 5px; padding: 0 .4rem; color: var(--advised); white-space: nowrap; margin-right: .3rem; }
.badge.l-mandatory { color: var(--card); background: var(--open); border-color: var(--open); } .badge.v-low { color: var(--quiet); }
.badge.l-mandatory.v-low { color: var(--card); }
.places { margin: .2rem 0 0 1rem; font-size: .86rem; color: var(--soft); } .places strong { color: var(--text); font-weight: 600; }
.left, .none { color: var(--soft); }
@media (max-width: 860px) {
    header, main, footer { padding-left: .9rem; padding-right: .9rem; }
    .frame { display: none; } .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } .grid { grid-template-columns: minmax(0, 1fr); }
    dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .35rem; } .filter { position: static; } .badge { white-space: normal; }
}
@media print {
    :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb; --wall: #999; --open: #b3151d; --open-soft: #fff;
        --advised: #7d4e00; --advised-soft: #fff; --unread: #6639ba; --unread-soft: #fff; --closed: #116329; --closed-soft: #fff; --quiet: #555; --link: #000; }
    .filter, .skip { display: none; } .way, .fact, .tiles li { break-inside: avoid; } .frame { display: block; break-inside: avoid; } body { font-size: 11px; }
}
`;
