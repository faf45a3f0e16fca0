import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const vi: Translation<typeof en> = {
  "app.name": "Harbor",
  "app.title": "{page} · Harbor",
  "app.skip": "Chuyển đến nội dung",
  "app.areas": "Khu vực",
  "app.more": "Thêm",
  "app.limits": "Giới hạn",
  "app.retry": "Thử lại",

  "search.clear": "Xóa tìm kiếm",
  "search.nothing": "Không có thư nào khớp với “{query}”",

  "failure.offline": "không có kết nối",
  "failure.busy": "máy chủ đang bận",
  "failure.signedOut": "bạn đã đăng xuất",
  "failure.refused": "máy chủ từ chối",

  "connection.label": "Kết nối: {status}",
  "connection.live": "Trực tiếp",
  "connection.connecting": "Đang kết nối",
  "connection.polling": "Chậm",
  "connection.offline": "Mất kết nối",
  "connection.manual": "Không trực tiếp",
  "connection.live.detail": "Thư mới tự hiện ra.",
  "connection.connecting.detail": "Đang liên lạc với máy chủ.",
  "connection.polling.detail":
    "Đường truyền trực tiếp không thông, nên cứ vài giây thư mới được tải về một lần.",
  "connection.offline.detail":
    "Không liên lạc được với máy chủ. Thư bạn gửi được giữ lại và sẽ đi sau.",
  "connection.manual.detail": "Thư mới hiện ra khi trang được tải lại.",
  "connection.stayed":
    "Trang đó cần máy chủ, nên trang này vẫn mở. Không có gì bị mất.",
  "connection.since": "Từ lúc",
  "connection.lastEvent": "Sự kiện gần nhất",
  "connection.roundTrip": "Độ trễ",
  "connection.none": "Chưa có",
  "connection.milliseconds": "{count} ms",

  "preferences.label": "Hiển thị",
  "preferences.theme": "Giao diện",
  "preferences.theme.system": "Hệ thống",
  "preferences.theme.light": "Sáng",
  "preferences.theme.dark": "Tối",
  "preferences.density": "Danh sách",
  "preferences.density.comfortable": "Thoáng",
  "preferences.density.compact": "Gọn",
  "preferences.language": "Ngôn ngữ",

  "person.label": "Tài khoản: {name}",
  "person.signOut": "Đăng xuất",
};
