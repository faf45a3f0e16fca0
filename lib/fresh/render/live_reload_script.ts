export const ALIVE_PATH = "/_frsh/alive";

/** Runs in the browser during development: reloads once the restarted server tells another revision. */
export const LIVE_RELOAD_SCRIPT = `
let known;
function connect() {
  const socket = new WebSocket(location.origin.replace("http", "ws") + "${ALIVE_PATH}");
  socket.onmessage = ({ data }) => {
    const { revision } = JSON.parse(data);
    if (known !== undefined && known !== revision) location.reload();
    known = revision;
  };
  socket.onclose = () => setTimeout(connect, 200);
}
connect();
`;
