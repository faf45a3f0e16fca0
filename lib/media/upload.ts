import type { Actor } from "../auth/actor.ts";
import { CommitUnknownError } from "../db/errors.ts";
import { atMost, atMostEach } from "../http/at_most.ts";
import { Problem } from "../http/problem.ts";
import { limitsOf } from "../limits/limits.ts";
import { commit } from "../realtime/commit.ts";
import type { Services } from "../services.ts";
import type { MediaFile, UploadAnswer, UploadError } from "./contract.ts";
import { cleanFileName } from "./file_name.ts";
import { insertFiles } from "./insert_files.ts";
import { MalwareFound, noteRefusal } from "./malware_refusals.ts";
import { type FilePart, fileParts, type OnField } from "./multipart.ts";
import { discard, takeFile, type TakenFile } from "./take_file.ts";

type UploadServices = Pick<
  Services,
  "settings" | "db" | "spine" | "store" | "scanner" | "jobs" | "clock" | "log"
>;

/**
 * With a bucket, an upload that is under way holds up to 15 MiB in memory. Who is past the line is
 * answered 503.
 */
const anybodysTurn = atMost(24, 100);

/** A few people whose lines are slow must not keep all the others waiting. */
const ownTurn = atMostEach(6, 60);

/** What the heads of the parts may take, beside the files. */
const FRAME_BYTES = 1024 * 1024;

/**
 * Takes the files of a `multipart/form-data` body into the actor's library. Each stands alone: one
 * that is refused is passed over. When the body breaks off, though, nobody is told of any of them,
 * and none is kept.
 *
 * @throws {Problem} 400 for a body that is malformed or breaks off, 415 for another content type,
 * 422 for one without a file; when no file is taken, why the first was not; 503 when too many upload.
 */
export async function uploadFiles(
  services: UploadServices,
  actor: Actor,
  request: Request,
): Promise<UploadAnswer> {
  const { items, refused } = await upload(services, actor, request);
  if (items.length > 0) return { items, errors: refused.map(asError) };
  throw refused[0]?.problem ??
    new Problem(422, "There is no file in the form");
}

/**
 * Takes a whole form, as a page without JavaScript posts it: its files into the actor's library, if
 * there are any, and its fields, with line ends as people typed them. Throws as `uploadFiles`, but
 * for files that are refused.
 */
export async function uploadForm(
  services: UploadServices,
  actor: Actor,
  request: Request,
): Promise<UploadAnswer & { fields: URLSearchParams }> {
  const fields = new URLSearchParams();
  const { items, refused } = await upload(
    services,
    actor,
    request,
    (name, value) => fields.append(name, value.replaceAll("\r\n", "\n")),
  );
  return { fields, items, errors: refused.map(asError) };
}

interface RefusedFile {
  problem: Problem;
  fileName: string;
}

interface Uploaded {
  items: MediaFile[];
  refused: RefusedFile[];
}

/** As soon as there is a place among the uploads of this isolate. */
function upload(
  services: UploadServices,
  actor: Actor,
  request: Request,
  onField?: OnField,
): Promise<Uploaded> {
  const work = () => takeFiles(services, actor, request, onField);
  return ownTurn(actor.userId, () => anybodysTurn(work));
}

async function takeFiles(
  services: UploadServices,
  actor: Actor,
  request: Request,
  onField?: OnField,
): Promise<Uploaded> {
  const limits = await limitsOf(services, actor.tenantId);
  const { maxFileBytes, maxFilesPerMessage } = limits;
  const maxBytes = maxFileBytes * maxFilesPerMessage + FRAME_BYTES;
  const taken: TakenFile[] = [];
  const refused: RefusedFile[] = [];
  try {
    for await (const part of fileParts(request, maxBytes, { onField })) {
      // A field for files in which none was chosen.
      if (onField && part.fileName === "") {
        await passOver(part);
        continue;
      }
      try {
        refuseMoreThan(maxFilesPerMessage, taken.length + refused.length);
        taken.push(await takeFile(services, actor, part, limits));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error instanceof MalwareFound) {
          await noteRefusal(services, actor, error);
        }
        const fileName = cleanFileName(part.fileName);
        refused.push({ problem: error, fileName });
        await passOver(part);
      }
    }
    if (taken.length === 0) return { items: [], refused };
    const items = await commit(
      services,
      (tx, record) => insertFiles(services, tx, record, actor, taken),
    );
    return { items, refused };
  } catch (error) {
    // Perhaps they are in the library by now. If not, the sweep finds them.
    if (error instanceof CommitUnknownError) throw error;
    for (const { keys } of taken) await discard(services.store, keys);
    throw isTooLarge(error) ? refused[0]?.problem ?? error : error;
  }
}

/** The body as a whole, perhaps for the sake of a file that was refused for it: that one says more. */
function isTooLarge(error: unknown): boolean {
  return error instanceof Problem && error.status === 413;
}

function refuseMoreThan(most: number, count: number): void {
  if (count < most) return;
  throw new Problem(413, `More than ${most} files in one request`);
}

/** Reads on to the next part. */
async function passOver({ body }: FilePart): Promise<void> {
  for await (const _ of body);
}

function asError({ problem, fileName }: RefusedFile): UploadError {
  const { status, title, detail } = problem;
  return { fileName, status, title, detail };
}
