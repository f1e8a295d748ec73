/* Live: changes of the vault arrive while the page is open: from the server as events, or, for a page
   opened from a file, through a script beside it that the watcher rewrites. */
(function (vm) {
  "use strict";

  const POLL = 1500;
  const SLOWEST = 15000;

  class Live {
    /** act: {change(delta), state("live" | "away" | "off"), reload()}. */
    constructor(sources, revision, act) {
      Object.assign(this, { sources: sources || {}, revision, act });
      const served = location.protocol.startsWith("http");
      if (served && this.sources.events) this._listen();
      else if (!served && this.sources.script) this._poll();
      else act.state("off");
    }

    _listen() {
      this.wait = 1000;
      this.stream = new EventSource(this.sources.events);
      this.stream.addEventListener("hello", (event) => this._hello(JSON.parse(event.data)));
      this.stream.addEventListener("delta", (event) => this._take(JSON.parse(event.data)));
      this.stream.onopen = () => {
        this.wait = 1000;
        this.act.state("live");
      };
      this.stream.onerror = () => {
        this.act.state("away");
        if (this.stream.readyState !== EventSource.CLOSED) return;
        setTimeout(() => this._listen(), this.wait);
        this.wait = Math.min(SLOWEST, this.wait * 2);
      };
    }

    /* The server names its revision: another one than ours means that we missed something. The page
       is loaded again once for a revision, and never in a circle. */
    _hello(hello) {
      this.act.state("live");
      if (!hello.revision || hello.revision === this.revision) return;
      if (history.state && history.state.reloadedFor === hello.revision) return;
      history.replaceState({ reloadedFor: hello.revision }, "");
      this.act.reload();
    }

    _take(delta) {
      if (delta.reload) {
        this.act.reload();
        return true;
      }
      if (delta.revision === this.revision) return true;
      if (delta.from && delta.from !== this.revision) return false;
      this.revision = delta.revision;
      this.act.change(delta);
      return true;
    }

    _poll() {
      window.vaultmapRevision = (news) => this._revision(news);
      this.act.state("live");
      this._ask();
    }

    _ask() {
      const script = vm.element("script", { src: `${this.sources.script}?${Date.now()}` });
      const again = (state) => {
        script.remove();
        this.act.state(state);
        setTimeout(() => this._ask(), document.hidden ? SLOWEST : POLL);
      };
      script.onload = () => again("live");
      script.onerror = () => again("away");
      document.head.append(script);
    }

    _revision(news) {
      if (!news || news.revision === this.revision) return;
      let moved = true;
      while (moved && this.revision !== news.revision) {
        const next = (news.deltas || []).find((delta) => delta.from === this.revision);
        moved = Boolean(next) && this._take(next);
      }
      if (this.revision !== news.revision) this.act.reload();
    }
  }

  vm.Live = Live;
})(window.vaultmapParts = window.vaultmapParts || {});
