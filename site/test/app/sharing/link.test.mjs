import assert from "node:assert/strict";
import { test } from "node:test";
import { strokesToGrid } from "../../../src/preprocessing/strokes.js";
import { fromFragment, modelInFragment, toFragment } from "../../../src/app/sharing/link.js";
import { digits } from "../../fixture.mjs";

test("a drawing is read back from its link: the same strokes, and nearly the same grid", () => {
  for (const strokes of digits) {
    const back = fromFragment(`#${toFragment(strokes)}`);
    assert.ok(back);
    assert.equal(back.length, strokes.length);
    const [ours, theirs] = [strokesToGrid(strokes), strokesToGrid(back)];
    assert.ok(ours && theirs);
    assert.ok(ours.every((ink, i) => Math.abs(ink - theirs[i]) < 0.12));
  }
});

test("a straight line is two points in its link, and a dot one", () => {
  const line = Array.from({ length: 50 }, (_, i) => ({ x: i / 50, y: 0.5 }));
  assert.equal(fromFragment(toFragment([line]) ?? "")?.[0].length, 2);
  assert.deepEqual(fromFragment(toFragment([[{ x: 0, y: 1 }]]) ?? ""), [[{ x: 0, y: 1 }]]);
});

test("a curve of many points stays that curve", () => {
  for (const count of [40, 400, 4000]) {
    const circle = Array.from({ length: count }, (_, i) => ({ x: 0.5 + 0.3 * Math.cos((6.2 * i) / count), y: 0.5 + 0.3 * Math.sin((6.2 * i) / count) }));
    const back = fromFragment(toFragment([circle]) ?? "")?.[0] ?? [];
    assert.ok(back.length > 15 && back.length <= 64, `${back.length}`);
    for (const { x, y } of back) assert.ok(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3) < 1e-3);
  }
});

test("a drawing that is too long for a link has none", () => {
  const zigzag = Array.from({ length: 9000 }, (_, i) => ({ x: i / 9000, y: i % 2 }));
  assert.ok(toFragment([zigzag]) === null);
});

test("a link stays short", () => {
  for (const strokes of digits) assert.ok((toFragment(strokes)?.length ?? Infinity) < 400);
});

test("text that is not a drawing is ignored", () => {
  for (const text of [
    "",
    "#",
    "#drawing=",
    "#drawing=AAA",
    "#drawing=AA<A",
    "#drawing=AAAA..AAAA",
    "#drawing=AAAA.",
    "#other=AAAA",
    "#top",
    `#drawing=${"A".repeat(40_000)}`,
    "#drawing=%41%41%41%41",
  ]) {
    assert.equal(fromFragment(text), null, text.slice(0, 40));
  }
});

test("any text of the right letters is a drawing on the pad", () => {
  let seed = 1;
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 4 * (1 + (round % 9)) }, () => {
      seed = (seed * 48271) % 2147483647;
      return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[seed % 64];
    }).join("");
    const points = fromFragment(`drawing=${text}`)?.flat() ?? [];
    assert.equal(points.length, text.length / 4);
    assert.ok(points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
  }
});

test("a link names the model that read the drawing; any other text names none", () => {
  const fragment = `#${toFragment(digits[3], "inkling_tiny")}`;
  assert.equal(modelInFragment(fragment), "inkling_tiny");
  assert.equal(fromFragment(fragment)?.length, digits[3].length);
  const plain = `#${toFragment(digits[3])}`;
  for (const text of [plain, `${plain}&model=`, `${plain}&model=<b>`, "#drawing=A&model=convnet", "#top&model=convnet"])
    assert.equal(modelInFragment(text), "");
});
