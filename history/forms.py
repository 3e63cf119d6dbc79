"""The filters of the auditor's pages; what cannot be read is named, not guessed."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms

from history.enums import HistoryKind, ReadingKind
from history.queries import LedgerFilters, Told, told_of

DAY_UNREADABLE = "Ngày chưa đúng. Nhập lại, ví dụ 30/6/2026."
NUMBER_UNREADABLE = "Chưa đọc được số. Nhập lại, ví dụ NV 018."
NO_SUCH_DOCUMENT = "Không có văn bản này. Nhập số trong hệ thống hoặc số ký hiệu."
SUBJECTS = (
    ("mission", "Nhiệm vụ"),
    ("document", "Văn bản"),
    ("unit", "Đơn vị"),
    ("post", "Chức vụ"),
    ("person", "Cán bộ"),
    ("portfolio", "Lĩnh vực"),
    ("delegation", "Ủy quyền"),
    ("reorganisation", "Sắp xếp tổ chức"),
    ("calendar", "Lịch làm việc"),
    ("meeting", "Giao ban"),
    ("ledger", "Sổ lịch sử"),
)
READ_SUBJECTS = (
    ("document", "Văn bản"),
    ("attachment", "Tệp minh chứng"),
    ("contribution_file", "Tệp phối hợp"),
    ("outside_answer", "Văn bản cơ quan ngoài"),
    ("draft_file", "Tệp của bản chuẩn bị"),
    ("ledger", "Sổ lịch sử"),
    ("readings", "Sổ lượt đọc"),
)
NUMBER = re.compile(r"(?:(?P<word>nv|vb)\s*)?(?P<number>\d{1,15})", re.IGNORECASE)
TYPE_OF_WORD = {"nv": "mission", "vb": "document"}
LARGEST_ID = 2**31 - 1


class DayField(forms.DateField):
    """A day as people write it, or as an address has it."""

    default_error_messages = {"invalid": DAY_UNREADABLE}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"])


class PeriodForm(forms.Form):
    """What both pages filter by; names are those of the page's address."""

    tu = DayField()
    den = DayField()
    nguoi = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    so = forms.CharField(required=False, max_length=40)

    def clean_so(self) -> tuple[str, int] | None:
        """Subject type ("" where only a number stands) and number."""
        text = self.cleaned_data["so"].replace("\N{NO-BREAK SPACE}", " ").strip()
        if not text:
            return None
        found = NUMBER.fullmatch(text)
        if found is None:
            raise forms.ValidationError(NUMBER_UNREADABLE)
        word = (found["word"] or "").lower()
        return TYPE_OF_WORD.get(word, ""), int(found["number"])


class LedgerForm(PeriodForm):
    """The filters of the ledger."""

    LABELS: ClassVar[dict[str, str]] = {
        "tu": "Từ",
        "den": "Đến",
        "nguoi": "Người thực hiện",
        "viec": "Việc làm",
        "tham_quyen": "Thẩm quyền ký",
        "loai": "Đối tượng",
        "so": "Số",
        "van_ban": "Văn bản",
    }

    viec = forms.ChoiceField(required=False, choices=[("", ""), *HistoryKind.choices])
    tham_quyen = forms.CharField(required=False, max_length=4)
    loai = forms.ChoiceField(required=False, choices=[("", ""), *SUBJECTS])
    van_ban = forms.CharField(required=False, max_length=80)

    def clean_van_ban(self) -> Told | None:
        """The document, with the missions that came of it."""
        text = self.cleaned_data["van_ban"].replace("\N{NO-BREAK SPACE}", " ").strip()
        if not text:
            return None
        found = told_of(text)
        if found is None:
            raise forms.ValidationError(NO_SUCH_DOCUMENT)
        return found

    def filters(self) -> LedgerFilters:
        """What of it could be read."""
        self.is_valid()
        data = self.cleaned_data
        named, number = data.get("so") or ("", None)
        document: Told | None = data.get("van_ban")
        return LedgerFilters(
            from_day=data.get("tu"),
            to_day=data.get("den"),
            actor_id=data.get("nguoi"),
            kind=data.get("viec") or "",
            capacity=data.get("tham_quyen") or "",
            # A number alone is a mission's: nobody knows the others by number.
            subject_type=named or data.get("loai") or ("mission" if number else ""),
            subject_id=number,
            document_id=document.document_id if document else None,
            mission_ids=document.mission_ids if document else (),
        )

    def chosen(self) -> list[tuple[str, str]]:
        """Name and value, in words, of every filter that could be read; a person by
        number."""
        self.is_valid()
        labels = {"viec": dict(HistoryKind.choices), "loai": dict(SUBJECTS)}
        found = []
        for name in self.LABELS:
            value = self.cleaned_data.get(name)
            if value in {None, ""}:
                continue
            if isinstance(value, date):
                text = f"{value.day:02}/{value.month}/{value.year}"
            elif isinstance(value, Told):
                text = f"{value.name} và {len(value.mission_ids)} nhiệm vụ"
            else:
                given = str(self.data[name]).strip()
                text = labels.get(name, {}).get(given, given)
            found.append((name, text))
        return found

    def in_words(self) -> str:
        """All of it in one line, as it is put on record with an export."""
        return "; ".join(f"{self.LABELS[name]}: {text}" for name, text in self.chosen())


class ReadingsForm(PeriodForm):
    """The filters of who read what."""

    kieu = forms.ChoiceField(required=False, choices=[("", ""), *ReadingKind.choices])
    loai = forms.ChoiceField(required=False, choices=[("", ""), *READ_SUBJECTS])

    def filters(self) -> dict[str, Any]:
        """What of it could be read, as queries.readings takes it."""
        self.is_valid()
        data = self.cleaned_data
        named, number = data.get("so") or ("", None)
        # A number is a document's where documents are asked for, else a mission's.
        of_document = named == "document" or (
            not named and data.get("loai") == "document"
        )
        return {
            "from_day": data.get("tu"),
            "to_day": data.get("den"),
            "person_id": data.get("nguoi"),
            "kind": data.get("kieu") or "",
            "subject_type": "document" if of_document else data.get("loai") or "",
            "subject_id": number if of_document else None,
            "mission_id": None if of_document else number,
        }
