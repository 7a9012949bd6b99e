/**
 * What the page does: it filters the findings, opens what a link leads to, and opens everything for the printer. Without it all of them are
 * shown. It touches no text, and so no name that somebody else chose.
 */
export const SCRIPT = `"use strict";
const form = document.getElementById("filter");
const groups = Array.from(document.querySelectorAll("details.group"), (element) => ({
    element,
    wasOpen: element.open,
    facts: Array.from(element.querySelectorAll(".fact"), (fact) => ({
        element: fact,
        level: fact.dataset.level,
        text: (element.querySelector("summary").textContent + " " + fact.textContent).toLowerCase(),
    })),
}));
if (form !== null) {
    const [search, level, bypass, shown] = ["search", "level", "bypass", "shown"].map((id) => document.getElementById(id));
    const total = groups.reduce((sum, { facts }) => sum + facts.length, 0);
    const apply = () => {
        const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
        const isFiltered = words.length > 0 || level.value !== "" || bypass.value !== "";
        let count = 0;
        for (const { element, facts, wasOpen } of groups) {
            let own = 0;
            for (const fact of facts) {
                const fits =
                    (level.value === "" || fact.level === level.value) &&
                    (bypass.value === "" || element.dataset.bypass === bypass.value) &&
                    words.every((word) => fact.text.includes(word));
                fact.element.hidden = !fits;
                if (fits) own++;
            }
            element.hidden = own === 0;
            element.open = isFiltered ? own > 0 : wasOpen;
            count += own;
        }
        shown.textContent = isFiltered ? count + " of " + total + " shown" : total + (total === 1 ? " fact" : " facts");
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    apply();
}
const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null) return;
    if (target.hidden) {
        form.reset();
        for (const { element } of groups) element.hidden = false;
    }
    if (target.tagName === "DETAILS") target.open = true;
    target.scrollIntoView();
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
};
addEventListener("hashchange", reveal);
reveal();
let open = [];
addEventListener("beforeprint", () => {
    open = groups.map(({ element }) => element.open);
    for (const { element } of groups) element.open = true;
});
addEventListener("afterprint", () => {
    for (const [i, { element }] of groups.entries()) element.open = open[i];
});
`;
