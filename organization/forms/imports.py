"""A table to take in, and the paper on which its rows rest."""

from typing import Any

from django import forms

from organization.forms.base import ActForm
from organization.services.imports import MAX_BYTES

NO_FILE = "Chưa chọn tệp. Chọn tệp Excel (.xlsx)."


class ImportForm(ActForm):
    """The file; number and day of the paper where the rows name none of their own."""

    PAPER_REQUIRED = False

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": NO_FILE, "max_length": "Đặt tên tệp ngắn lại."},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["note"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(".xlsx"):
            raise forms.ValidationError(
                "Chỉ nhận tệp .xlsx. Mở tệp bằng Excel, lưu lại dạng .xlsx."
            )
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                "Tệp lớn hơn 5 MB. Bỏ ảnh, trang thừa rồi lưu lại."
            )
        return file
