import type { Signal } from "@preact/signals";
import type { Echo, Echoes } from "../../echo/contract.ts";
import type { EchoEvent } from "../../echo/events.ts";
import type { Harbor, Part } from "../page/part.ts";

/** Keeps the list true: what is new comes first, once. */
export function createEchoes(
  echoes: Signal<Echo[]>,
  api: Harbor["api"],
): Part & { shout(text: string): Promise<void> } {
  function put(echo: Echo): void {
    if (echoes.value.some(({ id }) => id === echo.id)) return;
    echoes.value = [echo, ...echoes.value].sort((a, b) => b.id - a.id);
  }

  return {
    apply(arrived) {
      const event = arrived as unknown as EchoEvent;
      if (event.type === "echo:new") put(event.data.payload);
    },
    async refetch() {
      const { items, position } = await api.get<Echoes>("/api/echoes");
      echoes.value = items;
      return position;
    },
    async shout(text) {
      put(await api.post<Echo>("/api/echoes", { text }));
    },
  };
}
