import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const vi: Translation<typeof en> = {
  "file.downloadNamed": "Tải xuống {name}",
  "failure.missing": "tệp không còn nữa",

  "upload.waiting": "Đang chờ",
  "upload.progress": "{sent} trên {size}",
  "upload.checking": "Đang kiểm tra…",
  "upload.done": "Đã tải lên",
  "upload.cancelled": "Đã hủy",
  "upload.failed": "Chưa tải lên được: {reason}",
  "upload.reason.tooLarge": "tệp lớn hơn {size}",
  "upload.reason.tooMuch": "tệp quá lớn",
  "upload.reason.wrongType": "loại tệp này không được phép ở đây",
  "upload.reason.misnamed": "nội dung không khớp với tên tệp",
  "upload.reason.overQuota": "không còn chỗ cho tệp của bạn",
  "upload.reason.infected": "phát hiện mã độc trong tệp",
  "upload.reason.empty": "tệp rỗng",
  "upload.reason.noFile": "chưa chọn tệp nào",
  "upload.reason.later": "máy chủ đang bận, sẽ thử lại sau {count} giây",

  "fileType.image": "Hình ảnh",
  "fileType.audio": "Âm thanh",
  "fileType.video": "Video",
  "fileType.document": "Tài liệu",
  "fileType.archive": "Tệp nén",

  "lightbox.close": "Đóng",
  "lightbox.previous": "Tệp trước",
  "lightbox.next": "Tệp sau",
  "lightbox.place": "{place}/{count}",
  "lightbox.broken": "Không tải được ảnh.",

  "storage.title": "Dung lượng",
  "storage.used": "Đã dùng {used} trong {quota}",
  "storage.free": "còn trống {free}",
  "storage.full": "Đã hết chỗ",
};
