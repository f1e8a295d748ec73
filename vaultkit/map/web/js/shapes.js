/* Shapes: outlines of nodes and styled edges on a 2D canvas. */
(function (vm) {
  "use strict";

  const TURN = Math.PI * 2;

  function polygon(ctx, x, y, corners) {
    corners.forEach(([dx, dy], at) => (at ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
    ctx.closePath();
  }

  const OUTLINES = {
    circle(ctx, x, y, r) {
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, TURN);
    },
    diamond(ctx, x, y, r) {
      const d = r * 1.22;
      polygon(ctx, x, y, [[0, -d], [d, 0], [0, d], [-d, 0]]);
    },
    hexagon(ctx, x, y, r) {
      const d = r * 1.18, h = d * 0.866;
      polygon(ctx, x, y, [[d, 0], [d / 2, h], [-d / 2, h], [-d, 0], [-d / 2, -h], [d / 2, -h]]);
    },
    triangle(ctx, x, y, r) {
      const d = r * 1.25;
      polygon(ctx, x, y, [[-d * 0.92, -d * 0.62], [d * 0.92, -d * 0.62], [0, d]]);
    },
    square(ctx, x, y, r) {
      ctx.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    },
  };
  OUTLINES.ring = OUTLINES.circle;
  OUTLINES.frame = OUTLINES.square;

  /** Whether a shape is drawn as an outline only. */
  vm.isHollow = (shape) => vm.SHAPES[shape] === "ring" || vm.SHAPES[shape] === "frame";

  /** Add a node's outline to the current path; a mere dot is a small rectangle, which is cheap. */
  vm.outline = function (ctx, shape, x, y, r) {
    if (r < 1.7) ctx.rect(x - r, y - r, 2 * r, 2 * r);
    else OUTLINES[vm.SHAPES[shape]](ctx, x, y, r);
  };

  /** The shape of a kind as an SVG path around 0,0, for the legend and for export. */
  vm.outlinePath = function (shape, r) {
    const parts = [];
    const pen = {
      moveTo: (x, y) => parts.push(`M${x.toFixed(2)} ${y.toFixed(2)}`),
      lineTo: (x, y) => parts.push(`L${x.toFixed(2)} ${y.toFixed(2)}`),
      closePath: () => parts.push("Z"),
      rect: (x, y, w, h) => parts.push(`M${x} ${y}h${w}v${h}h${-w}Z`),
      arc: (x, y, radius) => parts.push(
        `A${radius} ${radius} 0 1 1 ${x - radius} ${y}A${radius} ${radius} 0 1 1 ${x + radius} ${y}Z`),
    };
    OUTLINES[vm.SHAPES[shape]](pen, 0, 0, r);
    return parts.join("");
  };

  /** A curve from a to b, bent to its left; trimmed so that it ends at the nodes' rims. */
  vm.bend = function (ax, ay, ar, bx, by, br, bow) {
    const dx = bx - ax, dy = by - ay;
    const length = Math.hypot(dx, dy);
    if (length < ar + br + 2) return null;
    const cx = (ax + bx) / 2 + dy * bow, cy = (ay + by) / 2 - dx * bow;
    const la = Math.hypot(cx - ax, cy - ay) || 1, lb = Math.hypot(bx - cx, by - cy) || 1;
    return {
      ax: ax + ((cx - ax) / la) * (ar + 1), ay: ay + ((cy - ay) / la) * (ar + 1), cx, cy,
      bx: bx - ((bx - cx) / lb) * (br + 2), by: by - ((by - cy) / lb) * (br + 2),
      ux: (bx - cx) / lb, uy: (by - cy) / lb,
    };
  };

  vm.traceBend = function (ctx, curve) {
    ctx.moveTo(curve.ax, curve.ay);
    ctx.quadraticCurveTo(curve.cx, curve.cy, curve.bx, curve.by);
  };

  /** Add an arrow head at the end of a curve to the current path. */
  vm.traceArrow = function (ctx, curve, size) {
    const { bx, by, ux, uy } = curve;
    ctx.moveTo(bx, by);
    ctx.lineTo(bx - ux * size - uy * size * 0.42, by - uy * size + ux * size * 0.42);
    ctx.lineTo(bx - ux * size + uy * size * 0.42, by - uy * size - ux * size * 0.42);
    ctx.closePath();
  };

  /** The arrow head at the end of a curve as an SVG path. */
  vm.arrowPath = function (curve, size) {
    const parts = [];
    const point = (letter) => (x, y) => parts.push(`${letter}${x.toFixed(1)} ${y.toFixed(1)}`);
    vm.traceArrow({ moveTo: point("M"), lineTo: point("L"), closePath: () => parts.push("Z") }, curve, size);
    return parts.join("");
  };

  /** The mark of a rejected or excluded node: a stroke through it, two where it is excluded. */
  vm.traceMark = function (ctx, x, y, r, excluded) {
    const d = r * 1.25 + 2;
    ctx.moveTo(x - d, y + d);
    ctx.lineTo(x + d, y - d);
    if (!excluded) return;
    ctx.moveTo(x - d, y - d);
    ctx.lineTo(x + d, y + d);
  };
})(window.vaultmapParts = window.vaultmapParts || {});
