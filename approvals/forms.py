"""What people send with an act; the services judge it."""

from django import forms

from organization.models import Person, Unit
from workflows.files import Upload
from workflows.forms import OrderForm


class ActForm(forms.Form):
    """Every act carries the version of the mission that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(ActForm):
    """An act with words; whether they are needed, the service says."""

    reason = forms.CharField(max_length=5000, required=False)


class FilesForm(forms.Form):
    """A form that brings files."""

    def uploads(self) -> list[Upload]:
        """The files as the services take them."""
        return [
            Upload(file.name or "", file.size or 0, file.chunks())
            for file in self.files.getlist("files")
        ]


class HandInForm(ActForm, FilesForm):
    """The report; `draft` is the version of the draft that it was written in."""

    text = forms.CharField(max_length=20000, required=False)
    result = forms.CharField(max_length=5000, required=False)
    draft = forms.IntegerField(min_value=0, required=False)


class DraftForm(forms.Form):
    """The report to come, with the version of the draft that the person saw."""

    draft = forms.IntegerField(min_value=0)
    text = forms.CharField(max_length=20000, required=False, strip=False)
    result = forms.CharField(max_length=5000, required=False, strip=False)


class ContributionForm(ActForm, FilesForm):
    """What a supporting unit sends; which units, the service says."""

    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        error_messages={"required": "Chưa chọn đơn vị gửi."},
    )
    text = forms.CharField(max_length=20000, required=False)


class OfficerForm(ActForm):
    officer = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), required=False
    )


class CorrectionForm(ReasonForm, OrderForm):
    """All facts of the mission, as they should have been."""
