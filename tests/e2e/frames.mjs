// Frames of a page while something goes on: every one that took the browser longer than it may.

// Begins to note frames that take longer than 50 ms (the browser's own long animation frames).
export const noteFrames = (page) =>
  page.evaluate(() => {
    window.longFrames = [];
    new PerformanceObserver((list) => {
      for (const { duration, blockingDuration } of list.getEntries()) window.longFrames.push({ duration, blockingDuration });
    }).observe({ type: "long-animation-frame" });
  });

// The frames noted since, in milliseconds, longest first; the notes begin anew.
export async function longFrames(page) {
  // The observer is told after the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const frames = await page.evaluate(() => window.longFrames.splice(0).map(({ duration }) => duration));
  return frames.sort((a, b) => b - a);
}

// Makes the page's processor so many times slower.
export async function slower(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
  return session;
}

// Scrolls as a hand on a wheel does: a notch every 16 ms.
export async function wheel(page, notches, pixels = 240) {
  for (let notch = 0; notch < notches; notch += 1) {
    await page.mouse.wheel(0, pixels);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}
