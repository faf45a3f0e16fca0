import assert from "node:assert/strict";
import sharp, { type TiffOptions } from "sharp";
import { detectType } from "../../../lib/media/type/detect_type.ts";
import { mediaApi } from "../api.ts";
import { fileOf } from "../samples.ts";

/** As scanners, cameras and programs write them. */
const WRITTEN: Record<string, TiffOptions> = {
  "without compression": { compression: "none" },
  "with LZW": { compression: "lzw" },
  "with deflate": { compression: "deflate", predictor: "horizontal" },
  "with JPEG": { compression: "jpeg" },
  "with PackBits": { compression: "packbits" },
  "with WebP": { compression: "webp" },
  "as a fax": { compression: "ccittfax4", bitdepth: 1 },
  "of 16 greys": { compression: "lzw", predictor: "none", bitdepth: 4 },
  "in tiles": { compression: "lzw", tile: true },
  "in levels": { compression: "jpeg", tile: true, pyramid: true },
};

for (const [how, options] of Object.entries(WRITTEN)) {
  Deno.test(`a TIFF ${how} is a picture with a thumbnail`, async () => {
    await using api = await mediaApi();
    const ada = await api.user("ada@acme.test");
    const create = {
      width: 1_200,
      height: 800,
      channels: 3 as const,
      background: "teal",
      noise: { type: "gaussian" as const, mean: 128, sigma: 30 },
    };
    const image = sharp({ create }).tiff(options);
    const bytes = await (options.bitdepth ? image.toColourspace("b-w") : image)
      .toBuffer();
    assert.equal(await detectType(bytes.subarray(0, 65_536)), "image/tiff");
    const { status, json } = await ada.upload(fileOf(bytes, "scan.tif"));
    assert.equal(status, 201, JSON.stringify(json));
    const [item] = json.items;
    assert.deepEqual([item.width, item.height], [1_200, 800]);
    assert.equal(item.hasThumbnail, true);
  });
}
