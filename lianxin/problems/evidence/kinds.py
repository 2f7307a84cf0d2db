"""The words of evidence: what kind of file it is. Pure."""

from lianxin.wording import Word


class EvidenceKind(Word):
    """What a file of evidence is: a picture drawn anew, or a PDF kept byte by byte."""

    PHOTO = "photo", "照片", "photo"
    DOCUMENT = "document", "文件", "document"
