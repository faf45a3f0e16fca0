import packaged from "@sparticuz/chromium";

await packaged.executablePath();
