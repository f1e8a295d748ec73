/* Looks: what each kind of node and edge looks like, by day and by night. A kind differs in shape
   as well as in colour, an edge group in dash and ends, so nothing rests on colour alone. */
(function (vm) {
  "use strict";

  // Shapes by number, as the WebGL painter knows them.
  vm.SHAPES = ["circle", "diamond", "hexagon", "triangle", "ring", "square", "frame"];

  const KINDS = {
    note: { shape: 0, light: "#3f5f8a", dark: "#8db1de" },
    frame: { shape: 1, light: "#b5730f", dark: "#e0aa55" },
    protocol: { shape: 2, light: "#a62f4b", dark: "#f08098" },
    message: { shape: 3, light: "#23777a", dark: "#63bfc0" },
    ghost: { shape: 4, light: "#7d828c", dark: "#8a909c" },
    file: { shape: 5, light: "#66707f", dark: "#9aa5b6" },
    canvas: { shape: 6, light: "#6b4f96", dark: "#b59be0" },
  };

  const GROUPS = {
    cites: { light: "#4459a6", dark: "#8fa2ee", dash: [], arrow: true, width: 1.3 },
    supports: { light: "#2c7a4b", dark: "#6cc48f", dash: [], arrow: true, width: 1.3 },
    attacks: { light: "#b0342f", dark: "#f0857c", dash: [], arrow: true, width: 1.3 },
    mentions: { light: "#7f88a8", dark: "#8c96ba", dash: [], arrow: true, width: 0.9 },
    link: { light: "#7f8692", dark: "#8d95a4", dash: [], arrow: true, width: 0.9 },
    embed: { light: "#7f8692", dark: "#8d95a4", dash: [1.5, 3], arrow: true, width: 1.4 },
    part: { light: "#b5730f", dark: "#d8a455", dash: [], arrow: false, width: 0.8 },
    order: { light: "#6b4f96", dark: "#b59be0", dash: [9, 4], arrow: true, width: 1.7 },
    contrast: { light: "#b0342f", dark: "#f0857c", dash: [4, 4], arrow: false, width: 1.3 },
    holds: { light: "#a9a294", dark: "#5d6472", dash: [1, 3], arrow: false, width: 1 },
    other: { light: "#7f8692", dark: "#8d95a4", dash: [6, 2, 1, 2], arrow: true, width: 0.9 },
  };

  const THEMES = {
    light: { ground: "#faf8f3", ink: "#23262d", soft: "#6a6d75", halo: "#faf8f3", glow: "#d98324",
      disc: [50, 62, 0.15], rim: [40, 50, 0.34],
      name: [46, 25], note: [34, 43], link: "96,92,84" },
    dark: { ground: "#14171d", ink: "#e8e6e0", soft: "#9a9ea8", halo: "#14171d", glow: "#ffc15e",
      disc: [42, 52, 0.16], rim: [42, 60, 0.36],
      name: [52, 82], note: [46, 69], link: "165,178,210" },
  };

  vm.EDGE_GROUPS = Object.keys(GROUPS);

  // Functions of citation (CiTO) that speak for or against what is cited.
  const SUPPORTS = /^(supports|confirms|agreesWith|credits|extends|obtainsSupportFrom|citesAsAuthority)$/;
  const ATTACKS = /^(refutes|disputes|critiques|disagreesWith|corrects|qualifies|parodies|ridicules|derides)$/;

  /** What a citation does, from "cites:FUNCTION". */
  vm.citationFunction = (id) => id.slice(id.lastIndexOf(":") + 1);

  function citationGroup(id) {
    const name = vm.citationFunction(id);
    // A citation that gives no reason only mentions.
    if (name === "cites") return "mentions";
    return SUPPORTS.test(name) ? "supports" : ATTACKS.test(name) ? "attacks" : "cites";
  }

  /** The drawn group of an edge kind: citations split by whether they support or attack. */
  vm.groupOf = function ({ id, group }) {
    if (group === "cites") return citationGroup(id);
    if (group === "structure") return id === "has_part" ? "part" : "holds";
    if (id === "embed") return "embed";
    return GROUPS[group] ? group : "other";
  };

  const hsl = (hue, saturation, lightness, alpha) =>
    `hsla(${hue},${saturation}%,${lightness}%,${alpha})`;

  const hex = (parts) => "#" + parts.slice(0, 3)
    .map((each) => Math.round(each * 255).toString(16).padStart(2, "0")).join("");

  class Looks {
    /** For a graph's kinds under "light" or "dark". */
    constructor(graph, theme) {
      this.theme = theme;
      Object.assign(this, THEMES[theme]);
      this.kinds = graph.kinds.map((name) => this._kind(name));
      this.groups = graph.edgeKinds.map(vm.groupOf);
    }

    _kind(name) {
      const look = KINDS[name] || KINDS.file;
      return { name, shape: look.shape, color: look[this.theme] };
    }

    kind(name) {
      return this._kind(name);
    }

    group(name) {
      const look = GROUPS[name] || GROUPS.other;
      return { ...look, color: look[this.theme] };
    }

    discFill(region, strength = 1) {
      return hsl(region.hue, this.disc[0], this.disc[1], this.disc[2] * strength);
    }

    /** Hue, saturation, lightness and alpha of a region's disc. */
    discParts(region) {
      return [region.hue, ...this.disc];
    }

    discRim(region, strength = 1) {
      return hsl(region.hue, this.rim[0], this.rim[1], this.rim[2] * strength);
    }

    /** Colour of the notes of a region. */
    noteColor(region) {
      return hex(vm.hslParts([region.hue, ...this.note, 1]));
    }

    regionName(region, strength = 1) {
      return hsl(region.hue, this.name[0], this.name[1], strength);
    }

    regionLink(strength) {
      return `rgba(${this.link},${strength})`;
    }
  }

  /** A colour "#rrggbb" as three numbers 0 … 1. */
  vm.rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

  /** Hue 0 … 360, saturation and lightness 0 … 100 and alpha as four numbers 0 … 1. */
  vm.hslParts = function ([hue, saturation, lightness, alpha]) {
    const s = saturation / 100, l = lightness / 100;
    const channel = (n) => {
      const at = (n + hue / 30) % 12;
      return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(at - 3, 9 - at, 1));
    };
    return [channel(0), channel(8), channel(4), alpha];
  };

  vm.Looks = Looks;
})(window.vaultmapParts = window.vaultmapParts || {});
