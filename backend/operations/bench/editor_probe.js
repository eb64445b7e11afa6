/*
 * Runs in the page before its own scripts and measures what the person sees. Times are milliseconds of
 * performance.now(). A frame ends in the first task after it: layout is done and painting recorded by then; what the
 * compositor adds after that is not in any figure.
 */
(() => {
  const request = window.requestAnimationFrame.bind(window);
  const afterFrame = new MessageChannel();
  const afterMessage = new MessageChannel();
  const waiting = new Set();
  let frame = null;
  let answer = null;

  const probe = { panned: null, answers: [] };
  window.__probe = probe;

  const begin = (now) => {
    if (frame !== null && frame.now === now) return;
    frame = { now, start: performance.now(), view: window.__stipple?.viewport.get() ?? null };
    probe.panned?.push([frame.start, frame.view]);
    afterFrame.port2.postMessage(frame);
  };
  window.requestAnimationFrame = (callback) =>
    request((now) => {
      begin(now);
      callback(now);
    });
  const tick = (now) => {
    begin(now);
    request(tick);
  };
  request(tick);

  afterFrame.port1.onmessage = ({ data }) => {
    const end = performance.now();
    if (answer?.handled !== undefined && data.start >= answer.start) {
      probe.answers.push({
        work: answer.handled - answer.start + end - data.start,
        shown: end - answer.start,
      });
      answer = null;
    }
    for (const each of [...waiting]) each(end);
  };
  afterMessage.port1.onmessage = () => {
    if (answer !== null) answer.handled = performance.now();
  };

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (!/^\{"op": ?"masks"/.test(data)) return;
        answer = { start: performance.now() };
        afterMessage.port2.postMessage(null);
      });
    }
  };

  /** Resolves to the time at the end of the first frame in which `isSo` holds. */
  probe.frameWhere = (isSo) =>
    new Promise((resolve) => {
      const look = (end) => {
        if (!isSo()) return;
        waiting.delete(look);
        resolve(end);
      };
      waiting.add(look);
    });

  /**
   * From the next event of this type to the end of the first frame in which `isSo` holds, less what looking took the
   * probe itself: reading canvases back is no work of the page.
   */
  probe.arm = (type, isSo) => {
    probe.took = new Promise((resolve) => {
      const heard = (event) => {
        const began = performance.now();
        const isSoNow = isSo();
        let own = performance.now() - began;
        const look = () => {
          const looked = performance.now();
          const found = isSoNow();
          if (!found) own += performance.now() - looked;
          return found;
        };
        void probe.frameWhere(look).then((end) => resolve(end - event.timeStamp - own));
      };
      window.addEventListener(type, heard, { capture: true, once: true });
    });
  };

  /** Whether the canvases show something else around a point of the page than at the call. */
  probe.changesAround = (x, y) => {
    const sum = () => {
      let total = 0;
      for (const canvas of document.querySelectorAll('[data-canvas] canvas')) {
        const box = canvas.getBoundingClientRect();
        if (canvas.hidden || box.width === 0) continue;
        const [sx, sy] = [canvas.width / box.width, canvas.height / box.height];
        const [left, top] = [Math.round((x - box.left - 12) * sx), Math.round((y - box.top - 12) * sy)];
        const size = Math.max(1, Math.round(24 * sx));
        const { data } = canvas.getContext('2d').getImageData(left, top, size, size);
        for (let index = 0; index < data.length; index++) total = (total * 31 + data[index]) | 0;
      }
      return total;
    };
    const before = sum();
    return () => sum() !== before;
  };

  /** Turn the wheel once a frame, so many notches in one direction, then back; resolves to the frames a second. */
  probe.zoomed = (clientX, clientY, notch, notches, lastingMs) =>
    new Promise((resolve) => {
      const target = document.elementFromPoint(clientX, clientY);
      const until = performance.now() + lastingMs;
      probe.panned = [];
      let step = 0;
      const turn = () => {
        if (performance.now() > until) return resolve(probe.framesPerSecond());
        const deltaY = step++ % (2 * notches) < notches ? -notch : notch;
        target.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX, clientY, bubbles: true, cancelable: true }));
        window.requestAnimationFrame(turn);
      };
      turn();
    });

  /** Frames a second in which the view had moved, between the first and the last of them. */
  probe.framesPerSecond = () => {
    const moved = probe.panned.filter(([, view], index) => index > 0 && view !== probe.panned[index - 1][1]);
    probe.panned = null;
    return moved.length < 2 ? 0 : ((moved.length - 1) * 1000) / (moved.at(-1)[0] - moved[0][0]);
  };
})();
