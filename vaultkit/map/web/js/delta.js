/* Delta: a graph and what changed in its vault give the next graph. Kept nodes keep their order,
   new ones come after them; the graph given is left as it was. */
(function (vm) {
  "use strict";

  const COLUMNS = { kind: Uint8Array, line: Int32Array, x: Float32Array, y: Float32Array, weight: Float32Array,
    region: Int32Array, folder: Int32Array, day: Int32Array, flags: Uint8Array };

  /* Rows of the new graph: [from the delta?, index there]. */
  function rowsAfter(graph, delta) {
    const fresh = new Map(delta.nodes.id.map((id, at) => [id, at]));
    const gone = new Set(delta.removed || []);
    const rows = [];
    graph.ids.forEach((id, at) => {
      if (gone.has(id)) return;
      rows.push(fresh.has(id) ? [true, fresh.get(id)] : [false, at]);
      fresh.delete(id);
    });
    for (const at of fresh.values()) rows.push([true, at]);
    return rows;
  }

  function mergeColumn(name, Type, graph, delta, rows) {
    const before = vm.column(graph.data.nodes[name], Type);
    const after = vm.column(delta.nodes[name], Type);
    return Type.from(rows, ([isNew, at]) => (isNew ? after[at] : before[at]));
  }

  /* Tables of names may be new: what nodes of the old graph point to is looked up in the new table. */
  function translation(before, after) {
    if (!after) return null;
    const places = new Map(after.map((name, at) => [name, at]));
    return before.map((name) => (places.has(name) ? places.get(name) : -1));
  }

  function mergeNodes(graph, delta) {
    const rows = rowsAfter(graph, delta);
    const nodes = { count: rows.length };
    const pick = (old, now) => rows.map(([isNew, at]) => (isNew ? now[at] : old[at]));
    nodes.id = pick(graph.ids, delta.nodes.id);
    nodes.label = pick(graph.label, delta.nodes.label);
    for (const [name, Type] of Object.entries(COLUMNS)) nodes[name] = mergeColumn(name, Type, graph, delta, rows);
    const places = new Map(nodes.id.map((id, at) => [id, at]));
    const parents = graph.ids.map((id, i) => (graph.parent[i] >= 0 ? graph.ids[graph.parent[i]] : null));
    nodes.parent = Int32Array.from(pick(parents, delta.nodes.parentId || []), (id) =>
      (id !== null && places.has(id) ? places.get(id) : -1));
    mergeNames(graph, delta, rows, nodes);
    return { nodes, places };
  }

  function mergeNames(graph, delta, rows, nodes) {
    const tags = translation(graph.tags, delta.tags), folders = translation(graph.folders, delta.folders);
    const tagsOf = (i) => (tags ? graph.tagsOf[i].map((tag) => tags[tag]).filter((tag) => tag >= 0) : graph.tagsOf[i]);
    nodes.tags = rows.map(([isNew, at]) => (isNew ? delta.nodes.tags[at] : tagsOf(at)));
    if (!folders) return;
    rows.forEach(([isNew, at], i) => {
      if (!isNew) nodes.folder[i] = graph.folder[at] >= 0 ? folders[graph.folder[at]] : -1;
    });
  }

  function mergeEdges(graph, delta, places, edgeKinds) {
    const kinds = new Map(edgeKinds.map((kind, at) => [kind.id, at]));
    const key = (source, target, kind) => `${source}\n${target}\n${kind}`;
    const gone = new Set(((delta.edges && delta.edges.removed) || []).map((edge) => key(...edge)));
    const source = [], target = [], kind = [];
    const add = (from, to, id) => {
      if (!places.has(from) || !places.has(to) || !kinds.has(id)) return;
      source.push(places.get(from));
      target.push(places.get(to));
      kind.push(kinds.get(id));
    };
    for (let e = 0; e < graph.edgeCount; e++) {
      const edge = [graph.ids[graph.source[e]], graph.ids[graph.target[e]], graph.edgeKinds[graph.edgeKind[e]].id];
      if (!gone.size || !gone.has(key(...edge))) add(...edge);
    }
    for (const edge of (delta.edges && delta.edges.added) || []) add(...edge);
    return { count: source.length, source, target, kind };
  }

  /** The graph after a delta (docs/map-data.md). */
  vm.applyDelta = function (graph, delta) {
    const { nodes, places } = mergeNodes(graph, delta);
    const edgeKinds = delta.edgeKinds || graph.edgeKinds;
    const kept = (name, now) => (delta[name] === undefined || delta[name] === null ? now : delta[name]);
    const paths = delta.paths
      ? delta.paths.map((path) => path.map((id) => (places.has(id) ? places.get(id) : -1)).filter((i) => i >= 0))
      : graph.readingPaths.map((path) => path.map((i) => places.get(graph.ids[i])).filter((i) => i !== undefined));
    return new vm.Graph({
      ...graph.data, revision: delta.revision, nodes, edgeKinds, paths,
      edges: mergeEdges(graph, delta, places, edgeKinds),
      tags: kept("tags", graph.tags), folders: kept("folders", graph.folders),
      regions: kept("regions", graph.regions), regionLinks: kept("regionLinks", graph.regionLinks),
      flow: kept("flow", graph.flow), notices: kept("notices", graph.notices),
    });
  };
})(window.vaultmapParts = window.vaultmapParts || {});
