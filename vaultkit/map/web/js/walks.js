/* Walks over the graph: what lies near a node, and the way between two nodes. */
(function (vm) {
  "use strict";

  /** Distances from `start` (0 … depth) of nodes within `depth` edges; edges that `passes` refuses
      are not walked. A map node -> distance, in breadth-first order. */
  vm.neighbourhood = function (graph, start, depth, passes) {
    const found = new Map([[start, 0]]);
    let rim = [start];
    for (let step = 1; step <= depth; step++) {
      const next = [];
      for (const node of rim) {
        graph.around(node, (edge, other) => {
          if (found.has(other) || !passes(edge)) return;
          found.set(other, step);
          next.push(other);
        });
      }
      rim = next;
    }
    return found;
  };

  function backtrack(graph, cameBy, from, to) {
    const steps = [];
    for (let at = to; at !== from;) {
      const edge = cameBy.get(at);
      const leaves = graph.target[edge] === at;
      const before = leaves ? graph.source[edge] : graph.target[edge];
      steps.push({ from: before, to: at, edge, forward: leaves });
      at = before;
    }
    return steps.reverse();
  }

  /** A shortest way between two nodes: steps {from, to, edge, forward}, or null where there is none.
      With `directed` only along the edges' direction. */
  vm.shortestPath = function (graph, from, to, passes, directed) {
    if (from === to) return [];
    const cameBy = new Map([[from, -1]]);
    let rim = [from];
    while (rim.length && !cameBy.has(to)) {
      const next = [];
      for (const node of rim) {
        graph.around(node, (edge, other, leaves) => {
          if (cameBy.has(other) || (directed && !leaves) || !passes(edge)) return;
          cameBy.set(other, edge);
          next.push(other);
        });
      }
      rim = next;
    }
    return cameBy.has(to) ? backtrack(graph, cameBy, from, to) : null;
  };
})(window.vaultmapParts = window.vaultmapParts || {});
