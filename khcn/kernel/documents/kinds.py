"""The kinds of file that are accepted: extension and the media type sent back."""

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OPEN_XML}wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
    "pptx": f"{_OPEN_XML}presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "odt": f"{_OPEN_DOCUMENT}text",
    "ods": f"{_OPEN_DOCUMENT}spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain",
    "csv": "text/csv",
    "json": "application/json",
}

#: Other spellings of an extension.
ALIASES = {"jpeg": "jpg", "jpe": "jpg"}

#: Extensions that content of this kind may carry, when not only its own.
SAME_CONTENT = {"txt": ("txt", "csv", "json")}

#: What a browser may show inside its window instead of saving.
SHOWN_INSIDE = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp"})

ACCEPT = ",".join(f".{extension}" for extension in [*MEDIA_TYPES, *ALIASES])
