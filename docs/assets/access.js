// What the theme leaves undone: wide tables scroll, and must be reached with the keyboard; the search dialog wants a name.
addEventListener("load", () => {
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap")) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", "Table");
  }
  document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");
});
