import { useEffect, useState } from "preact/hooks";
import { PreferenceMenus } from "../components/PreferenceMenus.tsx";
import {
  preferenceCookie,
  type Preferences as Chosen,
} from "../lib/preferences.ts";
import type { HarborView } from "../lib/browser/view.ts";

/** Theme and density take effect at once and are kept; so is the time zone, which nobody chooses. */
export default function Preferences(
  { view, chosen, here }: {
    view: HarborView;
    chosen: Pick<Chosen, "theme" | "density">;
    here: string;
  },
) {
  const [{ theme, density }, setChosen] = useState(chosen);
  const [next, setNext] = useState(here);

  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    view.timeZone.value = timeZone;
  }, []);

  useEffect(() => {
    Object.assign(document.documentElement.dataset, { theme, density });
  }, [theme, density]);

  return (
    <div
      class="preferences"
      onPointerDown={() => setNext(location.pathname + location.search)}
    >
      <PreferenceMenus
        words={view.words}
        theme={theme}
        density={density}
        here={next}
        onChoose={({ name, value }) => {
          document.cookie = preferenceCookie(name, value);
          setChosen({ theme, density, [name]: value });
        }}
      />
    </div>
  );
}
