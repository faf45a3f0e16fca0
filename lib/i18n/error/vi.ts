import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const vi: Translation<typeof en> = {
  "error.404.title": "Không có trang nào ở đây",
  "error.404.text": "Có thể địa chỉ bị gõ sai, hoặc trang đã chuyển đi.",
  "error.403.title": "Trang này không dành cho tài khoản của bạn",
  "error.403.text": "Nếu bạn cần, hãy hỏi quản trị viên của công ty.",
  "error.429.title": "Quá nhiều yêu cầu cùng lúc",
  "error.429.text": "Hãy đợi vài giây rồi tải lại trang.",
  "error.503.title": "Máy chủ đang bận",
  "error.503.text": "Không có gì bị mất. Hãy tải lại trang sau vài giây.",
  "error.500.title": "Phía chúng tôi có lỗi",
  "error.500.text":
    "Những gì bạn đã gửi vẫn an toàn. Nếu lỗi lặp lại, hãy cho chúng tôi biết mã bên dưới.",
  "error.other.title": "Việc này chưa thực hiện được",
  "error.other.text": "Hãy quay lại và thử lần nữa.",
  "error.home": "Đến thư của bạn",
};
