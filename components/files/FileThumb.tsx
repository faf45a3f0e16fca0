import type { MediaFile } from "../../lib/media/contract.ts";
import { Icon, type IconName } from "../kit/Icon.tsx";

const ICONS: Record<MediaFile["mediaType"], IconName> = {
  image: "picture",
  audio: "audio",
  video: "video",
  document: "page",
  archive: "package",
};

/** The extensions that are short enough to be known. */
const EXTENSION = /\.([a-z0-9]{1,4})$/i;

/** A file's thumbnail, or an icon of its type. It stands beside the name, so it has none itself. */
export function FileThumb(
  { mediaId, fileName, mediaType, state, hasThumbnail }:
    & Pick<MediaFile, "fileName" | "mediaType" | "state" | "hasThumbnail">
    & { mediaId: number },
) {
  const extension = EXTENSION.exec(fileName)?.[1];
  return (
    <span
      class="thumb"
      data-type={mediaType}
      data-state={state}
      aria-hidden="true"
    >
      {hasThumbnail && state === "ready"
        ? (
          <img
            src={`/api/media/${mediaId}/thumbnail`}
            alt=""
            loading="lazy"
            decoding="async"
          />
        )
        : (
          <>
            <Icon name={state === "infected" ? "warning" : ICONS[mediaType]} />
            {extension && <small dir="ltr">{extension}</small>}
          </>
        )}
    </span>
  );
}
