"""Sentences that tell a person what was repaired while reading."""

from khcn.lib.legacy_fonts import LegacyKind

LEGACY_NOTES: dict[LegacyKind, str] = {
    "tcvn3": "Văn bản dùng phông chữ cũ TCVN3; hệ thống đã chuyển sang Unicode. "
    "Hãy soát lại chữ hoa, vì phông này không phân biệt chữ hoa có dấu.",
    "vni": "Văn bản dùng phông chữ cũ VNI; hệ thống đã chuyển sang Unicode.",
}
DECOMPOSED_NOTE = "Văn bản có chữ gõ bằng dấu rời (Unicode tổ hợp); hệ thống đã chuyển sang Unicode dựng sẵn."


def encoding_note(label: str) -> str:
    return f"Tệp chữ lưu theo bảng mã {label}; hệ thống đã chuyển sang Unicode."


def name_note(suffix: str, content: str) -> str:
    return f"Tệp có tên đuôi “{suffix}” nhưng nội dung là {content}; hệ thống đã đọc theo nội dung."
