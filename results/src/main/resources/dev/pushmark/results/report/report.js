
(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('page-data').textContent);
  const hidden = new Set(); // looks and names of transports that are switched off
  const charts = [];

  const significant = (value, digits) => Number(value.toPrecision(digits)).toString();
  const time = (ns) =>
    ns == null ? '–'
      : ns < 1e3 ? significant(ns, 3) + ' ns'
        : ns < 1e6 ? significant(ns / 1e3, 3) + ' µs'
          : ns < 1e9 ? significant(ns / 1e6, 3) + ' ms' : significant(ns / 1e9, 3) + ' s';
  const percent = (share) => (share == null ? '–' : significant(100 * share, 3) + ' %');
  const percentile = (nines) => {
    const digits = nines < 1 ? 1 : Math.ceil(nines) - 1;
    return 'p' + Number((100 * (1 - 10 ** -nines)).toFixed(Math.max(1, digits))).toString();
  };

  /** The colour and dash of a look, as they are now: they follow the reader's theme. */
  function style(look) {
    const probe = document.createElement('i');
    probe.className = look;
    document.body.append(probe);
    const computed = getComputedStyle(probe);
    const result = {
      colour: computed.getPropertyValue('--c').trim(),
      dash: computed.getPropertyValue('--dash').trim().split(/\s+/).map(Number).filter((n) => n > 0),
    };
    probe.remove();
    return result;
  }

  const themed = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** Any colour with an opacity. */
  function faint(colour, opacity) {
    const pen = document.createElement('canvas').getContext('2d');
    pen.fillStyle = colour;
    return pen.fillStyle.replace(/^#(..)(..)(..)$/, (all, r, g, b) =>
      `rgba(${parseInt(r, 16)}, ${parseInt(g, 16)}, ${parseInt(b, 16)}, ${opacity})`);
  }

  /** A chart in place of its picture. */
  class Chart {
    constructor(section, content, form) {
      this.figure = section;
      this.content = content;
      this.form = form;
      this.logarithmic = form.logarithmic;
      this.place = section.querySelector('.chart');
      this.readout = section.querySelector('output');
      this.place.hidden = false;
      section.querySelector('.picture').classList.add('printed');
      this.button = section.querySelector('.scale');
      this.button.hidden = false;
      this.button.addEventListener('click', () => {
        this.logarithmic = !this.logarithmic;
        this.draw();
      });
      this.place.addEventListener('keydown', (event) => this.move(event));
      new ResizeObserver(() => this.resize()).observe(this.place);
      this.draw();
    }

    get shown() {
      return this.content.curves.filter((curve) => !hidden.has(curve.name));
    }

    size() {
      const width = Math.max(280, Math.min(960, this.place.clientWidth));
      return { width, height: Math.round(Math.max(260, Math.min(420, width * 0.5))) };
    }

    resize() {
      const size = this.size();
      if (this.plot && size.width !== this.plot.width) {
        this.plot.setSize(size);
      }
    }

    draw() {
      this.plot?.destroy();
      this.button.textContent = this.logarithmic ? this.form.toLinear : this.form.toLogarithmic;
      const columns = [this.content.x.map(this.form.x)];
      const series = [{}];
      const bands = [];
      for (const curve of this.shown) {
        const look = style(curve.look);
        columns.push(curve.y.map((value) => (this.logarithmic && !(value > 0) ? null : value)));
        series.push({
          label: curve.name,
          stroke: look.colour,
          width: 2.2,
          dash: look.dash.length ? look.dash : undefined,
          fill: this.form.stepped ? faint(look.colour, 0.1) : undefined,
          paths: this.form.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
          points: { show: false },
        });
        if (curve.low && curve.low.some((value) => value != null)) {
          columns.push(curve.high, curve.low);
          const edge = { stroke: 'transparent', width: 0, points: { show: false } };
          bands.push({ series: [series.length, series.length + 1], fill: faint(look.colour, 0.16) });
          series.push(edge, edge);
        }
      }
      const axis = {
        stroke: themed('--soft'),
        grid: { stroke: themed('--line'), width: 1 },
        ticks: { stroke: themed('--line'), width: 1 },
        font: '12px system-ui, sans-serif',
      };
      this.plot = new uPlot({
        ...this.size(),
        series,
        bands,
        legend: { show: false },
        cursor: { drag: { x: true, y: false }, points: { size: 7 }, y: false },
        scales: {
          x: { time: false },
          y: this.logarithmic ? { distr: 3 } : { range: (plot, low, high) => [0, high * 1.04 || 1] },
        },
        axes: [
          { ...axis, ...this.form.across(this.content) },
          {
            ...axis,
            size: 64,
            values: (plot, splits) => splits.map((value) => (value == null ? '' : this.form.y(value))),
          },
        ],
        hooks: { setCursor: [(plot) => this.tell(plot.cursor.idx)] },
      }, columns, this.place);
      this.tell(null);
    }

    tell(index) {
      this.readout.textContent = index == null
        ? this.form.hint
        : this.form.at(this.content.x[index]) + ': ' + this.shown
          .map((curve) => curve.name + ' ' + this.form.y(curve.y[index])
            + (curve.low && curve.low[index] != null
              ? ` (${this.form.y(curve.low[index])}–${this.form.y(curve.high[index])})` : ''))
          .join(' · ');
    }

    move(event) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) {
        return;
      }
      event.preventDefault();
      const last = this.content.x.length - 1;
      const at = this.plot.cursor.idx ?? (step > 0 ? -1 : last + 1);
      const index = Math.max(0, Math.min(last, at + step));
      const x = this.plot.valToPos(this.plot.data[0][index], 'x');
      this.plot.setCursor({ left: x, top: this.plot.bbox.height / 2 / devicePixelRatio });
      this.tell(index);
    }
  }

  const forms = {
    percentiles: {
      logarithmic: true,
      stepped: false,
      toLinear: 'Linear latency axis',
      toLogarithmic: 'Logarithmic latency axis',
      hint: 'Point at the curves, or use the arrow keys, to read them. Drag to enlarge, double-click to go back.',
      x: (nines) => nines,
      y: time,
      at: percentile,
      across: (content) => {
        const at = Object.keys(content.labels).map(Number).sort((a, b) => a - b);
        return {
          splits: (plot, axis, low, high) => at.filter((nines) => nines >= low - 1e-9 && nines <= high + 1e-9),
          values: (plot, splits) => splits.map((nines) =>
            Object.entries(content.labels).find(([key]) => Math.abs(key - nines) < 1e-9)?.[1] ?? ''),
        };
      },
    },
    distribution: {
      logarithmic: false,
      stepped: true,
      toLinear: 'Linear axis of shares',
      toLogarithmic: 'Logarithmic axis of shares',
      hint: 'Point at the classes, or use the arrow keys, to read them.',
      x: (ns) => Math.log10(ns),
      y: percent,
      at: (ns) => `${time(ns)} to ${time(ns * 10 ** (1 / 20))}`,
      across: () => ({
        splits: (plot, axis, low, high) => {
          const splits = [];
          for (let decade = Math.ceil(low); decade <= high; decade++) {
            splits.push(decade);
          }
          return splits;
        },
        values: (plot, splits) => splits.map((log) => time(10 ** log)),
      }),
    },
  };

  for (const [name, form] of Object.entries(forms)) {
    const section = document.getElementById(name + '-chart');
    if (section && data[name].curves.length) {
      charts.push(new Chart(section, data[name], form));
    }
  }

  /** Buttons that switch transports on and off in all charts. */
  const choice = document.getElementById('choose');
  if (choice && charts.length) {
    choice.hidden = false;
    for (const curve of data.percentiles.curves) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = curve.look;
      button.setAttribute('aria-pressed', 'true');
      const key = document.createElement('span');
      key.className = 'key';
      button.append(key, curve.name);
      button.addEventListener('click', () => {
        const off = !hidden.has(curve.name);
        if (off && hidden.size === data.percentiles.curves.length - 1) {
          return; // at least one stays
        }
        hidden[off ? 'add' : 'delete'](curve.name);
        button.setAttribute('aria-pressed', String(!off));
        charts.forEach((chart) => chart.draw());
      });
      choice.append(button);
    }
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    charts.forEach((chart) => chart.draw()));

  /** Seconds of the strips, told where the pointer is. */
  document.querySelectorAll('.strip').forEach((figure, index) => {
    const strip = data.strips[index];
    const svg = figure.querySelector('svg');
    const readout = figure.querySelector('output');
    const seconds = strip.panels.flatMap((panel) => panel.seconds.map((text, i) => ({
      from: panel.x + panel.width * i / panel.seconds.length,
      to: panel.x + panel.width * (i + 1) / panel.seconds.length,
      text: `${panel.title}, second ${i + 1}: ${text}`,
    })));
    if (!seconds.length) {
      return;
    }
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    mark.setAttribute('class', 'mark');
    mark.setAttribute('y', '6');
    mark.setAttribute('height', '72');
    mark.setAttribute('width', '0');
    svg.append(mark);
    let at = -1;
    const tell = (i) => {
      at = i;
      mark.setAttribute('x', seconds[i].from);
      mark.setAttribute('width', seconds[i].to - seconds[i].from);
      readout.textContent = seconds[i].text;
    };
    svg.addEventListener('pointermove', (event) => {
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
      const i = seconds.findIndex((second) => x >= second.from && x < second.to);
      if (i >= 0 && i !== at) {
        tell(i);
      }
    });
    figure.querySelector('.scroll').addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        event.preventDefault();
        tell(Math.max(0, Math.min(seconds.length - 1, at + step)));
      }
    });
  });
})();
