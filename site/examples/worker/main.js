const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

document.querySelector("input").addEventListener("change", ({ target }) => worker.postMessage(target.files[0]));
worker.addEventListener("message", ({ data }) => {
  document.querySelector("output").textContent = data;
});
