// Runs before the first paint, so that a light page never flashes dark. The page itself is src/theme/theme.ts.
try {
  document.documentElement.dataset.theme = localStorage.getItem("musicdb.theme") === "light" ? "light" : "dark";
} catch {
  // A browser that keeps nothing gets the dark theme.
}
