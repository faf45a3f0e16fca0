/** The same, where each commit takes 20 ms to reach the disk. */
import "./lag_probe.ts";
import { slowDisk } from "../../support/slow_disk.ts";

slowDisk();
