// Every page loads this. A widget is a picture until it comes near the screen; then the script
// that brings it to life is fetched, once. Where that fails, it stays a picture.
(() => {
  "use strict";
  const here = document.currentScript.src;
  let loading;
  const load = () =>
    (loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("live.js", here);
      script.onload = () => done(window.gradus);
      script.onerror = () => failed(new Error("the widgets' script could not be loaded"));
      document.head.append(script);
    }));

  // The page for printing shows all chapters: pictures print better.
  const asleep = !window.WebAssembly || !window.IntersectionObserver || /\/print\.html$/.test(location.pathname);
  const near = asleep || new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      load().then((gradus) => gradus.wake(target)).catch((error) => console.warn(`widget ${target.getAttribute("name")}: ${error.message}`));
    }
  }, { rootMargin: "60% 0px" });

  customElements.define("gradus-widget", class extends HTMLElement {
    connectedCallback() {
      if (asleep) return;
      near.observe(this);
      // An address that holds the state of a widget leads to it: #widget=graph&step=5.
      const shared = new URLSearchParams(location.hash.slice(1)).get("widget");
      if (shared === this.getAttribute("name")) this.scrollIntoView({ block: "center" });
    }
  });
})();
