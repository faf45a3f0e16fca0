/** Runs before the product, and fails where nobody catches it: at SIGUSR2 and at SIGHUP. */
Deno.addSignalListener("SIGUSR2", () => {
  Promise.reject(new Error("nobody waited for this"));
});
Deno.addSignalListener("SIGHUP", () => {
  setTimeout(() => {
    throw new Error("nobody catches this");
  });
});
