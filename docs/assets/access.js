// What the theme does not do for people who use a keyboard or a screen reader. A wide table scrolls, so the keyboard must reach it,
// and it needs a name of its own. The search dialog needs a name. The button that copies code is not navigation.
addEventListener("load", () => {
  const names = new Map();
  let heading = "";
  for (const part of document.querySelectorAll("article :is(h1, h2, h3, h4), .md-typeset__scrollwrap")) {
    if (!part.matches(".md-typeset__scrollwrap")) {
      heading = part.textContent.replace("¶", "").trim();
      continue;
    }
    const name = heading ? `Table: ${heading}` : "Table";
    names.set(name, (names.get(name) ?? 0) + 1);
    part.tabIndex = 0;
    part.setAttribute("role", "region");
    part.setAttribute("aria-label", names.get(name) > 1 ? `${name}, ${names.get(name)}` : name);
  }
  for (const bar of document.querySelectorAll(".md-code__nav")) bar.setAttribute("role", "none");
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");
});
