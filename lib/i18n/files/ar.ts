import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const ar: Translation<typeof en> = {
  "file.downloadNamed": "تنزيل {name}",
  "failure.missing": "لم يعد موجودًا",

  "upload.waiting": "في الانتظار",
  "upload.progress": "{sent} من {size}",
  "upload.checking": "جارٍ التحقق…",
  "upload.done": "تم الرفع",
  "upload.cancelled": "أُلغي",
  "upload.failed": "لم يُرفع: {reason}",
  "upload.reason.tooLarge": "حجمه أكبر من {size}",
  "upload.reason.tooMuch": "حجمه أكبر من المسموح",
  "upload.reason.wrongType": "نوعه غير مسموح به هنا",
  "upload.reason.misnamed": "محتواه لا يطابق اسمه",
  "upload.reason.overQuota": "لم تعد هناك مساحة لملفاتك",
  "upload.reason.infected": "عُثر فيه على برنامج ضار",
  "upload.reason.empty": "الملف فارغ",
  "upload.reason.noFile": "لم يُختر أي ملف",
  "upload.reason.later": "الخادم مشغول؛ تُعاد المحاولة بعد {count} ث",

  "fileType.image": "الصور",
  "fileType.audio": "الصوت",
  "fileType.video": "الفيديو",
  "fileType.document": "المستندات",
  "fileType.archive": "الملفات المضغوطة",

  "lightbox.close": "إغلاق",
  "lightbox.previous": "الملف السابق",
  "lightbox.next": "الملف التالي",
  "lightbox.place": "{place} من {count}",
  "lightbox.broken": "لم تُحمَّل الصورة.",

  "storage.title": "مساحة التخزين",
  "storage.used": "استُخدم {used} من {quota}",
  "storage.free": "المتاح {free}",
  "storage.full": "لم تبق مساحة",
};
