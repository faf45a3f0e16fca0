/** The thread that writes, on a slow disk. */
import "../../lib/db/file/writer_thread.ts";
import { slowDisk } from "./slow_disk.ts";

slowDisk();
