/* WebGL painter: the same picture as the canvas painter, drawn by the GPU in a few calls. */
(function (vm) {
  "use strict";

  const HEAD = "#version 300 es\nprecision highp float;\n";
  const LINE_VERTEX = `in vec2 place; uniform vec4 view;
    void main() { gl_Position = vec4(place * view.xy + view.zw, 0.0, 1.0); }`;
  const LINE_FRAGMENT = "uniform vec4 color; out vec4 o; void main() { o = color; }";

  const POINT_VERTEX = `in vec2 place; in float radius; in vec4 tint; in float level;
    uniform vec4 view; uniform float scale; uniform float ratio; uniform float least; uniform float parts;
    uniform float dots;
    out vec4 color; out float r; flat out int shape;
    void main() {
      float raw = radius * scale;
      r = clamp(raw <= 7.0 ? raw : 7.0 * sqrt(raw / 7.0), least, 26.0) * ratio;
      float part = step(4.0, level);
      float shown = level - part * 4.0;
      color = vec4(tint.rgb, (shown < 1.5 ? 0.16 : 1.0) * mix(dots, parts, part));
      shape = int(tint.a * 255.0 + 0.5);
      gl_PointSize = 2.6 * r + 2.0;
      gl_Position = shown < 0.5 || color.a < 0.02 ? vec4(9.0, 9.0, 9.0, 1.0)
        : vec4(place * view.xy + view.zw, 0.0, 1.0);
    }`;
  // Signed distances of the outlines that shapes.js draws, in pixels.
  const POINT_FRAGMENT = `in vec4 color; in float r; flat in int shape; uniform vec3 ground; out vec4 o;
    float distanceTo(vec2 p) {
      vec2 q = abs(p);
      if (shape == 1) return (q.x + q.y - 1.22 * r) * 0.7071;
      if (shape == 2) return max(q.y * 0.866 * 1.1547, q.x * 0.866 + q.y * 0.5) - 1.18 * r * 0.866;
      if (shape == 3) return max(q.x * 0.8972 + p.y * 0.4416 - 0.552 * r, -p.y - 0.775 * r);
      if (shape == 5 || shape == 6) return max(q.x, q.y) - 0.9 * r;
      return length(p) - r;
    }
    void main() {
      float d = distanceTo((gl_PointCoord - 0.5) * (2.6 * r + 2.0));
      float a = clamp(0.5 - d, 0.0, 1.0);
      if (a <= 0.0) discard;
      bool hollow = (shape == 4 || shape == 6) && r > 2.0;
      o = vec4(hollow ? mix(ground, color.rgb, clamp(d + 2.0, 0.0, 1.0)) : color.rgb, a * color.a);
    }`;

  const DISC_VERTEX = `in vec2 corner; in vec3 disc; in vec4 tint; uniform vec4 view; uniform float scale;
    out vec2 at; out vec4 color; out float r;
    void main() { r = disc.z * scale; at = corner * (r + 1.0); color = tint;
      gl_Position = vec4((disc.xy + corner * (disc.z + 1.0 / scale)) * view.xy + view.zw, 0.0, 1.0); }`;
  const DISC_FRAGMENT = `in vec2 at; in vec4 color; in float r; uniform float strength; out vec4 o;
    void main() { float d = length(at) - r; float a = clamp(0.5 - d, 0.0, 1.0);
      float rim = a * clamp(1.2 + d, 0.0, 1.0);
      o = vec4(color.rgb, strength * (color.a * a + 0.22 * rim)); }`;

  /** What draws WebGL here: the name of the GPU or of the program that stands in for one, "" where
      there is no WebGL2. Asked of a context of its own, before anything is made ready for it. */
  vm.rendererName = function () {
    const gl = document.createElement("canvas").getContext("webgl2", { antialias: false, depth: false,
      failIfMajorPerformanceCaveat: true });
    if (!gl) return "";
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    const loss = gl.getExtension("WEBGL_lose_context");
    if (loss) loss.loseContext();
    return name;
  };

  class WebglPainter {
    /** Throws where the browser has no WebGL2 (the caller then paints on a 2D canvas). */
    constructor(canvas) {
      const gl = canvas.getContext("webgl2", { antialias: true, alpha: false, powerPreference: "high-performance" });
      if (!gl) throw new Error("no WebGL2");
      this.name = "webgl";
      this.gl = gl;
      this._prepare();
    }

    _program(vertex, fragment, names) {
      const { gl } = this;
      const program = gl.createProgram();
      for (const [type, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
        const shader = gl.createShader(type);
        gl.shaderSource(shader, HEAD + text);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
      }
      gl.linkProgram(program);
      if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
        throw new Error(gl.getProgramInfoLog(program) || "shaders do not link");
      }
      const uniforms = Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)]));
      return { program, uniforms };
    }

    _prepare() {
      const { gl } = this;
      this.lines = this._program(LINE_VERTEX, LINE_FRAGMENT, ["view", "color"]);
      this.points = this._program(POINT_VERTEX, POINT_FRAGMENT,
        ["view", "scale", "ratio", "least", "parts", "dots", "ground"]);
      this.discs = this._program(DISC_VERTEX, DISC_FRAGMENT, ["view", "scale", "strength"]);
      this.buffers = {};
      for (const name of ["place", "radius", "tint", "level", "disc", "corner"]) this.buffers[name] = gl.createBuffer();
      this.indexes = [];
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    }

    /** After a lost context: everything is made again, then `load` the scene. */
    restore() {
      this._prepare();
    }

    _fill(name, values) {
      const { gl } = this;
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[name]);
      gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    }

    /** Take over a scene, new or filtered. */
    load(scene) {
      const { graph } = scene;
      const places = new Float32Array(2 * graph.size);
      const levels = new Float32Array(graph.size);
      for (let i = 0; i < graph.size; i++) {
        places[2 * i] = graph.x[i];
        places[2 * i + 1] = graph.y[i];
        levels[i] = scene.levels[i] + (graph.parent[i] >= 0 ? 4 : 0);
      }
      this._fill("place", places);
      this._fill("radius", scene.radius);
      this._fill("tint", this._tints(scene));
      this._fill("level", levels);
      this._loadRegions(scene);
      this._loadEdges(scene);
    }

    /* Colour of each node, and its shape in place of alpha. */
    _tints(scene) {
      const paints = scene.paints.map((paint) => [...vm.rgb(paint.color).map((each) => Math.round(each * 255)), paint.shape]);
      const tints = new Uint8Array(4 * scene.graph.size);
      for (let i = 0; i < scene.graph.size; i++) tints.set(paints[scene.paintOf[i]], 4 * i);
      return tints;
    }

    _loadRegions(scene) {
      const values = [];
      for (const region of scene.graph.regions) {
        const [r, g, b, a] = vm.hslParts(scene.looks.discParts(region));
        values.push(region.x, region.y, region.r, r, g, b, region.parent >= 0 ? a * 0.45 : a);
      }
      this._fill("disc", new Float32Array(values));
      this._fill("corner", new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]));
    }

    _loadEdges(scene) {
      const { gl } = this;
      gl.bindVertexArray(null);
      for (const buffer of this.indexes) gl.deleteBuffer(buffer);
      this.indexes = scene.lists.map((list) => {
        if (!list.length) return null;
        const buffer = gl.createBuffer();
        gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffer);
        gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, list, gl.STATIC_DRAW);
        return buffer;
      });
    }

    _attribute(kind, name, size, buffer, stride = 0, offset = 0, divisor = 0, type = this.gl.FLOAT) {
      const { gl } = this;
      const at = gl.getAttribLocation(kind.program, name);
      if (at < 0) return;
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[buffer]);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, size, type, type !== gl.FLOAT, stride, offset);
      gl.vertexAttribDivisor(at, divisor);
      this.used.push(at);
    }

    _use(kind) {
      const { gl } = this;
      for (const at of this.used || []) {
        gl.vertexAttribDivisor(at, 0);
        gl.disableVertexAttribArray(at);
      }
      this.used = [];
      gl.useProgram(kind.program);
      gl.uniform4fv(kind.uniforms.view, this.view);
    }

    paint(scene, view) {
      const { gl } = this;
      if (gl.isContextLost()) return;
      gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
      gl.clearColor(...vm.rgb(scene.looks.ground), 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      this.view = [(2 * view.k) / view.width, (-2 * view.k) / view.height,
        (2 * view.tx) / view.width - 1, 1 - (2 * view.ty) / view.height];
      const detail = vm.detail(scene, view.k);
      this._paintRegions(scene, view, detail);
      if (!view.links) this._paintEdges(scene, view, detail);
      this._paintNodes(scene, view, detail);
    }

    _paintRegions(scene, view, detail) {
      if (!scene.graph.regions.length) return;
      const { gl, discs } = this;
      this._use(discs);
      this._attribute(discs, "corner", 2, "corner");
      this._attribute(discs, "disc", 3, "disc", 28, 0, 1);
      this._attribute(discs, "tint", 4, "disc", 28, 12, 1);
      gl.uniform1f(discs.uniforms.scale, view.k);
      gl.uniform1f(discs.uniforms.strength, 0.75 + 0.25 * detail.far);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, scene.graph.regions.length);
    }

    _paintEdges(scene, view, detail) {
      const { gl, lines } = this;
      this._use(lines);
      this._attribute(lines, "place", 2, "place");
      const most = vm.ramp(4, 24, detail.gap) * 1e6 + 40000;
      const share = Math.min(1, most / Math.max(1, scene.shownEdges));
      const alphas = vm.hairlines(scene, view, detail, share);
      scene.lists.forEach((list, at) => {
        const alpha = alphas[Math.floor(at / vm.EDGE_GROUPS.length)];
        if (!list.length || alpha < 0.01) return;
        const look = scene.looks.group(vm.EDGE_GROUPS[at % vm.EDGE_GROUPS.length]);
        gl.uniform4f(lines.uniforms.color, ...vm.rgb(look.color), alpha);
        gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.indexes[at]);
        gl.drawElements(gl.LINES, 2 * Math.ceil((share * list.length) / 2), gl.UNSIGNED_INT, 0);
      });
    }

    _paintNodes(scene, view, detail) {
      const { gl, points } = this;
      this._use(points);
      this._attribute(points, "place", 2, "place");
      this._attribute(points, "tint", 4, "tint", 0, 0, 0, gl.UNSIGNED_BYTE);
      for (const name of ["radius", "level"]) this._attribute(points, name, 1, name);
      const { uniforms } = points;
      gl.uniform1f(uniforms.scale, view.k);
      gl.uniform1f(uniforms.ratio, view.ratio);
      gl.uniform1f(uniforms.least, vm.softRadius(0, scene.tops));
      gl.uniform1f(uniforms.parts, detail.parts);
      gl.uniform1f(uniforms.dots, detail.dots);
      gl.uniform3fv(uniforms.ground, vm.rgb(scene.looks.ground));
      gl.drawArrays(gl.POINTS, 0, scene.graph.size);
    }
  }

  vm.WebglPainter = WebglPainter;
})(window.vaultmapParts = window.vaultmapParts || {});
