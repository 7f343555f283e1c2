/**
 * The style of `<digit-pad>`. Pages set its three colours: `--digit-pad-ink`, `--digit-pad-paper` and `--digit-pad-edge`. The colours
 * that it has without them follow the page's `color-scheme`.
 */

/** CSS for a style sheet object: strict security policies forbid style elements. */
export const STYLE = `
:host { display: inline-block; width: 16em; }
:host([hidden]) { display: none; }
.pad { --ink: #1f3a8a; --paper: #fffdf7; --edge: #1f3a8a4d; }
@supports (color: light-dark(#000, #fff)) {
  .pad { --ink: light-dark(#1f3a8a, #b9c8ff); --paper: light-dark(#fffdf7, #1c1e26); --edge: light-dark(#1f3a8a4d, #b9c8ff4d); }
}
.pad { position: relative; aspect-ratio: 1; overflow: hidden; color: var(--digit-pad-ink, var(--ink)); background: var(--digit-pad-paper, var(--paper));
  border: 1px solid var(--digit-pad-edge, var(--edge)); border-radius: 0.6em; cursor: crosshair; touch-action: none; user-select: none;
  -webkit-user-select: none; }
.pad:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
canvas { display: block; width: 100%; height: 100%; transition: color 1ms; }
.pen { position: absolute; width: 1em; height: 1em; margin: -0.5em; border: 2px solid; border-radius: 50%; pointer-events: none; }
.pen[hidden] { display: none; }
.inkling-down { background: currentColor; }
p { min-height: 1.4em; margin: 0.4em 0 0; text-align: center; }
`;
