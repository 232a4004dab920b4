// Draws a lane: each event a dot, at the time it came, as high as it was late.
import { WINDOW_MS } from './lane.js';

const LOWEST_MS = 0.5, HIGHEST_MS = 20_000; // of the axis, which is logarithmic
const LINES = [[1, '1 ms'], [10, '10 ms'], [100, '100 ms'], [1000, '1 s'], [10_000, '10 s']];
const LEFT = 46; // of it are the labels

const height = (ms, pixels) => {
  const share = Math.log(Math.max(ms, LOWEST_MS) / LOWEST_MS) / Math.log(HIGHEST_MS / LOWEST_MS);
  return pixels - 6 - Math.min(1, share) * (pixels - 12);
};

export function colours() {
  const style = getComputedStyle(document.documentElement);
  const [dot, line, quiet] = ['--dot', '--line', '--quiet'].map((name) => style.getPropertyValue(name));
  return { dot, line, quiet };
}

export function draw(canvas, recent, now, { dot, line, quiet }) {
  const scale = devicePixelRatio;
  const [width, pixels] = [canvas.clientWidth, canvas.clientHeight];
  if (canvas.width !== Math.round(width * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(pixels * scale);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, pixels);
  pen.font = '11px system-ui, sans-serif';
  for (const [ms, label] of LINES) {
    const y = height(ms, pixels);
    pen.fillStyle = line;
    pen.fillRect(LEFT, Math.round(y), width - LEFT, 1);
    pen.fillStyle = quiet;
    pen.fillText(label, 0, y + 4);
  }
  pen.fillStyle = dot;
  for (const { at, latency } of recent) {
    const x = LEFT + (width - LEFT - 4) * (1 - (now - at) / WINDOW_MS);
    if (x >= LEFT) pen.fillRect(x - 1.5, height(latency, pixels) - 1.5, 3, 3);
  }
}
